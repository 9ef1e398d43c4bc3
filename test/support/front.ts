import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FrontAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}
/** Answers a call itself, or passes it on and does as it likes with the real answer. */
export type FrontRule = (pass: () => Promise<FrontAnswer>) => FrontAnswer | Promise<FrontAnswer>;

/** Stands between Nightdesk and the sandbox. It passes everything on, but for calls that a test answers itself. */
export class Front {
  /** Where calls go on to. */
  target = '';
  /** What arrived, as `POST /zendesk/acme/oauth/tokens`. */
  readonly calls: string[] = [];
  private readonly rules: { call: string; rule: FrontRule }[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Front> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const front = new Front(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      void front.answer(request).then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
        () => response.destroy(),
      );
    });
    return front;
  }

  /** The next call of this method and path, e.g. `POST /zendesk/acme/oauth/tokens`, meets the rule. */
  next(call: string, rule: FrontRule): void {
    this.rules.push({ call, rule });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<FrontAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [path = ''] = (request.url ?? '').split('?');
    const call = `${request.method} ${path}`;
    this.calls.push(call);
    const pass = () => this.pass(request, Buffer.concat(chunks));
    const index = this.rules.findIndex((rule) => rule.call === call);
    const [found] = index < 0 ? [] : this.rules.splice(index, 1);
    return found ? found.rule(pass) : pass();
  }

  private async pass({ method, url, headers }: IncomingMessage, body: Buffer): Promise<FrontAnswer> {
    const answer = await fetch(`${this.target}${url}`, {
      method: method ?? 'GET',
      headers: passedOn(headers),
      redirect: 'manual',
      ...(body.length > 0 ? { body } : {}),
    });
    return {
      status: answer.status,
      headers: passedOn(Object.fromEntries(answer.headers)),
      body: await answer.text(),
    };
  }
}

/** What belongs to one connection, or tells the length of a body, is not passed on. */
function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const hop = new Set([
    'connection',
    'keep-alive',
    'transfer-encoding',
    'content-length',
    'content-encoding',
    'host',
  ]);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (hop.has(name) ? [] : [[name, String(value)]])),
  );
}
