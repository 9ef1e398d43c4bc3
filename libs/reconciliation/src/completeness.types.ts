import { delayBounds } from '@nightdesk/intake';

/** How completely an account's webhooks told of the changes of the last day. */
export interface CompletenessScore {
  changes: number;
  byWebhook: number;
  missed: number;
  /** 0 to 1; null: there were no changes. */
  share: number | null;
  /** From a change to its webhook's arrival, in milliseconds, as the upper bound of its class; null: none came. */
  medianDelayMs: number | null;
  /** Webhooks have lately lost so much that they are checked at the platform. */
  hasFallen: boolean;
  /** The kind that misses most comes first. */
  kinds: KindScore[];
}

/** The least of it, for a list of accounts. */
export interface CompletenessShare extends Pick<CompletenessScore, 'changes' | 'hasFallen'> {
  /** 0 to 1. */
  share: number;
}

export interface KindScore {
  kind: string;
  byWebhook: number;
  missed: number;
}

/** What was counted of a kind: in the day, and in this hour and the one before. */
export interface Counted extends KindScore {
  recentByWebhook: number;
  recentMissed: number;
}

/** Of this hour and the one before: fewer changes tell nothing, and a share below this is a fall. */
export const fall = { changesAtLeast: 20, shareBelow: 0.99, hours: 2 } as const;

export function hasFallen(byWebhook: number, missed: number): boolean {
  const changes = byWebhook + missed;
  return changes >= fall.changesAtLeast && byWebhook / changes < fall.shareBelow;
}

/** `delays`: how many webhooks fell into each class of `delayBounds`. */
export function scoreOf(counted: readonly Counted[], delays: readonly number[]): CompletenessScore {
  const sum = (of: (one: Counted) => number) => counted.reduce((total, one) => total + of(one), 0);
  const byWebhook = sum((one) => one.byWebhook);
  const missed = sum((one) => one.missed);
  const changes = byWebhook + missed;
  return {
    changes,
    byWebhook,
    missed,
    share: changes === 0 ? null : byWebhook / changes,
    medianDelayMs: medianOf(delays),
    hasFallen: hasFallen(
      sum((one) => one.recentByWebhook),
      sum((one) => one.recentMissed),
    ),
    kinds: counted
      .map(({ kind, ...one }) => ({ kind, byWebhook: one.byWebhook, missed: one.missed }))
      .toSorted((a, b) => b.missed - a.missed || b.byWebhook - a.byWebhook),
  };
}

/** Of what took longer than all classes, no more is known than that: twice the last bound. */
function medianOf(delays: readonly number[]): number | null {
  const half = delays.reduce((total, count) => total + count, 0) / 2;
  if (half === 0) return null;
  let passed = 0;
  const index = delays.findIndex((count) => (passed += count) >= half);
  return delayBounds[index] ?? 2 * (delayBounds.at(-1) ?? 0);
}
