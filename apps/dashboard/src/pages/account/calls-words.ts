import { count, counted } from '../../format/number.js';
import { duration } from '../../format/time.js';
import type { Column } from './calls-minutes.js';

/** The exact values of a column, as a sentence each for budget, calls and latency. */
export function wordsOf({ calls, failures, limited, p50, p95, p99, budget }: Column): string[] {
  if (calls === 0) return ['No call was made.'];
  return [
    ...(budget
      ? [
          `${count(budget.used)} of ${count(budget.ceiling)} used in ${duration(budget.windowMs)} (${counted(budget.reads, 'read')}, ${counted(budget.writes, 'write')}), ${count(budget.foreign)} by others, ${count(budget.reserve)} kept for writes, limit ${count(budget.limit)}.`,
        ]
      : []),
    `${counted(calls, 'call')}: ${count(failures)} failed, ${count(limited)} answered “too many” (429).`,
    ...(p50 === null || p95 === null || p99 === null
      ? []
      : [`p50 ${duration(p50)}, p95 ${duration(p95)}, p99 ${duration(p99)}.`]),
  ];
}
