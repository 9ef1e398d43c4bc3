/** Where the reading of an account's changes stands. */
export interface Sweep {
  accountId: string;
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
}

/** While a worker reads a page, nobody else sweeps the account; one that died gives it up at this instant. */
export const claimEnd = (now: Date) => new Date(now.getTime() + 60_000);

/** Platforms show whole seconds, their clocks differ from ours, and some show a change late. */
export const overlapMs = 5 * 60_000;

const shortestMs = 10_000;
const longestMs = 60_000;

/** Sooner while tickets change, later while nothing does. */
export function nextPause(pauseMs: number, found: number): number {
  return found > 0 ? shortestMs : Math.min(Math.round(pauseMs * 1.5), longestMs);
}

/** Up to a tenth earlier, so that accounts that were connected together spread. */
export function nextSweep(pauseMs: number, now: Date, random: () => number = Math.random): Date {
  return new Date(now.getTime() + pauseMs * (1 - random() / 10));
}

/** After a sweep that failed: 10, 20, 40 s … at most 10 minutes. */
export function sweepAgain(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(shortestMs * 2 ** (failures - 1), 600_000));
}

/**
 * What makes a change one: the ticket as it was at `updatedAt`. A ticket that changed within the last seconds may change
 * again in the same second, unseen: it is read once more by the next sweep, which the instant in the key allows.
 */
export function changeKey({ id, updatedAt }: { id: string; updatedAt: Date }, now: Date): string {
  const settled = now.getTime() - updatedAt.getTime() > 5_000;
  return `sweep:${id}:${updatedAt.toISOString()}${settled ? '' : `:${now.toISOString()}`}`;
}
