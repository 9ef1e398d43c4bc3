import { setImmediate as breathe } from 'node:timers/promises';
import type { WhatIfOutcome } from '@nightdesk/contract';
import { arrivalsOf, type Change, type Demand } from './demand.js';
import { outcomeOf } from './outcome.js';
import { replay, type Rules, type Run } from './replay.js';

/** One side: the rules, and what is different about the demand. */
export interface Side {
  rules: Rules;
  change: Change;
}

export interface Comparison {
  replays: number;
  before: WhatIfOutcome;
  after: WhatIfOutcome;
  /** Of the first replay: the most calls in the window, part by part of the time. */
  use: { fromMs: number; before: number; after: number }[];
}

/** Calls of one replay, at most; what it takes is counted in calls granted, of which a refusal costs as much as so many. */
export const mostCalls = 16_000;
const refusalWork = 12;
const mostWork = 150_000;
const mostReplays = 5;
const bins = 96;

/**
 * Both sides replayed over the same arrivals, again and again with others while the work stays small. The work is counted
 * and not timed, so the same question has the same answer on any machine. Others get their turn between two replays.
 */
export async function compare(
  demand: Demand,
  sides: { before: Side; after: Side },
  seed: number,
): Promise<Comparison> {
  const before: Run[] = [];
  const after: Run[] = [];
  let work = 0;
  while (before.length < mostReplays && work * (1 + 1 / Math.max(1, before.length)) <= mostWork) {
    for (const [runs, { rules, change }] of [
      [before, sides.before],
      [after, sides.after],
    ] as const) {
      const run = replay(arrivalsOf(demand, change, seed + runs.length), rules, demand.spanMs, bins);
      runs.push(run);
      work += run.asked + refusalWork * run.refusals;
      await breathe();
    }
  }
  return {
    replays: before.length,
    before: outcomeOf(before, sides.before.rules),
    after: outcomeOf(after, sides.after.rules),
    use: Array.from({ length: bins }, (_none, bin) => ({
      fromMs: (bin * demand.spanMs) / bins,
      before: before[0]?.used[bin] ?? 0,
      after: after[0]?.used[bin] ?? 0,
    })),
  };
}
