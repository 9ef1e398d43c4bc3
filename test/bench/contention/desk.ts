import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import type { Standing } from './limit.js';
import type { Site } from './site.js';

const Change = z.object({
  ticket: z.object({
    comment: z
      .object({
        body: z.string().min(1),
        public: z.boolean().default(true),
        metadata: z.unknown().optional(),
      })
      .optional(),
  }),
});

interface Answer {
  status: number;
  body: object;
}
const notFound: Answer = { status: 404, body: { error: 'RecordNotFound' } };

/**
 * A helpdesk with Zendesk's paths, headers and refusals. Each site has a limit of its own, so that contenders run side by
 * side in the same minute. A call is counted when it arrives; a refused one does nothing; each is answered after `answerMs`.
 */
export class Desk {
  readonly sites = new Map<string, Site>();
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });

  constructor(private readonly answerMs: number) {}

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return this;
  }

  /** `…/{site}/api/v2` is a site's API. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk.example');
    const [, name = '', path = ''] = /^\/([a-z0-9-]+)\/api\/v2(\/.*)$/.exec(url.pathname) ?? [];
    const site = this.sites.get(name);
    if (!site) {
      response.writeHead(404).end();
      return;
    }
    const standing = site.count('contender');
    const body: unknown = request.method === 'PUT' ? await json(request) : undefined;
    const { status, body: said } = standing.accepted
      ? route(site, `${request.method} ${path}`, url.searchParams, body)
      : { status: 429, body: { error: 'TooManyRequests' } };
    setTimeout(() => {
      response.writeHead(status, headersOf(standing)).end(JSON.stringify(said));
    }, this.answerMs);
  }
}

/** Whole seconds, rounded up, as platforms say them. */
function headersOf({ accepted, limit, remaining, resetMs }: Standing): Record<string, string> {
  const seconds = String(Math.max(1, Math.ceil(resetMs / 1_000)));
  return {
    'content-type': 'application/json',
    'x-rate-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': seconds,
    ...(!accepted && { 'retry-after': seconds }),
  };
}

function route(site: Site, call: string, query: URLSearchParams, body: unknown): Answer {
  if (call === 'GET /users/me.json') return { status: 200, body: { user: { id: 7, role: 'admin' } } };
  if (call === 'GET /tickets.json') {
    const page = site.changes(Number(query.get('cursor') ?? 0), Number(query.get('size')));
    return { status: 200, body: page };
  }
  const [, method, id] = /^(GET|PUT) \/tickets\/(\d+)\.json$/.exec(call) ?? [];
  const ticket = site.ticket(Number(id ?? 0));
  if (!ticket) return notFound;
  if (method === 'GET') return { status: 200, body: { ticket } };
  const change = Change.safeParse(body);
  if (!change.success) return { status: 422, body: { error: 'RecordInvalid' } };
  const { comment } = change.data.ticket;
  const written = comment && site.comment(Number(id), { ...comment, metadata: comment.metadata });
  return { status: 200, body: { ticket, comment: written } };
}
