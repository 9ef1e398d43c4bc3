/** Where the reading of an account's changes stands. */
export interface Sweep {
  accountId: string;
  /** `only`: there are no webhooks, so this is how changes are learnt. `beside`: finds what webhooks missed. */
  role: SweepRole;
  /** Everything that changed before this instant has been told. */
  mark: Date;
  /** While a sweep is under way: where it is, and the mark that it will leave. */
  cursor: string | null;
  nextMark: Date | null;
  nextAt: Date;
  pauseMs: number;
  sweptAt: Date | null;
  failures: number;
  problem: string | null;
  /** The full sweep: when the next one begins or goes on, and where the one under way is (null: none is). */
  fullAt: Date | null;
  fullCursor: string | null;
  fullStartedAt: Date | null;
  fullSeen: number;
  fullFound: number;
  fullEndedAt: Date | null;
  /** Units of the account's window that sweeping has taken in all; until when its share of the window is paid for. */
  calls: number;
  paidUntil: Date | null;
}
export type SweepRole = 'only' | 'beside';

/** A sweep that this process has taken. `since`: when the account was connected; nothing before it is news. */
export type ClaimedSweep = Sweep & { since: Date };

/** While a worker reads a page, nobody else sweeps the account; one that died gives it up at this instant. */
export const claimEnd = (now: Date) => new Date(now.getTime() + 60_000);

/** Platforms show whole seconds, their clocks differ from ours, and some show a change late. */
export const overlapMs = 5 * 60_000;

export const dayMs = 24 * 3_600_000;

/** `hurried`: while webhooks get lost, and after they were set up again. */
const pauses = {
  only: { shortest: 10_000, longest: 60_000, growth: 1.5, hurried: 10_000 },
  beside: { shortest: 300_000, longest: 600_000, growth: 1.25, hurried: 150_000 },
} as const;

export const firstPauseMs = (role: SweepRole) => pauses[role].shortest;
export const hurriedPauseMs = pauses.beside.hurried;

/** Sooner while there is something to find, later while there is nothing. */
export function nextPause(role: SweepRole, pauseMs: number, found: number, isHurried = false): number {
  const { shortest, longest, growth, hurried } = pauses[role];
  if (isHurried) return hurried;
  return found > 0 ? shortest : Math.min(Math.round(pauseMs * growth), longest);
}

/** Up to a tenth earlier, so that accounts that were connected together spread. */
export function nextSweep(pauseMs: number, now: Date, random: () => number = Math.random): Date {
  return new Date(now.getTime() + pauseMs * (1 - random() / 10));
}

/** After a sweep that failed: 10, 20, 40 s … at most 10 minutes. */
export function sweepAgain(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(pauses.only.shortest * 2 ** (failures - 1), 600_000));
}

/**
 * What makes a change one: the ticket as it was at `updatedAt`. A ticket that changed within the last seconds may change
 * again in the same second, unseen: it is read once more by the next sweep, which the instant in the key allows.
 */
export function changeKey({ id, updatedAt }: { id: string; updatedAt: Date }, now: Date): string {
  const settled = now.getTime() - updatedAt.getTime() > 5_000;
  return `sweep:${id}:${updatedAt.toISOString()}${settled ? '' : `:${now.toISOString()}`}`;
}
