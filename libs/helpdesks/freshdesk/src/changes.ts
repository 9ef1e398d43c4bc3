import type { ChangedTickets, ListFrom, Send } from '@nightdesk/helpdesks/contract';
import { hasNext, withoutRequester, withRequester } from './calls.js';
import { ticketOf } from './mapping.js';
import { begin, hasMoved, next, pageAt, parse, restart } from './position.js';
import { TicketList } from './shapes.js';
import { labelsFor } from './statuses.js';

/**
 * Changed tickets, oldest change first; one call for each hundred, one more for a page with statuses of the account's own.
 *
 * By page numbers alone, a ticket that changes while pages are read moves to the end, the others move up, and one falls
 * through between two pages. So every page begins a new list at the change that was seen last, less a second (whether
 * `updated_since` takes in its own second is not stated). Only where that gets no further, through more changes of one
 * second than fit on a page, pages are counted: each overlaps the one before by its last row, and when that row is not
 * where it was, the list is begun again. Deleted tickets and spam are not in this list.
 */
export async function listChanged(send: Send, { since, cursor }: ListFrom): Promise<ChangedTickets> {
  const at = cursor === null ? begin(since) : parse(cursor);
  const read = at.named ? withRequester : withoutRequester;
  const { body, response, included: named } = await read(send, pageAt(at), TicketList);
  const labels = await labelsFor(send, body);
  const following = hasMoved(at, body) ? restart(at) : hasNext(response) ? next(at, body) : null;
  return {
    tickets: body.map((row) => ticketOf(row, labels)),
    cursor: following && JSON.stringify({ ...following, named }),
  };
}
