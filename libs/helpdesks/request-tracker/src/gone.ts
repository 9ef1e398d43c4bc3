import { HelpdeskError, type ChangedTickets, type Send, type Ticket } from '@nightdesk/helpdesks/contract';
import { search } from './calls.js';
import { ticketOf } from './mapping.js';
import { TransactionRow, type TicketRow } from './shapes.js';
import { single } from './tickets.js';
import { dayBefore, isSince } from './times.js';

/** Whoever reads from long ago has nothing yet that could be gone. */
const goneWithinMs = 30 * 86_400_000;
export const asksForGone = (since: Date, now: Date) => {
  const age = now.getTime() - since.getTime();
  return age >= 0 && age < goneWithinMs;
};

/** One call for a page of deletions and merges, and one for each ticket that they are about. */
export async function listGone(
  send: Send,
  since: Date,
  page: number,
  perPage: number,
): Promise<ChangedTickets> {
  const { items } = await search(
    send,
    {
      path: '/transactions',
      where: `ObjectType = 'RT::Ticket' AND Created > '${dayBefore(since)}' AND ((Type = 'Status' AND NewValue = 'deleted') OR (Type = 'AddLink' AND Field = 'MergedInto'))`,
      fields: 'ObjectId,Created',
      orderby: [['id', 'DESC']],
      perPage: Math.min(perPage, 20),
      page,
    },
    TransactionRow,
  );
  const recent = items.filter((row) => row.Created && isSince(row.Created, since));
  const tickets: Ticket[] = [];
  for (const id of new Set(recent.flatMap(({ ObjectId }) => String(ObjectId ?? '') || []))) {
    const ticket = await goneTicket(send, id);
    if (ticket) tickets.push(ticket);
  }
  return { tickets, cursor: recent.length < Math.min(perPage, 20) ? null : `gone:${page + 1}` };
}

/** The ticket if it is deleted or merged still: a deleted one can be opened again. */
async function goneTicket(send: Send, id: string): Promise<Ticket | null> {
  try {
    const { ticket, mergedInto } = await single(send, id);
    if (mergedInto) return mergedTicket(id, ticket);
    return ticket.Status === 'deleted' ? ticketOf(ticket) : null;
  } catch (error) {
    if (error instanceof HelpdeskError && (error.kind === 'not_found' || error.kind === 'forbidden'))
      return null;
    throw error;
  }
}

/** What is left of a ticket that was merged into another: its number. */
export function mergedTicket(id: string, into: TicketRow): Ticket {
  return { ...ticketOf(into), id, status: 'closed', platformStatus: 'merged', deleted: true };
}
