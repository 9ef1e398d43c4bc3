import type { ServerResponse } from 'node:http';
import { setTimeout as pass } from 'node:timers/promises';
import { type DeskCall, MadeUpDesk, users, whoAmI } from '../made-up-desk.js';

/** As a ticket call of the real one takes, more or less; the same for every site and every call. */
const usualMs = 20;

/** Calls a minute that every site states. Nightdesk may use 75 % of them. */
export const statedLimit = 400;

/**
 * A Zendesk of 10,000 sites that remembers nothing but how often it was called: any ticket exists, was just opened, and
 * has one message. It states its limit in its headers and refuses what is above it. The sandbox keeps every ticket, and
 * would be the slowest part of what is measured here.
 */
export class LightDesk extends MadeUpDesk {
  /** Calls above the limit of a site. Nightdesk must not make any. */
  refused = 0;
  answered = 0;
  /** Told when an update of a ticket has been answered. */
  onUpdate: (site: string, ticketId: string) => void = () => undefined;
  private readonly called = new Map<string, number[]>();

  /** @param answersInMs how long each call takes. */
  constructor(private readonly answersInMs = usualMs) {
    super(statedLimit);
  }

  protected async answer({ method, site, path }: DeskCall, response: ServerResponse): Promise<void> {
    const left = this.count(site);
    response.setHeader('X-Rate-Limit-Remaining', Math.max(0, left));
    if (left < 0) {
      this.refused += 1;
      response.writeHead(429, { 'Retry-After': '5' }).end('{"error":"TooManyRequests"}');
      return;
    }
    await pass(this.answersInMs);
    this.answered += 1;
    const ticketId = /^\/api\/v2\/tickets\/(\d+)/.exec(path)?.[1] ?? '';
    response.end(JSON.stringify(answerTo(method, path, ticketId)));
    if (method === 'PUT') this.onUpdate(site, ticketId);
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
  if (path === '/oauth/tokens')
    return {
      access_token: `new-${now}`,
      refresh_token: `next-${now}`,
      scope: 'read write',
      expires_in: 86_400,
    };
  const who = whoAmI(path);
  if (who) return who;
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
