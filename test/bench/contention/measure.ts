import { ceiling, windowMs } from './figures.js';
import type { Run } from './run.js';
import { halfFromMs, type Scenario } from './scenarios.js';

/** What a run comes to. Times are milliseconds. */
export interface Measures {
  contender: string;
  /** From the first call on, also those of the warm-up. */
  refused: number;
  p50: number;
  p95: number;
  p99: number;
  /** Until its own records say that it is done. */
  doneP50: number;
  /** The same until the platform had it, whenever that was reported. */
  arrivedP50: number;
  arrivedP99: number;
  /** Accepted calls as a share of the ceiling. */
  throughput: number;
  writes: number;
  /** Reported as done, and not at the platform. */
  falselyDone: number;
  /** Reported as failed. */
  failed: number;
  /** Neither done nor failed when the run ended. */
  unfinished: number;
  /** At the platform more than once. */
  doubled: number;
  /** How long after somebody took half of the limit calls were still refused, theirs or the contender's; null: not measured. */
  yieldedMs: number | null;
  /** Refused calls before the first change of the limit, and after each. */
  refusedByChange: number[];
}

export function measure(run: Run, scenario: Scenario): Measures {
  const { contender, site, outcomes, startAt, endAt } = run;
  const measuredFrom = startAt + windowMs;
  const calls = site.calls.filter(({ at }) => at < endAt);
  const refused = calls.filter(({ accepted }) => !accepted);
  const ours = refused.filter(({ by }) => by === 'contender');
  const accepted = calls.filter(
    (call) => call.accepted && call.by === 'contender' && call.at >= measuredFrom,
  );
  const writes = outcomes.writes.filter(({ offeredAt }) => offeredAt >= measuredFrom && offeredAt < endAt);
  const isThere = (text: string) => site.written.has(text);
  const isDone = ({ endedAt, error }: (typeof writes)[number]) => endedAt !== null && error === null;
  // What is not done is at least as late as it is old when the load ends; done means that the platform has it.
  const loadEnd = startAt + run.lastsMs;
  const latencies = writes
    .map((write) => (isDone(write) && isThere(write.text) ? (write.endedAt ?? 0) : loadEnd) - write.offeredAt)
    .toSorted((one, other) => one - other);
  const done = writes
    .map((write) => (write.doneAt ?? loadEnd) - write.offeredAt)
    .toSorted((one, other) => one - other);
  const arrivals = writes
    .map(({ text, offeredAt }) => (site.written.get(text)?.[0] ?? loadEnd) - offeredAt)
    .toSorted((one, other) => one - other);
  const changesAt = [...scenario.changes.map(({ atMs }) => startAt + atMs), Infinity];
  return {
    contender,
    refused: ours.length,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    doneP50: percentile(done, 0.5),
    arrivedP50: percentile(arrivals, 0.5),
    arrivedP99: percentile(arrivals, 0.99),
    throughput: accepted.length / ((ceiling * (endAt - measuredFrom)) / windowMs),
    writes: writes.length,
    falselyDone: writes.filter((write) => isDone(write) && !isThere(write.text)).length,
    failed: writes.filter(({ error }) => error !== null).length,
    unfinished: writes.filter(({ endedAt }) => endedAt === null).length,
    doubled: writes.filter(({ text }) => (site.written.get(text) ?? []).length > 1).length,
    yieldedMs: scenario.shows === 'half' ? lastAfter(refused, startAt + halfFromMs) : null,
    refusedByChange: changesAt.map(
      (end, index) => ours.filter(({ at }) => at < end && at >= (changesAt[index - 1] ?? 0)).length,
    ),
  };
}

const lastAfter = (calls: readonly { at: number }[], from: number) =>
  Math.max(0, ...calls.map(({ at }) => at - from));

/** By the nearest rank: a value that was measured, never one between two. */
function percentile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
}
