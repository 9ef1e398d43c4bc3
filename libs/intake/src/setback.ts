import {
  attemptsAtMost,
  backoffMs,
  describeFailure,
  notBefore,
  policies,
  wasTried,
  yieldMs,
} from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';

/** What becomes of a ticket's deliveries after a reading that failed. */
export interface Setback {
  state: 'pending' | 'dead';
  dueAt: Date;
  lastError: string;
  attempts: number;
}

/** By what a failure means for the row (gateway `policies`). */
const attemptsOf = {
  refused: 1,
  gone: attemptsAtMost.missingTicket,
  hold: Infinity,
  again: attemptsAtMost.reading,
  verify: attemptsAtMost.reading,
} as const;

/**
 * By the tables of the gateway, `policies` and `retries`. `before`: failed attempts so far. What uses up no attempt never
 * dies of it: it waits for the account (the inbox does not hand it out), for its sub-limit, or behind others for a platform
 * that fails. An error of our own counts like an outage, so that a delivery that we cannot stand is seen.
 */
export function setback(
  error: unknown,
  before: number,
  now: Date,
  random: () => number = Math.random,
): Setback {
  const failure =
    error instanceof HelpdeskError
      ? error
      : new HelpdeskError('unavailable', 'an error on our side; the log has it under the trace id');
  const { row, attempt } = policies[failure.kind];
  const lastError = describeFailure(failure);
  if (attempt === 'kept') {
    const earliest = notBefore(failure, now).getTime();
    const dueAt = new Date(earliest + (wasTried(failure) ? yieldMs(random) : 0));
    return { state: 'pending', dueAt, lastError, attempts: before };
  }
  const attempts = before + 1;
  const dueAt = notBefore(failure, new Date(now.getTime() + backoffMs(attempts, random)));
  return { state: attempts >= attemptsOf[row] ? 'dead' : 'pending', dueAt, lastError, attempts };
}
