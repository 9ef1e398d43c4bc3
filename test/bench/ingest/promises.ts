import { aligned } from '../../support/aligned.js';
import { median, rounded } from '../accounts/figures.js';
import type { Round } from './rounds.js';

/** Times what is written by hand over Fastify alone, by connections. */
const leastTimesBare: Readonly<Record<number, number>> = { 32: 1.2, 128: 1.5 };
const isOurs = (name: string) => name.startsWith('nightdesk');

interface Summary {
  connections: number;
  contender: string;
  perSecond: number;
  p50: number;
  p99: number;
  cpuPercent: number;
  cpuEachUs: number;
  /** Median of the rounds' ratios to the bare contender; null where there is none. */
  timesBare: number | null;
  p99TimesBare: number | null;
  refused: number;
}

function summaries(measured: readonly Round[]): Summary[] {
  const sizes = [...new Set(measured.map(({ connections }) => connections))];
  const names = [...new Set(measured.map(({ contender }) => contender))];
  return sizes.flatMap((connections) =>
    names.map((contender) => {
      const mine = measured.filter((one) => one.connections === connections && one.contender === contender);
      const of = (key: 'perSecond' | 'p50' | 'p99' | 'cpuPercent' | 'cpuEachUs') =>
        median(mine.map((one) => one[key]));
      const times = (key: 'perSecond' | 'p99') => {
        const ratios = mine.flatMap((one) => {
          const bare = measured.find(
            (other) =>
              other.contender === 'bare' && other.connections === connections && other.round === one.round,
          );
          return bare ? [one[key] / bare[key]] : [];
        });
        return ratios.length > 0 ? median(ratios) : null;
      };
      return {
        connections,
        contender,
        perSecond: of('perSecond'),
        p50: of('p50'),
        p99: of('p99'),
        cpuPercent: of('cpuPercent'),
        cpuEachUs: of('cpuEachUs'),
        timesBare: times('perSecond'),
        p99TimesBare: times('p99'),
        refused: mine.flatMap(({ refused }) => Object.values(refused)).reduce((sum, n) => sum + n, 0),
      };
    }),
  );
}

export function missedBy(measured: readonly Round[]): string[] {
  return summaries(measured).flatMap(
    ({ contender, connections, timesBare, p99TimesBare, refused }): string[] => {
      if (!isOurs(contender)) return [];
      const where = `${contender} at ${connections} connections`;
      const least = leastTimesBare[connections] ?? 1;
      return [
        ...(refused > 0 ? [`${where}: ${refused} deliveries were not answered with 202`] : []),
        ...(timesBare !== null && timesBare < least
          ? [`${where}: ${rounded(timesBare, 2)} times what is written by hand; at least ${least}`]
          : []),
        ...(p99TimesBare !== null && p99TimesBare > 1
          ? [`${where}: ${rounded(p99TimesBare, 2)} times the p99 of what is written by hand; at most 1`]
          : []),
      ];
    },
  );
}

export function figuresOf(measured: readonly Round[]): Record<string, number | null> {
  return Object.fromEntries(
    summaries(measured).flatMap(({ contender, connections, ...figures }) =>
      Object.entries(figures).map(([name, value]): [string, number | null] => [
        `${contender}_${connections}_${name}`,
        value === null ? null : rounded(value, 2),
      ]),
    ),
  );
}

export function show(measured: readonly Round[]): void {
  const cell = (value: number | null, digits: number) =>
    value === null ? '' : String(rounded(value, digits));
  const rows = summaries(measured).map((one) => [
    `${one.connections} connections, ${one.contender}`,
    cell(one.perSecond, 0),
    cell(one.timesBare, 2),
    cell(one.p50, 1),
    cell(one.p99, 1),
    cell(one.p99TimesBare, 2),
    cell(one.cpuPercent, 0),
    cell(one.cpuEachUs, 0),
  ]);
  const head = ['', '/s', '× bare', 'p50 ms', 'p99 ms', '× bare', 'CPU %', 'CPU µs each'];
  console.log(aligned([head, ...rows]).join('\n'));
}
