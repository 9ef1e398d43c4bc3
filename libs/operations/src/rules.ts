import type { TicketWithConversation } from '@nightdesk/helpdesks/contract';
import type { Operation } from './operations.types.js';

/** Attempts after which an operation that keeps failing is `dead`. */
export const maxAttempts = 12;

/** When to try again after the `attempt`-th failure: 2, 4, 8 s … at most 15 min, full jitter (a random share of it). */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const most = Math.min(2_000 * 2 ** (attempt - 1), 900_000);
  return Math.ceil(most * random());
}

/** Why an operation must not be sent to a ticket in this condition (SPEC 8.5), or null when it may. */
export function refusal(
  operation: Pick<Operation, 'ifNoReplySince' | 'ifStatusIn'>,
  { ticket, messages }: TicketWithConversation,
): string | null {
  if (ticket.deleted) return 'precondition: the ticket is deleted at the platform';
  const since = operation.ifNoReplySince;
  const answer = messages.find(
    ({ kind, author, createdAt, operationId }) =>
      kind === 'reply' &&
      author.role === 'agent' &&
      operationId === null &&
      since !== null &&
      mayBeAfter(createdAt, since),
  );
  if (answer)
    return `superseded: ${answer.author.name ?? 'an agent'} replied at ${answer.createdAt.toISOString()}`;
  if (operation.ifStatusIn.length > 0 && !operation.ifStatusIn.includes(ticket.status)) {
    return `precondition: the ticket is ${ticket.status}, and not ${operation.ifStatusIn.join(' or ')}`;
  }
  return null;
}

/**
 * Platforms show whole seconds, so what is shown in the second of `since` may be later than it. The very instant is that
 * of a message which the caller has seen.
 */
function mayBeAfter(shown: Date, since: Date): boolean {
  const second = Math.floor(since.getTime() / 1_000) * 1_000;
  return shown.getTime() >= second && shown.getTime() !== since.getTime();
}
