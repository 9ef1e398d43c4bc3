import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { addBuckets, bucketOf, Log, Tally } from '@nightdesk/platform/observability';
import { type BudgetSight, type CallCount, CallFiguresStore, type SeenCount } from './call-figures.store.js';

/** Upper bounds of the classes of duration, in milliseconds; one more class holds what took longer. */
export const durationBounds = [25, 50, 100, 200, 350, 500, 750, 1_000, 2_000, 3_500, 5_000, 10_000] as const;

const minuteMs = 60_000;
const flushEveryMs = 5_000;
/** Longer than the page can ask for, by far. */
const keptMs = 8 * 24 * 60 * minuteMs;
/** More counts than this only pile up while the database is away. */
const manyCounts = 20_000;

/** One call as it ended. */
export interface EndedCall {
  accountId: string;
  lane: 'read' | 'write' | 'token';
  /** Null: there was no answer. */
  status: number | null;
  durationMs: number;
}

/** How the windows stand that all calls of each account count in, by account; without those of which nothing is known. */
export type LookAtBudgets = (
  accountIds: readonly string[],
) => Promise<ReadonlyMap<string, Omit<BudgetSight, 'at'>>>;

/**
 * Calls to platforms by account, minute and lane (SPEC 12.1). Counted in the process and added to `call_minutes` every 5 s
 * and at the end, as one statement; without calls there is nothing to hold, no timer and no statement. With them goes the
 * budget of their accounts, asked once for all of a flush, so a quiet account is not asked for.
 */
@Injectable()
export class CallFigures implements OnApplicationShutdown {
  private readonly tally: Tally<CallCount>;
  private lookAtBudgets: LookAtBudgets | null = null;

  constructor(
    private readonly store: CallFiguresStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.tally = new Tally(
      {
        event: 'call_figures.flush',
        flushEveryMs,
        keyOf: ({ accountId, lane, minute }) => `${accountId} ${lane} ${minute}`,
        sum,
        write: async (counts) => this.store.add(await this.seen(counts)),
        shrink,
      },
      log,
    );
  }

  /** Never fails, and never waits. */
  count({ accountId, lane, status, durationMs }: EndedCall): void {
    const minute = Math.floor(this.clock.now().getTime() / minuteMs) * minuteMs;
    const durations = bucketOf(durationBounds, durationMs);
    const failures = failed(status) ? 1 : 0;
    const limited = status === 429 ? 1 : 0;
    const totalMs = Math.round(durationMs);
    this.tally.add({ accountId, minute, lane, calls: 1, failures, limited, totalMs, durations });
  }

  /** Who knows budgets is above this lib, and says here how to ask. */
  asksBudgetsOf(look: LookAtBudgets): void {
    this.lookAtBudgets = look;
  }

  /** Writes what was counted. What cannot be written is kept and told; the next flush tries again. */
  flush(): Promise<void> {
    return this.tally.flush();
  }

  /** Forgets what is older than eight days; called by the worker's schedule. */
  sweep(): Promise<void> {
    return this.store.deleteBefore(new Date(this.clock.now().getTime() - keptMs));
  }

  /** The lanes have ended by now, and the database is still there. */
  onApplicationShutdown(): Promise<void> {
    this.lookAtBudgets = null; // whoever knows it may be gone
    return this.tally.close();
  }

  /** What was counted just now, with the budget as it is; an older minute of an outage is not told what is so today. */
  private async seen(counts: readonly CallCount[]): Promise<SeenCount[]> {
    const now = this.clock.now().getTime();
    const isFresh = ({ lane, minute }: CallCount) =>
      lane !== 'token' && minute + minuteMs + 2 * flushEveryMs > now;
    const sights = await this.sights([...new Set(counts.filter(isFresh).map(({ accountId }) => accountId))]);
    return counts.map((one) => {
      const budget = isFresh(one) ? sights.get(one.accountId) : undefined;
      return { ...one, budget: budget ? { ...budget, at: this.clock.now() } : null };
    });
  }

  /** Budgets that cannot be asked keep no call from being counted. */
  private async sights(accountIds: readonly string[]): ReturnType<LookAtBudgets> {
    try {
      if (accountIds.length > 0 && this.lookAtBudgets) return await this.lookAtBudgets(accountIds);
    } catch (error) {
      for (const accountId of accountIds) this.log.failure('call_figures.no_budget', error, { accountId });
    }
    return new Map();
  }
}

function sum(known: CallCount, more: CallCount): CallCount {
  return {
    ...known,
    calls: known.calls + more.calls,
    failures: known.failures + more.failures,
    limited: known.limited + more.limited,
    totalMs: known.totalMs + more.totalMs,
    durations: addBuckets(known.durations, more.durations),
  };
}

/** The minutes of an outage become one: as many counts as there are lanes, however long it lasts. */
function shrink(counts: CallCount[]): CallCount[] {
  if (counts.length <= manyCounts) return counts;
  const minute = Math.max(...new Set(counts.map((one) => one.minute)));
  return counts.map((one) => ({ ...one, minute }));
}

/** A refusal of the credential, or a platform that does not work; what is wrong with one request only is no failure. */
function failed(status: number | null): boolean {
  return status === null || status === 401 || status === 403 || status === 408 || status >= 500;
}
