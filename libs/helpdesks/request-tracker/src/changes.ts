import { HelpdeskError, type ChangedTickets, type ListFrom, type Send } from '@nightdesk/helpdesks/contract';
import { search } from './calls.js';
import { asksForGone, listGone } from './gone.js';
import { ticketFields, ticketOf } from './mapping.js';
import { TicketRow } from './shapes.js';
import { mustSeeTickets } from './tickets.js';
import { dayBefore, isSince } from './times.js';

/**
 * Newest change first, page by page, to what is older than `since`; then, in a call of its own, what was deleted or merged
 * meanwhile, because searches no longer show it.
 *
 * TicketSQL reads times in the time zone of the token's user or else of the site, which REST 2 does not tell. So the query
 * only says the day before, which is early enough in every zone, and the rows' own times (UTC) decide.
 *
 * Page numbers are safe here: what changes while we read moves to the front, which moves the rest back and so shows some
 * rows twice. Only a ticket that leaves the list (deleted, merged, hidden) moves the rest forward. Then `total` is less
 * than it was, and as many pages are read again.
 */
export async function listChanged(
  send: Send,
  { since, cursor }: ListFrom,
  perPage: number,
  now: Date,
): Promise<ChangedTickets> {
  const at = position(cursor);
  if (at.list === 'gone') return listGone(send, since, at.page, perPage);
  const { items, total } = await search(
    send,
    {
      path: '/tickets',
      where: `LastUpdated > '${dayBefore(since)}'`,
      ...ticketFields,
      orderby: [
        ['LastUpdated', 'DESC'],
        ['id', 'DESC'],
      ],
      perPage,
      page: at.page,
    },
    TicketRow,
  );
  if (items.length === 0 && at.page === 1) await mustSeeTickets(send);
  const recent = items.filter((row) => isSince(row.LastUpdated, since));
  const left = Math.max(0, (at.total ?? 0) - (total ?? 0));
  const again = left === 0 || total === null ? 0 : Math.ceil(left / perPage);
  const isLast =
    recent.length < items.length || (total === null ? items.length === 0 : at.page * perPage >= total);
  const next =
    again > 0 ? `changed:${Math.max(1, at.page - again)}:${total}` : `changed:${at.page + 1}:${total ?? ''}`;
  return {
    tickets: recent.map(ticketOf),
    cursor: again > 0 || !isLast ? next : asksForGone(since, now) ? 'gone:1' : null,
  };
}

interface Position {
  list: 'changed' | 'gone';
  page: number;
  /** How many tickets there were at the page before; null: RT did not say. */
  total: number | null;
}

function position(cursor: string | null): Position {
  if (cursor === null) return { list: 'changed', page: 1, total: null };
  const [, list, page, total] = /^(changed|gone):(\d+)(?::(\d*))?$/.exec(cursor) ?? [];
  if (!list) throw new HelpdeskError('invalid', 'this cursor is none of Request Tracker’s');
  return {
    list: list === 'gone' ? 'gone' : 'changed',
    page: Number(page),
    total: total ? Number(total) : null,
  };
}
