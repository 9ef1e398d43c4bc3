import { type Change, type Demand, minuteMs, moreSweepCalls } from './demand.js';

/**
 * The part with most calls a minute, of whole minutes in a row that hold up to `most` calls; all where there are no more. Waits
 * are made there. What is tried out counts where it is more. A replay must not take longer because an account is busy.
 */
export function busiest(demand: Demand, change: Change, most: number): { demand: Demand; fromMs: number } {
  const more = Math.max(0, moreSweepCalls(demand, change));
  const callsPerWrite = demand.callsPerWrite * Math.max(1, change.writeFactor);
  const minutes = Math.ceil(demand.spanMs / minuteMs);
  const calls = Array.from(
    { length: minutes },
    (_none, minute) => (demand.readsByMinute[minute] ?? 0) + more,
  );
  for (const at of demand.writes) calls[Math.floor(at / minuteMs)]! += callsPerWrite;
  let stretch = { from: 0, to: minutes, density: -1 };
  let from = 0;
  let sum = 0;
  for (let to = 1; to <= minutes; to += 1) {
    sum += calls[to - 1]!;
    for (; sum > most && from < to - 1; from += 1) sum -= calls[from]!;
    // Full only where one minute more before it would be too much.
    const isFull = from > 0 && sum + calls[from - 1]! > most;
    if (isFull && sum / (to - from) > stretch.density) stretch = { from, to, density: sum / (to - from) };
  }
  const fromMs = stretch.from * minuteMs;
  const spanMs = Math.min(demand.spanMs, stretch.to * minuteMs) - fromMs;
  const writes = demand.writes.map((at) => at - fromMs).filter((at) => at >= 0 && at < spanMs);
  const readsByMinute = demand.readsByMinute.slice(stretch.from, stretch.to);
  return { demand: { ...demand, spanMs, writes, readsByMinute }, fromMs };
}
