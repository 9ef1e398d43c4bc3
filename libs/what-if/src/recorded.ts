import type { MinuteRow, SweepRow } from './demand.store.js';
import { type Demand, minuteMs } from './demand.js';
import { randomFrom } from './random.js';

/** What is in the tables, of a time of whole minutes. */
export interface Records {
  since: Date;
  until: Date;
  writes: readonly Date[];
  minutes: readonly MinuteRow[];
  sweep: SweepRow | null;
  connectedAt: Date;
}

const most = { callsPerWrite: 10, callsPerSweep: 20 };
/** Of a call whose like was not made. */
const usualMs = 250;

/** The demand that the records show. Calls are as they went out: one that waited then counts where it went. */
export function demandOf({ since, until, writes, minutes, sweep, connectedAt }: Records): Demand {
  const spanMs = until.getTime() - since.getTime();
  const readsByMinute = Array.from({ length: Math.ceil(spanMs / minuteMs) }, () => 0);
  for (const { at, lane, calls } of minutes)
    if (lane === 'read') readsByMinute[Math.floor((at.getTime() - since.getTime()) / minuteMs)]! += calls;
  const writeCalls = minutes.reduce((sum, { lane, calls }) => (lane === 'write' ? sum + calls : sum), 0);
  return {
    spanMs,
    writes: writes.map((at) => at.getTime() - since.getTime()),
    callsPerWrite: within(writes.length === 0 ? 1 : writeCalls / writes.length, most.callsPerWrite),
    readsByMinute,
    sweeps: sweep && {
      everyMs: sweep.pauseMs,
      calls: sweepCalls(sweep, until.getTime() - connectedAt.getTime()),
    },
  };
}

/** Writes that nobody made: so many an hour, at any instants, one call each. */
export function madeUp(demand: Demand, writesPerHour: number, seed: number): Demand {
  const random = randomFrom(seed + 2_000_003);
  const writes = Array.from({ length: Math.round((writesPerHour * demand.spanMs) / 3_600_000) }, () =>
    Math.floor(random() * demand.spanMs),
  );
  return { ...demand, writes: writes.sort((a, b) => a - b), callsPerWrite: 1 };
}

/** How long a call of each lane took, on average. */
export function callMsOf(minutes: readonly MinuteRow[]): { read: number; write: number } {
  const mean = (wanted: string) => {
    const rows = minutes.filter(({ lane }) => lane === wanted);
    const calls = rows.reduce((sum, row) => sum + row.calls, 0);
    return calls === 0
      ? null
      : Math.max(1, Math.round(rows.reduce((sum, row) => sum + row.totalMs, 0) / calls));
  };
  const [read, write] = [mean('read'), mean('write')];
  return { read: read ?? write ?? usualMs, write: write ?? read ?? usualMs };
}

/** What sweeps beside webhooks take is counted; polling is taken to read one page. */
function sweepCalls({ role, calls, pauseMs }: SweepRow, forMs: number): number {
  return role === 'only'
    ? 1
    : Math.round(within((calls * pauseMs) / Math.max(forMs, pauseMs), most.callsPerSweep));
}

const within = (value: number, highest: number) => Math.min(Math.max(1, value), highest);
