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

/** What every refusal says. */
export interface ErrorList {
  type: string;
  request_id: string;
  errors: { code: string; message: string }[];
}

export interface Sent {
  body?: unknown;
  /** null sends none. */
  token?: string | null;
  version?: string | null;
  /** `''`, `.eu` or `.au`. */
  region?: string;
}

export const seededToken = 'sandbox-intercom-token';

/** Calls the API over real HTTP, as an adapter would. */
export function caller(sandbox: Sandbox) {
  return async <Body = ErrorList>(method: string, path: string, sent: Sent = {}): Promise<Told<Body>> => {
    const { body, token = seededToken, version = '2.16', region = '' } = sent;
    const headers: Record<string, string> = {};
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    if (version !== null) headers['intercom-version'] = version;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const target = `${sandbox.url}/intercom${region}${path}`;
    const init = { method, headers, redirect: 'manual' } as const;
    const response = await fetch(target, body === undefined ? init : { ...init, body: JSON.stringify(body) });
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

export interface Notification {
  id: string | null;
  app_id: string;
  topic: string;
  created_at: number;
  delivery_attempts: number;
  data: { type: string; item: Record<string, unknown> };
}

/** A webhook receiver: it answers HEAD with `head`, and every notification as it is told. */
export async function receiver(react: (index: number) => number | 'never' = () => 200, head = 200) {
  const received: { headers: IncomingHttpHeaders; body: string; notification: Notification }[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'HEAD') {
      response.writeHead(head).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ headers: request.headers, body, notification: JSON.parse(body) as Notification });
      const status = react(received.length - 1);
      if (status !== 'never') response.writeHead(status).end();
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

/** A part of a thread, as far as tests look at it. */
export interface ShownPart {
  id: string;
  part_type: string;
  body: string | null;
  created_at: number;
  author: { type: string; id: string };
  assigned_to: { type: string; id: string } | null;
  app_package_code?: string | null;
  external_id: string | null;
}

export interface ShownConversation {
  id: string;
  state: string;
  open: boolean;
  title: string | null;
  updated_at: number;
  snoozed_until: number | null;
  admin_assignee_id: number;
  team_assignee_id: number;
  priority: string;
  source: { subject: string; body: string };
  tags: { tags: { id: string; name: string }[] };
  conversation_parts: { conversation_parts: ShownPart[]; total_count: number };
}

export interface ShownTicket {
  id: string;
  ticket_id: string;
  open: boolean;
  admin_assignee_id: number;
  team_assignee_id: number;
  ticket_state: { id: string; category: string };
  ticket_attributes: Record<string, string>;
  ticket_parts: { ticket_parts: ShownPart[] };
  tags?: unknown;
}
