import type { Send, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { rows, withoutRequester, withRequester } from './calls.js';
import { ticketOf } from './mapping.js';
import { descriptionOf, messageOf } from './messages.js';
import { ticketPath, wherever, type Place } from './paths.js';
import { ConversationList, TicketRow, type ConversationRow } from './shapes.js';
import { labelsFor } from './statuses.js';

/**
 * Two calls (four credits) for a ticket of up to 100 conversations, one more for every further 100, one more where the
 * account's own status has to be named. An archived ticket costs one refused call more, and shows no requester's name.
 */
export function getTicket(send: Send, ticketId: string): Promise<TicketWithConversation> {
  return wherever(async (place) => {
    const row = await ticketRow(send, ticketId, place);
    const ticket = ticketOf(row, await labelsFor(send, [row]));
    const conversations = await conversationsOf(send, ticketId, place);
    return {
      ticket,
      messages: [...descriptionOf(row), ...conversations.map((one) => messageOf(one, ticket.requester))],
    };
  });
}

async function ticketRow(send: Send, ticketId: string, place: Place): Promise<TicketRow> {
  const request = { method: 'GET', ...ticketPath(ticketId, '', place) } as const;
  const read = place === 'live' ? withRequester : withoutRequester;
  return (await read(send, request, TicketRow)).body;
}

/** Oldest first, as Freshdesk has them. */
export async function conversationsOf(
  send: Send,
  ticketId: string,
  place: Place,
): Promise<ConversationRow[]> {
  const request = { method: 'GET', ...ticketPath(ticketId, '/conversations', place) } as const;
  const found: ConversationRow[] = [];
  for await (const row of rows(send, request, ConversationList)) found.push(row);
  return found;
}
