import { aligned } from '../../support/aligned.js';
import type { Measures } from './measure.js';
import { percent } from './promises.js';
import type { Scenario } from './scenarios.js';

/** A scenario's outcome for a person. */
export function table({ title, shows }: Scenario, measures: readonly Measures[]): string {
  const isHalf = measures.some(({ yieldedMs }) => yieldedMs !== null);
  const isClean = shows === 'clean';
  const head = ['', '429s', 'write p50', 'p95', 'p99', '(arrived)', 'throughput', 'false', 'failed', 'open'];
  const rows = measures.map((one) => [
    one.contender,
    one.refusedByChange.length > 1 ? one.refusedByChange.join('+') : String(one.refused),
    ...[one.p50, one.p95, one.p99, one.arrivedP99].map(seconds),
    percent(one.throughput),
    ...[one.falselyDone, one.failed, one.unfinished].map(String),
    ...(isHalf ? [seconds(one.yieldedMs ?? 0)] : []),
    ...(isClean ? [`${one.doneP50} ms`, `${one.p50} ms`] : []),
  ]);
  head.push(...(isHalf ? ['yielded'] : []), ...(isClean ? ['confirmed p50', 'told p50'] : []));
  return [`\n${title}`, ...aligned([head, ...rows])].join('\n');
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
