import type { Clock } from '@nightdesk/platform/clock';
import type { BudgetAnswer, BudgetRequest, BudgetUsage } from './budget.js';

/** The share of an account's limits that we may use (0 to 1). Asked at each call, so it can change at run time. */
export type CeilingOf = (accountId: string) => number | Promise<number>;

/** The engine did not answer: nothing is known about the budget, so nothing may go out. Try again a little later. */
export class BudgetUnavailableError extends Error {
  override readonly name = 'BudgetUnavailableError';
}

/** A call costs more than its window's ceiling can ever hold: waiting would not help. */
export class BudgetImpossibleError extends Error {
  override readonly name = 'BudgetImpossibleError';

  constructor(
    readonly window: string,
    readonly cost: number,
  ) {
    super(
      `A call that costs ${cost} does not fit under the ceiling of the window ${window}. Raise the account's ceiling.`,
    );
  }
}

/** What an engine says to a request; times are relative, so that clocks that differ from the engine's do not matter. */
export interface Verdict {
  verdict: 'granted' | 'refused' | 'impossible';
  retryInMs: number;
  window: string;
}

export function answer(
  { verdict, retryInMs, window }: Verdict,
  request: BudgetRequest,
  clock: Clock,
): BudgetAnswer {
  switch (verdict) {
    case 'granted':
      return { granted: true };
    case 'refused':
      return { granted: false, retryAt: new Date(clock.now().getTime() + Math.max(1, retryInMs)), window };
    case 'impossible':
      throw new BudgetImpossibleError(window, request.cost ?? 1);
  }
}

/** Milliseconds from now, as a whole number; null when there is no instant. */
export function inMs(instant: Date | undefined, now: Date): number | null {
  return instant === undefined ? null : Math.max(0, Math.ceil(instant.getTime() - now.getTime()));
}

/** Turns any failure of the engine into the one that callers know. */
export async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new BudgetUnavailableError('The budget cannot be asked, so no call may go out.', { cause: error });
  }
}

export interface Measured {
  name: string;
  windowMs: number;
  limit: number;
  used: number;
  foreign: number;
  blockedInMs: number;
}

/** The same arithmetic as in both engines: a tenth of the ceiling, at least 1, is left to writes. */
export function usageOf({ blockedInMs, ...measured }: Measured, ratio: number, now: Date): BudgetUsage {
  const ceiling = Math.max(1, Math.floor(measured.limit * ratio + 1e-9));
  const blockedUntil = blockedInMs > 0 ? new Date(now.getTime() + blockedInMs) : null;
  return { ...measured, ceiling, reserve: Math.min(ceiling - 1, Math.ceil(ceiling / 10)), blockedUntil };
}
