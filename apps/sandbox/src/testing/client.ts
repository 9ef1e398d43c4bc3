import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../sandbox.js';

export interface Told<Body> {
  status: number;
  headers: Headers;
  body: Body;
  text: string;
}

export interface Sent {
  token?: string | undefined;
  authorization?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls one site over real HTTP, as an adapter would. */
export function caller(sandbox: Sandbox, site = 'acme') {
  return async <Body = Record<string, unknown>>(
    method: string,
    path: string,
    sent: Sent = {},
  ): Promise<Told<Body>> => {
    const headers: Record<string, string> = { ...sent.headers };
    if (sent.token !== undefined) headers['authorization'] = `Bearer ${sent.token}`;
    if (sent.authorization !== undefined) headers['authorization'] = sent.authorization;
    if (sent.body !== undefined) headers['content-type'] = 'application/json';
    const target = path.startsWith('http') ? path : `${sandbox.url}/zendesk/${site}${path}`;
    const request = { method, headers, redirect: 'manual' } as const;
    const response = await fetch(
      target,
      sent.body === undefined ? request : { ...request, body: JSON.stringify(sent.body) },
    );
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as Body,
    };
  };
}

export const verifier = 'a-verifier-that-is-long-enough-to-be-allowed-by-the-standard';
export const challenge = createHash('sha256').update(verifier).digest('base64url');
export const redirectUri = 'http://127.0.0.1:4300/connect/callback';

export const authorizeParameters = {
  response_type: 'code',
  client_id: 'nightdesk',
  redirect_uri: redirectUri,
  scope: 'tickets:read tickets:write',
  state: 'state-1',
  code_challenge: challenge,
  code_challenge_method: 'S256',
};

/** Posts the consent form as a browser would and returns where it leads. */
export async function consent(
  sandbox: Sandbox,
  decided: {
    decision?: string;
    granted?: string[];
    userId?: number;
    parameters?: Record<string, string>;
  } = {},
): Promise<{ status: number; location: URL | null }> {
  const parameters = decided.parameters ?? authorizeParameters;
  const form = new URLSearchParams(parameters);
  for (const scope of decided.granted ?? parameters['scope']?.split(' ') ?? []) form.append('granted', scope);
  form.set('user_id', String(decided.userId ?? sandbox.control.zendesk('acme').describe().adminId));
  form.set('decision', decided.decision ?? 'allow');
  const url = `${sandbox.url}/zendesk/acme/oauth/authorizations`;
  const response = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const location = response.headers.get('location');
  return { status: response.status, location: location === null ? null : new URL(location) };
}

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  event: {
    type: string;
    id: string;
    detail: Record<string, unknown>;
    event: Record<string, unknown>;
    [key: string]: unknown;
  };
}
/** How the receiver answers its n-th request, counted from 0; `never` leaves it hanging. */
export type Reaction = { status: number; headers?: Record<string, string> } | 'never';

/** A webhook receiver that remembers what came and answers as it is told. */
export async function receiver(react: (index: number) => Reaction = () => ({ status: 200 })) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, body, event: JSON.parse(body) as Received['event'] });
      const reaction = react(received.length - 1);
      if (reaction !== 'never') response.writeHead(reaction.status, reaction.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/hook`, received, close };
}
