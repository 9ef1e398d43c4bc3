import type { Send, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { search, ticketPath } from './calls.js';
import { conversation } from './conversation.js';
import { mergedTicket } from './gone.js';
import { ticketFields, ticketOf } from './mapping.js';
import { TicketRow } from './shapes.js';
import { single } from './tickets.js';

/**
 * Three calls for a ticket of fewer than 100 messages with a comment among them, four without: the ticket, its messages,
 * their texts. Two more for every further 100 messages, one more for a ticket that searches do not show (deleted).
 */
export async function getTicket(
  send: Send,
  ticketId: string,
  perPage: number,
): Promise<TicketWithConversation> {
  ticketPath(ticketId);
  const wanted = { where: `id = ${ticketId}`, ...ticketFields, orderby: [], perPage: 1 } as const;
  const { items } = await search(send, { path: '/tickets', ...wanted }, TicketRow);
  let [row] = items;
  if (!row) {
    const { ticket, mergedInto } = await single(send, ticketId);
    if (mergedInto) return { ticket: mergedTicket(ticketId, ticket), messages: [] };
    row = ticket;
  }
  const customers = new Set((row.Requestor ?? []).map(({ id }) => String(id)));
  return { ticket: ticketOf(row), messages: await conversation(send, ticketId, customers, perPage) };
}
