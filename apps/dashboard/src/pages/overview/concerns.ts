import type { AccountHealth, AccountState, LaneView, Operation, SubscriberHealth } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { duration, since } from '../../format/time.js';
import type { Tone } from '../../format/words.js';

/** Something that is not well, in a few words: `bad` wants a person, `warn` may yet heal by itself. */
export interface Concern {
  tone: Extract<Tone, 'bad' | 'warn'>;
  text: string;
}

/** A write that waits longer than this is late. */
const LATE_MS = 5 * 60_000;

/** Worst first. */
const stateRank: Record<AccountState, number> = {
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
export function accountConcerns(account: AccountHealth, now: number): Concern[] {
  const { state, lanes, webhook, credential, budget } = account;
  const concerns: Concern[] = [];
  const bad = (text: string) => concerns.push({ tone: 'bad', text });
  const warn = (text: string) => concerns.push({ tone: 'warn', text });

  if (lanes.write.dead > 0) bad(`${counted(lanes.write.dead, 'write')} given up`);
  if (lanes.read.dead > 0) bad(`${counted(lanes.read.dead, 'read')} given up`);
  if (isPast(credential?.expiresAt, now)) bad('The credential has expired');
  if (credential?.lastError) warn(`Last refresh failed: ${credential.lastError}`);
  if (webhook && webhook.signatureFailures > 0) {
    warn(`${counted(webhook.signatureFailures, 'webhook')} with a wrong signature in 24 h`);
  }
  // A pause is told as the account's state.
  const stopped = new Set(state === 'paused' ? [] : [lanes.write.stopped, lanes.read.stopped]);
  for (const why of stopped) if (why !== null) warn(why);
  if (lanes.write.held > 0) warn(`${counted(lanes.write.held, 'write')} held`);
  // Elsewhere the state already says why writes wait.
  if (state === 'live' && waited(lanes.write, now) > LATE_MS) {
    bad(`The oldest write has waited ${since(lanes.write.oldestAt ?? '', now)}`);
  }
  const blocked = budget.find((window) => window.blockedUntil && !isPast(window.blockedUntil, now));
  if (blocked?.blockedUntil)
    warn(`Rate limit reached, calls wait ${duration(Date.parse(blocked.blockedUntil) - now)}`);
  return concerns;
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
export function needsYou(account: AccountHealth, now: number): boolean {
  return stateRank[account.state] <= 1 || accountConcerns(account, now).some(({ tone }) => tone === 'bad');
}

/** What is wrong first; among equals by site, so that cards do not wander. */
export function worstFirst(accounts: readonly AccountHealth[], now: number): AccountHealth[] {
  const rank = (account: AccountHealth) => {
    const concerns = accountConcerns(account, now);
    if (concerns.some(({ tone }) => tone === 'bad')) return Math.min(stateRank[account.state], 1.5);
    return concerns.length > 0 ? Math.min(stateRank[account.state], 2) : stateRank[account.state];
  };
  return accounts
    .map((account) => ({ account, rank: rank(account) }))
    .toSorted((a, b) => a.rank - b.rank || a.account.site.localeCompare(b.account.site))
    .map(({ account }) => account);
}

/** Milliseconds that the oldest work of a lane has waited; 0 when nothing waits. */
export function waited(lane: LaneView, now: number): number {
  return lane.oldestAt === null ? 0 : Math.max(0, now - Date.parse(lane.oldestAt));
}

function isPast(at: string | null | undefined, now: number): boolean {
  return at !== null && at !== undefined && Date.parse(at) <= now;
}
