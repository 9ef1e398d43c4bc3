import type { Figures } from '@nightdesk/sdk';

/** The budget of one column, in calls within `windowMs`. */
export interface BudgetColumn {
  windowMs: number;
  limit: number;
  ceiling: number;
  /** Ours; lanes share one count, so it is shared out by the calls that each made. */
  used: number;
  reads: number;
  writes: number;
  foreign: number;
  reserve: number;
}

/** What the charts show of one stretch of time; all lanes together where nothing else is said. */
export interface Column {
  /** When it began. */
  at: number;
  calls: number;
  reads: number;
  writes: number;
  failures: number;
  limited: number;
  /** Of the slowest lane and minute, in milliseconds; null without calls. */
  p50: number | null;
  p95: number | null;
  p99: number | null;
  /** Of its fullest minute; null without calls. */
  budget: BudgetColumn | null;
}

const minuteMs = 60_000;
type Row = Figures['data'][number];

/** Every stretch of `minutes` minutes from `since` to `until`, also those without calls. */
export function columnsOf({ since, until, data, budget }: Told, minutes = 1): Column[] {
  const stretch = minutes * minuteMs;
  const first = Math.floor(Date.parse(since) / stretch);
  const last = Math.floor(Date.parse(until) / stretch);
  const rows = byStretch(data, stretch);
  const budgets = byStretch(budget, stretch);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_none, index) => {
    const own = rows.get(first + index) ?? [];
    const latencies = own.flatMap(({ latency }) => (latency ? [latency] : []));
    const most = (of: (latency: (typeof latencies)[number]) => number) =>
      latencies.length > 0 ? Math.max(...latencies.map(of)) : null;
    return {
      at: (first + index) * stretch,
      calls: sum(own, ({ calls }) => calls),
      reads: sum(of(own, 'read'), ({ calls }) => calls),
      writes: sum(of(own, 'write'), ({ calls }) => calls),
      failures: sum(own, ({ failures }) => failures),
      limited: sum(own, ({ limited }) => limited),
      p50: most(({ p50 }) => p50),
      p95: most(({ p95 }) => p95),
      p99: most(({ p99 }) => p99),
      budget: fullest(budgets.get(first + index) ?? [], own),
    };
  });
}

type Told = Pick<Figures, 'since' | 'until' | 'data' | 'budget'>;

function byStretch<T extends { at: string }>(all: readonly T[], stretch: number): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const one of all) {
    const key = Math.floor(Date.parse(one.at) / stretch);
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

function fullest(budgets: Figures['budget'], rows: readonly Row[]): BudgetColumn | null {
  const [most] = budgets.toSorted((a, b) => b.used + b.foreign - (a.used + a.foreign));
  if (!most) return null;
  const { at, ...budget } = most;
  const minute = rows.filter((row) => row.at === at);
  const [reads, writes] = [
    sum(of(minute, 'read'), ({ calls }) => calls),
    sum(of(minute, 'write'), ({ calls }) => calls),
  ];
  const byWrites = reads + writes === 0 ? 0 : Math.round((budget.used * writes) / (reads + writes));
  return { ...budget, writes: byWrites, reads: budget.used - byWrites };
}

const of = (rows: readonly Row[], lane: Row['lane']) => rows.filter((row) => row.lane === lane);
const sum = (rows: readonly Row[], value: (row: Row) => number) =>
  rows.reduce((all, row) => all + value(row), 0);
