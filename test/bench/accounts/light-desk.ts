import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';

/** As a ticket call of the real one takes, more or less; the same for every site and every call. */
const usualMs = 20;

/**
 * How long a server keeps an unused connection. Node's own 5 s are shorter than any load balancer's, and a request can meet
 * the end of one.
 */
export const keptOpenMs = 120_000;

/** Calls a minute that every site states. Nightdesk may use 75 % of them. */
export const statedLimit = 400;

/**
 * A Zendesk of 10,000 sites that remembers nothing but how often it was called: any ticket exists, was just opened, and
 * has one message. It states its limit in its headers and refuses what is above it. The sandbox keeps every ticket, and
 * would be the slowest part of what is measured here.
 */
export class LightDesk {
  /** Calls above the limit of a site. Nightdesk must not make any. */
  refused = 0;
  answered = 0;
  /** Told when an update of a ticket has been answered. */
  onUpdate: (site: string, ticketId: string) => void = () => undefined;
  private readonly called = new Map<string, number[]>();
  private readonly server = createServer({ keepAliveTimeout: keptOpenMs }, (request, response) => {
    this.answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });

  /** @param answersInMs how long each call takes. */
  constructor(private readonly answersInMs = usualMs) {}

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const [, site = '', path = ''] = /^\/([^/]+)(\/[^?]*)/.exec(request.url ?? '') ?? [];
    const left = this.count(site);
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('X-Rate-Limit', statedLimit);
    response.setHeader('X-Rate-Limit-Remaining', Math.max(0, left));
    if (left < 0) {
      this.refused += 1;
      response.writeHead(429, { 'Retry-After': '5' }).end('{"error":"TooManyRequests"}');
      return;
    }
    await pass(this.answersInMs);
    this.answered += 1;
    const ticketId = /^\/api\/v2\/tickets\/(\d+)/.exec(path)?.[1] ?? '';
    response.end(JSON.stringify(answerTo(request.method ?? '', path, ticketId)));
    if (request.method === 'PUT') this.onUpdate(site, ticketId);
  }

  /** What is left of the site's minute after this call. */
  private count(site: string): number {
    const now = performance.now();
    const recent = (this.called.get(site) ?? []).filter((at) => at > now - 60_000);
    if (recent.length < statedLimit) recent.push(now);
    else return -1;
    this.called.set(site, recent);
    return statedLimit - recent.length;
  }
}

function answerTo(method: string, path: string, ticketId: string): object {
  const now = new Date().toISOString();
  const users = [{ id: 9, name: 'Cleo', email: 'cleo@example.com', role: 'end-user' }];
  if (path === '/oauth/tokens')
    return {
      access_token: `new-${now}`,
      refresh_token: `next-${now}`,
      scope: 'read write',
      expires_in: 86_400,
    };
  if (path === '/api/v2/users/me') return { user: { id: 7, name: 'Ada', role: 'admin', active: true } };
  if (path === '/api/v2/oauth/tokens/current')
    return { token: { user_id: 7, scopes: ['read', 'write'], expires_at: null } };
  if (path.startsWith('/api/v2/incremental/'))
    return { tickets: [], users: [], after_cursor: 'end', end_of_stream: true };
  if (method === 'PUT')
    return { ticket: { id: ticketId }, audit: { id: ticketId, created_at: now, events: [] } };
  if (path.endsWith('/comments'))
    return {
      comments: [
        { id: `${ticketId}1`, author_id: 9, public: true, plain_body: 'Where is my order?', created_at: now },
      ],
      meta: { has_more: false },
      users,
    };
  return {
    ticket: {
      id: ticketId,
      subject: 'My order',
      status: 'open',
      priority: 'normal',
      tags: ['order'],
      requester_id: 9,
      via: { channel: 'email' },
      created_at: now,
      updated_at: now,
    },
    users,
  };
}
