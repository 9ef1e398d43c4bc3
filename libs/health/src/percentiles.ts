import { durationBounds } from '@nightdesk/credentials';
import type { Latency } from '@nightdesk/contract';

/**
 * Percentiles from calls counted by `durationBounds`: exact to the class, and within it as if its calls were spread evenly.
 * What is in the last class, which has no end, is told as its lower bound. Null without calls.
 */
export function latency(durations: readonly number[]): Latency | null {
  const calls = durations.reduce((sum, count) => sum + count, 0);
  if (calls === 0) return null;
  return {
    p50: at(durations, calls * 0.5),
    p95: at(durations, calls * 0.95),
    p99: at(durations, calls * 0.99),
  };
}

function at(durations: readonly number[], rank: number): number {
  let below = 0;
  for (const [index, to] of durationBounds.entries()) {
    const count = durations[index] ?? 0;
    const from = durationBounds[index - 1] ?? 0;
    if (below + count >= rank) return Math.round(from + ((to - from) * (rank - below)) / count);
    below += count;
  }
  return durationBounds.at(-1)!;
}
