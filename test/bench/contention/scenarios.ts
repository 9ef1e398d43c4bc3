import { platformLimit, windowMs } from './figures.js';
import type { WindowKind } from './limit.js';

/** What happens at the platform while contenders work. Times are milliseconds since the start. */
export interface Scenario {
  name: string;
  /** Which of the promises it shows. */
  shows: 'steady' | 'burst' | 'half' | 'change' | 'clean';
  title: string;
  kind: WindowKind;
  seconds: number;
  /** When somebody else, on the same limit, makes a call. */
  foreignAt: readonly number[];
  /** When the platform changes its limit. */
  changes: readonly { atMs: number; calls: number }[];
  /** Only Nightdesk runs in it. */
  isOurs: boolean;
  /** There is more to read than the limit allows; else nothing is. */
  hasReads: boolean;
}

/** Of the 70 writes of a minute, the slowest would be the p99. */
const longEnough = 120;

const quiet = { foreignAt: [], changes: [], isOurs: false, hasReads: true };
const words = { fixed: 'a fixed window', rolling: 'a rolling window' };

/** Half of the limit, within one second, every eleven seconds: at any place of a window sooner or later. */
const bursts = Array.from({ length: 11 }, (_, at) =>
  evenly((7 + 11 * at) * 1_000, 1_000, platformLimit / 2),
).flat();

/** From here on another client takes half of the limit, evenly. */
export const halfFromMs = 12_000;
const half = Array.from({ length: 4 }, (_, window) =>
  evenly(halfFromMs + window * windowMs, windowMs, platformLimit / 2),
).flat();

function evenly(fromMs: number, withinMs: number, calls: number): number[] {
  return Array.from({ length: calls }, (_, index) => fromMs + (index * withinMs) / calls);
}

const inBoth = (make: (kind: WindowKind) => Scenario) => (['fixed', 'rolling'] as const).map(make);

export const scenarios: readonly Scenario[] = [
  ...inBoth((kind) => ({
    ...quiet,
    shows: 'steady' as const,
    name: `steady-${kind}`,
    title: `Steady load, ${words[kind]}`,
    kind,
    seconds: longEnough,
  })),
  ...inBoth((kind) => ({
    ...quiet,
    shows: 'burst' as const,
    name: `burst-${kind}`,
    title: `Another client bursts on the same limit, ${words[kind]}`,
    kind,
    seconds: longEnough,
    foreignAt: bursts,
  })),
  ...inBoth((kind) => ({
    ...quiet,
    shows: 'half' as const,
    name: `half-${kind}`,
    title: `Another client takes half of the limit from second ${halfFromMs / 1_000} on, ${words[kind]}`,
    kind,
    seconds: 36,
    foreignAt: half,
  })),
  ...inBoth((kind) => ({
    ...quiet,
    shows: 'change' as const,
    name: `change-${kind}`,
    title: `The platform’s limit falls from 70 to 40 and comes back, ${words[kind]}`,
    kind,
    seconds: 36,
    changes: [
      { atMs: 12_000, calls: 40 },
      { atMs: 24_000, calls: platformLimit },
    ],
    isOurs: true,
  })),
  {
    ...quiet,
    shows: 'clean',
    name: 'clean',
    title: 'Writes alone, far below the limit',
    kind: 'rolling',
    seconds: 60,
    isOurs: true,
    hasReads: false,
  },
];
