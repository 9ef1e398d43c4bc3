import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Checked } from '@nightdesk/self-test';
import { SMTPServer } from 'smtp-server';
import { programArguments } from '../support/programs.js';

const file = (name: string) => `test/support/certificates/${name}.pem`;

/** What stands between the world and the api, and may do to a request what it should not. */
export type Manner = (request: IncomingMessage, body: Buffer, pass: Pass, response: ServerResponse) => void;
type Pass = (body?: Buffer, headers?: Record<string, string>) => Promise<void>;

export class Proxy {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param certificate speaks TLS with it. */
  static async start(api: string, manner: Manner, certificate?: 'valid' | 'expired'): Promise<Proxy> {
    const answer: RequestListener = (request, response) => {
      void read(request).then((whole) => {
        const pass: Pass = async (body = whole, headers = {}) => {
          const {
            host: _host,
            connection: _connection,
            'content-length': _length,
            ...kept
          } = request.headers;
          const answered = await fetch(`${api}${request.url}`, {
            method: request.method ?? 'GET',
            headers: { ...(kept as Record<string, string>), ...headers },
            ...(request.method === 'POST' ? { body } : {}),
          });
          const given = Object.fromEntries(answered.headers);
          delete given['transfer-encoding'];
          response.writeHead(answered.status, given).end(Buffer.from(await answered.arrayBuffer()));
        };
        manner(request, whole, pass, response);
      });
    };
    const server = certificate
      ? createSecureServer({ key: readFileSync(file('key')), cert: readFileSync(file(certificate)) }, answer)
      : createServer(answer);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new Proxy(server, `${certificate ? 'https://localhost' : 'http://127.0.0.1'}:${port}`);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export const straight: Manner = (_request, _body, pass) => void pass();
/** Only webhooks: `/healthz` goes on as it is. */
export const toWebhooks =
  (manner: Manner): Manner =>
  (request, body, pass, response) =>
    request.method === 'POST' ? manner(request, body, pass, response) : void pass();

/** A mail server that takes one password. */
export async function mailServer(): Promise<{
  url: (password: string) => string;
  close: () => Promise<void>;
}> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('no such login')),
  });
  server.on('error', () => undefined); // of a client that was cut off, for which nobody waits
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: (password) => `smtp://alerts:${password}@127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

export interface Told {
  code: number | null;
  said: string;
  /** `fine`, or `wrong: …` and `unknown: …` with what it says, by name; of `--json` only. */
  found: Record<string, string>;
}

/** `npm run doctor` as a process of its own, which trusts the tests' authority. */
export async function doctor(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Told> {
  const child = spawn(process.execPath, programArguments('apps/doctor/src/main.ts', ...args), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: file('ca'), ...environment },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, said, found: args.includes('--json') ? byName(said) : {} };
}

function byName(said: string): Record<string, string> {
  const { data } = JSON.parse(said) as { data: Checked[] };
  return Object.fromEntries(data.map((one) => [one.name, told(one)]));
}

export const told = ({ state, says, remedy }: Checked): string =>
  state === 'fine' ? 'fine' : `${state}: ${says}${state === 'wrong' ? ` → ${remedy}` : ''}`;
