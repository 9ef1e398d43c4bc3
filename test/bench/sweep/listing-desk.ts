import type { ServerResponse } from 'node:http';
import { type DeskCall, MadeUpDesk, users, whoAmI } from '../made-up-desk.js';

/** What was asked of a site, by kind of call. */
export interface Asked {
  list: number;
  export: number;
  reading: number;
}

/**
 * A Zendesk with one large site and as many empty ones as are asked for: it lists, exports and shows tickets as the real
 * one does, and makes each up when it is asked for, so that the memory of the bench stays its own. The limit that it
 * states is so large that what takes an hour with a real plan takes a minute.
 */
export class ListingDesk extends MadeUpDesk {
  readonly asked: Asked = { list: 0, export: 0, reading: 0 };
  /** Tickets that changed, by the instant in unix seconds; all others did a year ago. */
  readonly changed = new Map<number, number>();

  constructor(
    private readonly large: string,
    private readonly tickets: number,
    limit: number,
  ) {
    super(limit);
  }

  protected answer({ site, path, query }: DeskCall, response: ServerResponse): void {
    const windows = { 'tickets-index': this.limit, 'incremental-exports': this.limit / 40 };
    for (const [name, total] of Object.entries(windows))
      response.setHeader(`Zendesk-RateLimit-${name}`, `total=${total}; remaining=${total}; resets=60`);
    response.end(JSON.stringify(this.body(site === this.large, path, query)));
  }

  private body(isLarge: boolean, path: string, query: URLSearchParams): object {
    const count = (kind: keyof Asked) => {
      if (isLarge) this.asked[kind] += 1;
    };
    if (path === '/api/v2/tickets') {
      count('list');
      return this.list(isLarge ? this.tickets : 0, Number(query.get('page[after]') ?? 0));
    }
    if (path === '/api/v2/incremental/tickets/cursor') {
      count('export');
      return this.export(isLarge, query);
    }
    const who = whoAmI(path);
    if (who) return who;
    const id = Number(/^\/api\/v2\/tickets\/(\d+)/.exec(path)?.[1] ?? 0);
    if (path.endsWith('/comments')) return { comments: [], meta: { has_more: false }, users };
    count('reading');
    return { ticket: this.ticket(id), users };
  }

  private list(tickets: number, after: number): object {
    const size = Math.min(100, tickets - after);
    const rows = Array.from({ length: size }, (_, index) => this.ticket(after + index + 1));
    const last = after + size;
    return { tickets: rows, users, meta: { has_more: last < tickets, after_cursor: String(last) } };
  }

  /** By the instant of the change, a thousand at once, without the newest minute. */
  private export(isLarge: boolean, query: URLSearchParams): object {
    const newest = Date.now() / 1_000 - 60;
    const [from, after] = (query.get('cursor') ?? `${query.get('start_time')}:0`).split(':').map(Number);
    const due = isLarge
      ? [...this.changed]
          .filter(([id, at]) => at < newest && (at > from! || (at === from && id > after!)))
          .toSorted(([a, first], [b, second]) => first - second || a - b)
      : [];
    const page = due.slice(0, 1_000);
    const last = page.at(-1);
    return {
      tickets: page.map(([id]) => this.ticket(id)),
      users,
      after_cursor: last ? `${last[1]}:${last[0]}` : `${from}:${after}`,
      end_of_stream: due.length <= page.length,
    };
  }

  private ticket(id: number): object {
    const at = new Date((this.changed.get(id) ?? aYearAgo) * 1_000).toISOString();
    return {
      id,
      subject: `My order ${id}`,
      description: 'Where is my order? '.repeat(20),
      status: 'open',
      priority: 'normal',
      tags: ['order', 'waiting'],
      requester_id: 9,
      assignee_id: null,
      via: { channel: 'email' },
      custom_fields: Array.from({ length: 20 }, (_, field) => ({ id: field, value: null })),
      created_at: new Date(aYearAgo * 1_000).toISOString(),
      updated_at: at.replace('.000Z', 'Z'),
    };
  }
}

const aYearAgo = Math.floor(Date.now() / 1_000) - 365 * 86_400;
