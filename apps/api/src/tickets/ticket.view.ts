import type { Conversation, Ticket } from '@nightdesk/contract';
import type { TicketAnswer } from '@nightdesk/intake';
import { ProblemException } from '../http/problem.js';

export function ticketView(
  accountId: string,
  answer: Omit<TicketAnswer, 'messages'>,
  withRaw = false,
): Ticket {
  const { raw, deleted: _deleted, createdAt, updatedAt, ...ticket } = answer.ticket;
  const { readAt, source, stale, reason, emptiedAt } = answer;
  return {
    ...ticket,
    accountId,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    freshness: {
      readAt: readAt.toISOString(),
      source,
      stale,
      reason,
      emptiedAt: emptiedAt && emptiedAt.toISOString(),
    },
    ...(withRaw ? { raw } : {}),
  };
}

export function conversationView(accountId: string, answer: TicketAnswer, withRaw: boolean): Conversation {
  const messages = answer.messages.map((message) => ({
    ...message,
    createdAt: message.createdAt.toISOString(),
  }));
  return { ticket: ticketView(accountId, answer, withRaw), messages };
}

/** Opaque to callers: the last ticket of a page. */
export function cursorOf({ updatedAt, id }: { updatedAt: Date; id: string }): string {
  return Buffer.from(JSON.stringify([updatedAt.toISOString(), id])).toString('base64url');
}

export function positionOf(cursor: string | undefined): { updatedAt: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [, at = '', id = ''] =
    /^\["([^"]+)","([^"]+)"\]$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const updatedAt = new Date(at);
  if (id !== '' && !Number.isNaN(updatedAt.getTime())) return { updatedAt, id };
  throw new ProblemException({
    status: 400,
    title: 'Cursor refused',
    detail: 'The cursor is not one of this list. Use the `next` of an earlier answer, or leave it out.',
  });
}
