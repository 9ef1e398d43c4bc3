import { HelpdeskError, type PlatformRequest } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { perPage } from './calls.js';
import type { TicketRow } from './shapes.js';

/** Freshdesk gives no page beyond this one. */
const lastPage = 300;
const secondMs = 1000;
/** How often a list that moved while it was read is begun again before it is taken as it comes. */
const mostRestarts = 5;

/** Where a listing stands; the cursor is its JSON. */
const Position = z.object({
  /** In milliseconds; the list asked for is what changed since. */
  from: z.int().min(0),
  /** How many rows of that list were seen, the id of the last of them, and how often the list was begun again. */
  seen: z.int().min(0),
  last: z.string(),
  restarts: z.int().min(0),
  /** With requesters: false once they were refused. */
  named: z.boolean(),
});
type Position = z.infer<typeof Position>;
const beginning = { seen: 0, last: '', restarts: 0 };

export function begin(since: Date): Position {
  return { ...beginning, from: Math.max(0, wholeSecond(since.getTime()) - secondMs), named: true };
}

/** Never without `updated_since`: Freshdesk would show what was created in the last 30 days, and nothing else. */
export function pageAt({ from, seen }: Position): PlatformRequest {
  const route = '/api/v2/tickets';
  const updated_since = new Date(from).toISOString().replace('.000Z', 'Z');
  const query = { updated_since, order_by: 'updated_at', order_type: 'asc', ...pageAfter(seen) };
  return { method: 'GET', path: route, route, query };
}

/** The page that shows the last row seen again and the most rows behind it: sizes differ, so that pages can overlap. */
function pageAfter(seen: number): { per_page: number; page: number } {
  let best = { per_page: perPage, page: 1 };
  for (let size = perPage; size > perPage / 2; size -= 1) {
    const page = Math.floor((seen - 1) / size) + 1;
    if (page <= lastPage && page * size > best.page * best.per_page) best = { per_page: size, page };
  }
  return best;
}
const rowsUpTo = ({ per_page, page }: ReturnType<typeof pageAfter>) => per_page * page;

export function hasMoved({ seen, last, restarts }: Position, rows: readonly TicketRow[]): boolean {
  if (seen === 0 || restarts >= mostRestarts) return false;
  const { per_page, page } = pageAfter(seen);
  return String(rows[seen - 1 - per_page * (page - 1)]?.id) !== last;
}

export const restart = (at: Position): Position => ({ ...at, ...beginning, restarts: at.restarts + 1 });

export function next(at: Position, rows: readonly TicketRow[]): Position {
  const row = rows.at(-1);
  const newest = row === undefined ? at.from : wholeSecond(Date.parse(row.updated_at));
  if (newest - secondMs > at.from) return { ...at, ...beginning, from: newest - secondMs };
  const seen = rowsUpTo(pageAfter(at.seen));
  if (rowsUpTo(pageAfter(seen)) > seen) return { ...at, seen, last: String(row?.id) };
  if (newest > at.from) return { ...at, ...beginning, from: newest };
  throw new HelpdeskError('unavailable', 'more tickets changed within one second than Freshdesk lists');
}

export function parse(cursor: string): Position {
  try {
    return Position.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new HelpdeskError('invalid', 'this is no cursor of a Freshdesk listing', { cause });
  }
}

const wholeSecond = (ms: number) => Math.floor(ms / secondMs) * secondMs;
