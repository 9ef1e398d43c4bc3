import type { Message, Send, Ticket, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { call, targetOf, targetPath, type Target } from './calls.js';
import { messagesOfConversation, messagesOfTicket, ticketOfConversation, ticketOfTicket } from './mapping.js';
import { ConversationRow, TicketRow, type PartRow, type TagRow } from './shapes.js';

/** A conversation or ticket as one call shows it. */
export interface Thread {
  ticket: Ticket;
  messages: Message[];
  parts: readonly PartRow[];
  /** Null where the answer does not list tags, which tickets may not do. */
  tags: readonly TagRow[] | null;
  /** The ticket itself, where it is one. */
  row: TicketRow | null;
  requestId: string | undefined;
}

export async function readThread(send: Send, target: Target): Promise<Thread> {
  const request = { method: 'GET', ...targetPath(target) } as const;
  if (target.kind === 'conversation') {
    const { body, response } = await call(send, request, ConversationRow);
    return {
      ticket: ticketOfConversation(body),
      messages: messagesOfConversation(body),
      parts: body.conversation_parts?.conversation_parts ?? [],
      tags: body.tags?.tags ?? [],
      row: null,
      requestId: response.requestId,
    };
  }
  const { body, response } = await call(send, request, TicketRow);
  return {
    ticket: ticketOfTicket(body),
    messages: messagesOfTicket(body),
    parts: body.ticket_parts?.ticket_parts ?? [],
    tags: body.tags?.tags ?? null,
    row: body,
    requestId: response.requestId,
  };
}

/** One call. Of a thread with more than 500 parts Intercom gives the 500 newest; the older ones cannot be had. */
export async function getTicket(send: Send, ticketId: string): Promise<TicketWithConversation> {
  const { ticket, messages } = await readThread(send, targetOf(ticketId));
  return { ticket, messages };
}
