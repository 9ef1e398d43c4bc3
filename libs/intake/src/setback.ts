import { describeFailure, notBefore, policies } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';

/** Attempts after which a delivery becomes a dead letter: with the delays below, after about an hour. */
const maxAttempts = 12;
/** A ticket that was just made may not be readable yet, so the first "not found" is not believed. */
const attemptsToFind = 3;

/** What becomes of a ticket's deliveries after a reading that failed. */
export interface Setback {
  state: 'pending' | 'dead';
  dueAt: Date;
  lastError: string;
  attempts: number;
}

/**
 * By the one table of what a failure means (gateway `policies`). `before`: failed attempts so far. What the account may
 * not do waits for the account (the inbox does not hand it out) and never dies; all else is tried again after 2, 4, 8 s … at most 15 min, with full jitter
 * (a random share of it). An error of our own counts like an outage, so that a delivery that we cannot stand is seen.
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
  const { row } = policies[failure.kind];
  const attempts = row === 'hold' ? before : before + 1;
  const most = { refused: 1, gone: attemptsToFind, hold: Infinity, again: maxAttempts, verify: maxAttempts };
  const delay = row === 'hold' ? 0 : Math.min(2_000 * 2 ** (attempts - 1), 900_000) * random();
  const dueAt = notBefore(failure, new Date(now.getTime() + delay));
  const state = attempts >= most[row] ? 'dead' : 'pending';
  return { state, dueAt, lastError: describeFailure(failure), attempts };
}
