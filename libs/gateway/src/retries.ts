import type { HelpdeskError } from '@nightdesk/helpdesks/contract';

/**
 * How often a row of work is tried (SPEC 7.4, 9.1). What is tried again: connections that fail or time out, 408, 425, 429
 * and every status from 500 but 501, as the adapters tell them (`unavailable`, `ambiguous`, `rate_limited`). What uses up no
 * attempt: `policies`, column `attempt`, so 429, an open breaker and whatever waits for the account. The gateway itself
 * repeats nothing but a call that was refused with 401, after a refresh.
 *
 * | work | attempts | pause before the next |
 * | --- | --- | --- |
 * | a reading | 5 | up to 2, 4, 8, 16 s: full jitter, a random share of it |
 * | a reading that found no ticket, because a new one may not be readable yet | 3 | the same |
 * | an operation; a write that may have taken effect is looked for first | 12 | up to 2, 4, 8 s … 15 min, full jitter |
 */
export const attemptsAtMost = { reading: 5, missingTicket: 3, operation: 12 } as const;

/** The pause after the `failures`-th failure in a row, in milliseconds. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  return Math.ceil(Math.min(2_000 * 2 ** (failures - 1), 900_000) * random());
}

/** When to try again: not before the platform allows it. */
export function notBefore({ details }: HelpdeskError, backoff: Date): Date {
  const { retryAt } = details;
  return retryAt && retryAt > backoff ? retryAt : backoff;
}

/** How much later than others a row goes that failed while its platform's breaker was open or opened it. */
export function yieldMs(random: () => number = Math.random): number {
  return 1_000 + Math.ceil(2_000 * random());
}
