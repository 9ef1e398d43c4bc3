import type { AccountRow, AccountState, Operation, SubscriberHealth } from '@nightdesk/sdk';
import { counted, percentOf } from '../../format/number.js';
import { duration, since } from '../../format/time.js';
import type { Tone } from '../../format/words.js';

/** Something that is not well, in a few words: `bad` wants a person, `warn` may yet heal by itself. */
export interface Concern {
  tone: Extract<Tone, 'bad' | 'warn'>;
  text: string;
}

/** A write that waits longer than this is late. */
const LATE_MS = 5 * 60_000;

/** As the incident of the error rate has it. */
const TOO_MANY_FAIL = 0.01;
/** Worst first. */
export const stateRank: Record<AccountState, number> = {
  needs_reauth: 0,
  suspended: 0,
  needs_scopes: 1,
  paused: 3,
  probing: 4,
  connecting: 4,
  live: 5,
  disconnected: 6,
};

/** What is wrong with an account beside its state. */
export function accountConcerns(account: AccountRow, now: number): Concern[] {
  const { state, write, credential, budget, completeness, errorRate, incident } = account;
  const concerns: Concern[] = [];
  const bad = (text: string) => concerns.push({ tone: 'bad', text });
  const warn = (text: string) => concerns.push({ tone: 'warn', text });

  if (write.dead > 0) bad(`${counted(write.dead, 'write')} given up`);
  if (account.readDead > 0) bad(`${counted(account.readDead, 'read')} given up`);
  if (isPast(credential?.expiresAt, now)) bad('The credential has expired');
  // What the state says already is not said twice.
  if (credential?.lastError && !account.reason.includes(credential.lastError))
    warn(`Last refresh failed: ${credential.lastError}`);
  if (account.signatureFailures > 0)
    warn(`${counted(account.signatureFailures, 'webhook')} refused: a wrong signature or time stamp`);
  for (const why of account.stopped) warn(why);
  if (write.held > 0) warn(`${counted(write.held, 'write')} held`);
  if (isLate(account, now)) bad(`The oldest write has waited ${since(write.oldestAt ?? '', now)}`);
  if (completeness?.hasFallen)
    warn(`Webhooks get lost: ${percentOf(completeness.share)} of the changes of a day were told by one`);
  if (errorRate !== null && errorRate > TOO_MANY_FAIL) warn(`${percentOf(errorRate)} of the calls fail`);
  if (budget?.blockedUntil && !isPast(budget.blockedUntil, now))
    warn(`Rate limit reached, calls wait ${duration(Date.parse(budget.blockedUntil) - now)}`);
  // An incident of the account's state says what the state says; some say what has just been said.
  if (incident && state === 'live' && !saidBy(account, now, incident.cause))
    (incident.severity === 'critical' ? bad : warn)(incident.reason);
  return concerns;
}

/** Whether the row's own figures say what the incident says. */
function saidBy(account: AccountRow, now: number, cause: string): boolean {
  const said: Record<string, boolean> = {
    dead_letters: account.write.dead > 0,
    oldest_write: isLate(account, now),
    signature_failures: account.signatureFailures > 0,
    error_rate: account.errorRate !== null && account.errorRate > TOO_MANY_FAIL,
  };
  return said[cause] ?? false;
}

/** Elsewhere the state already says why writes wait. */
function isLate({ state, write }: AccountRow, now: number): boolean {
  return state === 'live' && waited(write, now) > LATE_MS;
}

export function subscriberConcerns({ lane, lastError, state }: SubscriberHealth): Concern[] {
  const concerns: Concern[] = [];
  if (lane.dead > 0) {
    concerns.push({ tone: 'bad', text: `${counted(lane.dead, 'delivery', 'deliveries')} given up` });
  }
  if (lastError && state === 'active')
    concerns.push({ tone: 'warn', text: `Last attempt failed: ${lastError}` });
  return concerns;
}

/** An operation that left the ticket half changed, or whose end needs a look. */
export function isTroubled(operation: Operation): boolean {
  return operation.partiallyApplied || ['dead', 'failed', 'unknown'].includes(operation.state);
}

/** True when a person must act. What heals by itself, and forged webhooks that were refused, wake nobody. */
export function needsYou(account: AccountRow, now: number): boolean {
  return stateRank[account.state] <= 1 || accountConcerns(account, now).some(({ tone }) => tone === 'bad');
}

/** What is wrong first: the less, the worse. */
export function rankOf(state: AccountState, concerns: readonly Concern[]): number {
  if (concerns.some(({ tone }) => tone === 'bad')) return Math.min(stateRank[state], 1.5);
  return concerns.length > 0 ? Math.min(stateRank[state], 2) : stateRank[state];
}

/** Milliseconds that the oldest work of a lane has waited; 0 when nothing waits. */
export function waited(lane: Pick<AccountRow['write'], 'oldestAt'>, now: number): number {
  return lane.oldestAt === null ? 0 : Math.max(0, now - Date.parse(lane.oldestAt));
}

function isPast(at: string | null | undefined, now: number): boolean {
  return at !== null && at !== undefined && Date.parse(at) <= now;
}
