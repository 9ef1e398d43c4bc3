import type { TicketWithConversation } from '@nightdesk/helpdesks/contract';
import type { Operation } from './operations.types.js';

/** Why an operation must not be sent, as `operation-log.ts` writes it down. */
export interface Refusal {
  kind: 'superseded' | 'precondition';
  reason: string;
}

/**
 * Why an operation must not be sent to a ticket in this condition (SPEC 8.5), or null when it may.
 * @param ownIds what the platform called our own writes, where it carries no mark of ours.
 */
export function refusal(
  operation: Pick<Operation, 'ifNoReplySince' | 'ifStatusIn'>,
  { ticket, messages }: TicketWithConversation,
  ownIds: ReadonlySet<string> = new Set(),
): Refusal | null {
  if (ticket.deleted) return precondition('the ticket is deleted at the platform');
  const since = operation.ifNoReplySince;
  const answer = messages.find(
    ({ id, kind, author, createdAt, operationId }) =>
      kind === 'reply' &&
      author.role === 'agent' &&
      operationId === null &&
      !ownIds.has(id) &&
      since !== null &&
      mayBeAfter(createdAt, since),
  );
  if (answer) {
    const reason = `superseded: ${answer.author.name ?? 'an agent'} replied at ${answer.createdAt.toISOString()}`;
    return { kind: 'superseded', reason };
  }
  if (operation.ifStatusIn.length > 0 && !operation.ifStatusIn.includes(ticket.status)) {
    return precondition(`the ticket is ${ticket.status}, and not ${operation.ifStatusIn.join(' or ')}`);
  }
  return null;
}

const precondition = (what: string): Refusal => ({ kind: 'precondition', reason: `precondition: ${what}` });

/**
 * Platforms show whole seconds, so what is shown in the second of `since` may be later than it. The very instant is that
 * of a message which the caller has seen.
 */
function mayBeAfter(shown: Date, since: Date): boolean {
  const second = Math.floor(since.getTime() / 1_000) * 1_000;
  return shown.getTime() >= second && shown.getTime() !== since.getTime();
}
