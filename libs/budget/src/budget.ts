/** One limit that a call counts in, as the platform states it; the ceiling is applied inside. */
export interface BudgetWindow {
  /** `account`, or the platform's name of a sub-limit. */
  name: string;
  /** Calls (or credits) that the platform allows in any `windowMs` milliseconds, until it is learnt otherwise. */
  limit: number;
  windowMs: number;
  /** What this call takes of it; 1 unless the platform says otherwise. */
  cost?: number;
  /** True where writes of the account count as well, so that reads must leave them a reserve even before the first write. */
  shared?: boolean;
}

export interface BudgetRequest {
  accountId: string;
  lane: 'read' | 'write';
  windows: readonly BudgetWindow[];
  /** Calls of the account in flight at once, over both lanes and all processes; reads may hold all but one of them. */
  places: number;
  /** How long the call keeps its place when nobody settles it (its process died), in milliseconds. */
  leaseMs: number;
}

/**
 * Either the call may go out now, is counted and holds a place until `settle(lease)`; or nothing was counted and `retryAt`
 * is the first instant to ask again. `window` names the one that is used up; null: all places are taken.
 */
export type BudgetAnswer =
  { granted: true; lease: string } | { granted: false; retryAt: Date; window: string | null };

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
  /** What reads must leave to writes at this instant. */
  reserve: number;
  blockedUntil: Date | null;
}

/**
 * The number of calls that an account may still make, known across all processes (SPEC 7). Time is the engine's own,
 * so that processes with different clocks agree.
 */
export abstract class Budget {
  /** @throws BudgetUnavailableError, BudgetImpossibleError */
  abstract reserve(request: BudgetRequest): Promise<BudgetAnswer>;
  /** To be called once for each grant: gives the place back, and learns what the answer said (nothing: there was none). */
  abstract settle(accountId: string, lease: string, signals: readonly BudgetSignal[]): Promise<void>;
  abstract usage(accountId: string): Promise<BudgetUsage[]>;
  /** The same of many accounts at the price of one on Postgres; those without a counted window are left out. */
  abstract usages(accountIds: readonly string[]): Promise<Map<string, BudgetUsage[]>>;
}
