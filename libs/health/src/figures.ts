import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import type { AccountCalls, Figures as FiguresView } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import { addBuckets } from '@nightdesk/platform/observability';
import { Aged } from './aged.js';
import { type CallsRow, FiguresStore, type MinuteRow } from './figures.store.js';
import { latency } from './percentiles.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const latelyMs = 5 * minuteMs;
const longestMs = 24 * hourMs;
/** They are written every 5 s, so a younger look would tell nothing new. */
const oldestMs = 5_000;

/** How an account that made no call looks. */
const none: AccountCalls = { calls: 0, failures: 0, errorRate: null, latency: null };

/** What calls to platforms cost and how they end (SPEC 12.1), as the processes wrote it at most 5 s ago. */
@Injectable()
export class Figures {
  private readonly last: Aged<Map<string, AccountCalls>>;

  constructor(
    private readonly store: FiguresStore,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {
    this.last = new Aged(oldestMs, clock);
  }

  /** Minute by minute since `since`: an hour ago when left out, and a day ago at most. @throws AccountUnknown */
  async of(accountId: string, wanted?: Date): Promise<FiguresView> {
    await this.accounts.get(accountId);
    const now = this.clock.now().getTime();
    const since = beginning(Math.max(wanted?.getTime() ?? now - hourMs, now - longestMs));
    const rows = await this.store.minutes(accountId, since);
    const lately = beginning(now - latelyMs);
    const recent = rows.filter(({ at }) => at >= lately);
    return {
      since: since.toISOString(),
      until: new Date(now).toISOString(),
      ...view({
        calls: sum(recent.map(({ calls }) => calls)),
        failures: sum(recent.map(({ failures }) => failures)),
        durations: rows.reduce<number[]>((all, { durations }) => addBuckets(durations, all), []),
      }),
      data: rows.map(({ at, lane, calls, failures, limited, durations }) => ({
        at: at.toISOString(),
        lane,
        calls,
        failures,
        limited,
        latency: latency(durations),
      })),
      budget: budgets(rows),
    };
  }

  /** How calls of each account went: one query for all, every 5 s at most and only while somebody looks. */
  async look(): Promise<(accountId: string) => AccountCalls> {
    const byAccount = await this.last.get(() => this.read());
    return (accountId) => byAccount.get(accountId) ?? none;
  }

  private async read(): Promise<Map<string, AccountCalls>> {
    const now = this.clock.now().getTime();
    const rows = await this.store.calls(beginning(now - hourMs), beginning(now - latelyMs));
    return new Map(rows.map((row) => [row.accountId, view(row)]));
  }
}

function view({ calls, failures, durations }: Omit<CallsRow, 'accountId'>): AccountCalls {
  return { calls, failures, errorRate: calls === 0 ? null : failures / calls, latency: latency(durations) };
}

/** Lanes are counted apart and use one budget: of each minute, what was seen last. */
function budgets(rows: readonly MinuteRow[]): FiguresView['budget'] {
  const last = new Map<number, MinuteRow>();
  for (const row of rows) {
    const known = last.get(row.at.getTime())?.budgetAt ?? null;
    if (row.budgetAt && (!known || row.budgetAt > known)) last.set(row.at.getTime(), row);
  }
  return [...last.values()].map(({ at, windowMs, limit, ceiling, used, foreign, reserve }) => ({
    at: at.toISOString(),
    windowMs,
    limit,
    ceiling,
    used,
    foreign,
    reserve,
  }));
}

const beginning = (instant: number) => new Date(Math.floor(instant / minuteMs) * minuteMs);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
