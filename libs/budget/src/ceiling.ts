import type { Clock } from '@nightdesk/platform/clock';
import type { BudgetAnswer, BudgetRequest, BudgetSignal, BudgetUsage, BudgetWindow } from './budget.js';

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
  /** `refused`: the window is used up; `full`: no place is free; `impossible`: the window can never hold the cost. */
  verdict: 'granted' | 'refused' | 'full' | 'impossible';
  retryInMs: number;
  window: string | null;
}

export function answer(
  { verdict, retryInMs, window }: Verdict,
  request: BudgetRequest,
  lease: string,
  clock: Clock,
): BudgetAnswer {
  const retryAt = () => new Date(clock.now().getTime() + Math.max(1, retryInMs));
  switch (verdict) {
    case 'granted':
      return { granted: true, lease };
    case 'refused':
      return { granted: false, retryAt: retryAt(), window };
    case 'full':
      return { granted: false, retryAt: retryAt(), window: null };
    case 'impossible':
      throw new BudgetImpossibleError(
        window ?? '',
        request.windows.find(({ name }) => name === window)?.cost ?? 1,
      );
  }
}

/** The windows of a request with all defaults; one that is named twice is counted once, with both costs. */
export function counted(windows: readonly BudgetWindow[]): Required<BudgetWindow>[] {
  const byName = new Map<string, Required<BudgetWindow>>();
  for (const { cost = 1, shared = false, ...window } of windows) {
    const member = `${window.name}|${window.windowMs}`;
    const before = byName.get(member);
    byName.set(member, {
      ...window,
      cost: cost + (before?.cost ?? 0),
      shared: shared || (before?.shared ?? false),
    });
  }
  return [...byName.values()];
}

/** What a signal says, in the engine's terms: durations instead of instants, null where it says nothing. */
export function heard({ name, windowMs, limit, remaining, resetAt, blockedUntil }: BudgetSignal, now: Date) {
  return {
    name,
    windowMs,
    limit: limit ?? null,
    remaining: remaining ?? null,
    resetInMs: inMs(resetAt, now),
    blockedInMs: inMs(blockedUntil, now),
  };
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

/** A window as an engine measures it. */
export interface Measured extends Omit<BudgetUsage, 'blockedUntil'> {
  blockedInMs: number;
}

export function usageOf({ blockedInMs, ...measured }: Measured, now: Date): BudgetUsage {
  return { ...measured, blockedUntil: blockedInMs > 0 ? new Date(now.getTime() + blockedInMs) : null };
}
