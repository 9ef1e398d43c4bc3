import { randomFrom } from './random.js';

export const minuteMs = 60_000;

/** What an account's lanes were asked in a stretch of time; all instants are milliseconds since its beginning. */
export interface Demand {
  spanMs: number;
  /** When each write command arrived, in order. */
  writes: readonly number[];
  /** Calls that a write command takes, on average; at least 1. */
  callsPerWrite: number;
  /** Calls of the read lane in each minute, sweeps included. */
  readsByMinute: readonly number[];
  /** Null: nothing is swept. `calls`: what one sweep takes, at the least. */
  sweeps: { everyMs: number; calls: number } | null;
}

/** What is tried out; everything else is as it was recorded. */
export interface Change {
  /** How often a sweep begins; null: as recorded. */
  sweepEveryMs: number | null;
  /** Writes are as many times more. */
  writeFactor: number;
}

/** When calls want to go out, in order and in whole milliseconds. */
export interface Arrivals {
  writes: Float64Array;
  reads: Float64Array;
}

/**
 * The calls of a demand. Writes come at the very instants that are recorded; a factor's further copies, and reads, lie
 * anywhere within their minute, which is all that the seed decides: the same for any change that leaves them alone.
 */
export function arrivalsOf(demand: Demand, change: Change, seed: number): Arrivals {
  return { writes: writesOf(demand, change, seed), reads: readsOf(demand, change, seed) };
}

/** Calls of sweeps in a minute, more than recorded; below 0: fewer. */
export function moreSweepCalls({ sweeps }: Demand, { sweepEveryMs }: Change): number {
  if (!sweeps || sweepEveryMs === null) return 0;
  return sweeps.calls * (1 / sweepEveryMs - 1 / sweeps.everyMs) * minuteMs;
}

function writesOf({ writes, callsPerWrite }: Demand, { writeFactor }: Change, seed: number): Float64Array {
  const found: number[] = [];
  for (const [index, at] of writes.entries()) {
    // Numbers of its own for each command, so that a factor moves none of the others.
    const random = randomFrom(seed * 7_919 + index);
    const copies = wholeOf(writeFactor, random());
    const calls = wholeOf(callsPerWrite, random());
    for (let copy = 0; copy < copies; copy += 1) {
      const instant = copy === 0 ? at : Math.floor(at / minuteMs) * minuteMs + random() * minuteMs;
      for (let call = 0; call < calls; call += 1) found.push(Math.floor(instant));
    }
  }
  return Float64Array.from(found).sort();
}

function readsOf(demand: Demand, change: Change, seed: number): Float64Array {
  const { readsByMinute, sweeps, spanMs } = demand;
  const random = randomFrom(seed + 1_000_003);
  const rate = moreSweepCalls(demand, change);
  // Fewer sweeps: as many calls less in each minute as they took, carried over where that is no whole number.
  let owed = 0;
  const counts = readsByMinute.map((calls) => {
    owed = Math.min(owed + Math.max(0, -rate), calls + 1);
    const less = Math.min(calls, Math.floor(owed));
    owed -= less;
    return calls - less;
  });
  const spread = new Float64Array(counts.reduce((all, calls) => all + calls, 0));
  let at = 0;
  for (const [minute, calls] of counts.entries()) {
    spreadEvenly(spread.subarray(at, at + calls), minute * minuteMs, random);
    at += calls;
  }
  if (rate <= 0 || !sweeps) return spread;
  return mixed(spread, moreSweeps(spanMs, sweeps.calls, minuteMs * (sweeps.calls / rate)));
}

/** Instants anywhere in a minute, in order: gaps between arrivals of chance, stretched to fit. */
function spreadEvenly(into: Float64Array, from: number, random: () => number): void {
  let sum = 0;
  for (let i = 0; i < into.length; i += 1) into[i] = sum += -Math.log(1 - random());
  const stretch = minuteMs / (sum - Math.log(1 - random()));
  for (let i = 0; i < into.length; i += 1) into[i] = Math.floor(from + into[i]! * stretch);
}

function moreSweeps(spanMs: number, calls: number, everyMs: number): Float64Array {
  const sweeps = Math.floor(spanMs / everyMs);
  return Float64Array.from({ length: sweeps * calls }, (_none, call) =>
    Math.floor((Math.floor(call / calls) + 0.5) * everyMs),
  );
}

function mixed(some: Float64Array, others: Float64Array): Float64Array {
  const all = new Float64Array(some.length + others.length);
  all.set(some);
  all.set(others, some.length);
  return all.sort();
}

/** A whole number that is `value` on average. */
const wholeOf = (value: number, chance: number) => Math.floor(value) + (chance < value % 1 ? 1 : 0);
