import type { Band, WhatIfOutcome } from '@nightdesk/contract';
import type { Rules, Run } from './replay.js';

/** What the replays of one side say together. */
export function outcomeOf(runs: readonly Run[], { limit, ratio }: Rules): WhatIfOutcome {
  const band = (of: (run: Run) => number) => bandOf(runs.map(of));
  const wait = (share: number) => band(({ waits }) => percentile(waits, share));
  return {
    ceilingCalls: Math.max(1, Math.floor(limit * ratio + 1e-9)),
    wait: { p50: wait(0.5), p95: wait(0.95), p99: wait(0.99), max: wait(1) },
    waiting: band(({ waits }) => share(waits.filter((ms) => ms > 0).length, waits.length)),
    unfinished: band(({ unfinished }) => unfinished),
    deferred: band(({ deferred, reads }) => share(deferred, reads)),
    refused: band(({ refused }) => refused),
    most: band(({ most }) => most),
  };
}

/** The least value that so large a share of all values does not exceed; 0 of none. */
export function percentile(ordered: ArrayLike<number>, share: number): number {
  return ordered[Math.max(0, Math.ceil(ordered.length * share) - 1)] ?? 0;
}

function bandOf(values: readonly number[]): Band {
  const ordered = values.toSorted((a, b) => a - b);
  return { mid: percentile(ordered, 0.5), low: percentile(ordered, 0), high: percentile(ordered, 1) };
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
