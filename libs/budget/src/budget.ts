/** One limit that a call counts in, as the platform states it; the ceiling is applied inside. */
export interface BudgetWindow {
  /** `account`, or the platform's name of a sub-limit. */
  name: string;
  /** Calls that the platform allows in any `windowMs` milliseconds, until it is learnt otherwise. */
  limit: number;
  windowMs: number;
}

export interface BudgetRequest {
  accountId: string;
  lane: 'read' | 'write';
  /** Calls (or credits) that this takes; 1 unless the platform says otherwise. */
  cost?: number;
  windows: readonly BudgetWindow[];
}

/** Either the call may go out now and is counted, or nothing was counted and `retryAt` is the first instant to ask again. */
export type BudgetAnswer = { granted: true } | { granted: false; retryAt: Date; window: string };

/** What a platform's answer says about a window. */
export interface BudgetSignal {
  name: string;
  windowMs: number;
  limit?: number | undefined;
  remaining?: number | undefined;
  resetAt?: Date | undefined;
  /** With 429: nothing may be sent before this instant. */
  blockedUntil?: Date | undefined;
}

/** One window as the page shows it. `used` counts our calls, `foreign` those of others as far as the headers tell. */
export interface BudgetUsage {
  name: string;
  windowMs: number;
  limit: number;
  ceiling: number;
  used: number;
  foreign: number;
  /** What reads must leave to writes. */
  reserve: number;
  blockedUntil: Date | null;
}

/**
 * The number of calls that an account may still make, known across all processes (SPEC 7). Time is the engine's own,
 * so that processes with different clocks agree.
 */
export abstract class Budget {
  abstract reserve(request: BudgetRequest): Promise<BudgetAnswer>;
  abstract learn(accountId: string, signals: readonly BudgetSignal[]): Promise<void>;
  abstract usage(accountId: string): Promise<BudgetUsage[]>;
}
