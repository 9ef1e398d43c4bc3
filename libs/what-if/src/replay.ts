import { ModelBudget } from '@nightdesk/budget';
import type { Arrivals } from './demand.js';
import { CountedWindow, Lane } from './lanes.js';

/** The rules that a demand is replayed against. */
export interface Rules {
  limit: number;
  windowMs: number;
  /** Share of the limit that may be used, 0 to 1. */
  ratio: number;
  /** Calls in flight at once, and how long one takes, in whole milliseconds. */
  places: number;
  callMs: { read: number; write: number };
  /** Calls of others in a minute, evenly spread; the platform counts them with ours. */
  foreignPerMinute: number;
  /** Reads and writes have a credential, and so a window, each. */
  separate: boolean;
}

/** What became of a demand. */
export interface Run {
  /** How long each write waited, the shortest first. */
  waits: Float64Array;
  /** Writes that had not gone out an hour after the end; their wait until then is among `waits`. */
  unfinished: number;
  reads: number;
  /** Reads that waited for more than a second, or were still waiting at the end. */
  deferred: number;
  /** Calls that the platform refused with 429. */
  refused: number;
  /** Calls in the write lane's window: the most in each of `bins` equal parts of the time. */
  used: number[];
  /** The most of ours that lay in any window, by the platform's exact count. */
  most: number;
  /** What the replay took: questions to the budget, and those of them that a window refused. */
  asked: number;
  refusals: number;
}

const drainMs = 3_600_000;
const deferredMs = 1_000;
const longestStopMs = 60_000;

/**
 * One account, call by call: two lanes, each in order, ask the model of the budget, and again when it says. The platform
 * counts our calls and those of others over one rolling window, and each answer says how many are left.
 */
export function replay({ writes, reads }: Arrivals, rules: Rules, spanMs: number, bins: number): Run {
  const { limit, windowMs, ratio, places, callMs, separate } = rules;
  const foreign = Math.floor((rules.foreignPerMinute * windowMs) / 60_000);
  const budget = new ModelBudget(ratio, places);
  const window = new CountedWindow(limit, windowMs, !separate);
  const write = new Lane(false, writes, window, callMs.write);
  const read = new Lane(
    true,
    reads,
    separate ? new CountedWindow(limit, windowMs, false) : window,
    callMs.read,
  );
  const waits = new Float64Array(writes.length);
  const used = Array.from({ length: bins }, () => 0);
  const run = { deferred: 0, refused: 0, most: 0, asked: 0, refusals: 0 };
  let bin = -1;

  const land = (lane: Lane, now: number) => {
    const { model } = lane.window;
    const { lease, isRefused } = lane.land();
    if (isRefused)
      budget.settle(lease, now, { window: model, blockedInMs: Math.min(windowMs, longestStopMs) });
    // Where nobody else calls, what is left tells nothing that we do not know.
    else if (foreign === 0) budget.settle(lease, now);
    else {
      const remaining = Math.max(0, limit - foreign - lane.window.at(now));
      budget.settle(lease, now, { window: model, remaining });
    }
  };
  const ask = (lane: Lane, now: number) => {
    const answer = budget.reserve(lane.isRead, [lane.window.model], now);
    run.asked += 1;
    if (!('lease' in answer)) {
      if (!answer.isFull) run.refusals += 1;
      // Whoever waits for a place asks often: as good as at once when one is free.
      const next = Math.min(write.landing, read.landing);
      lane.asksAt = answer.isFull && next < Infinity ? next : answer.retryAt;
      return;
    }
    const isRefused = !lane.window.arrive(now, foreign);
    lane.takeOff({ lease: answer.lease, at: now, isRefused });
    if (isRefused) {
      run.refused += 1;
      lane.asksAt = now + lane.callMs;
      return;
    }
    const waited = now - lane.arrivals[lane.sent]!;
    if (!lane.isRead) waits[lane.sent] = waited;
    else if (waited > deferredMs) run.deferred += 1;
    lane.sent += 1;
    if (lane.window === window && now < spanMs) {
      run.most = Math.max(run.most, window.at(now));
      used[bin] = Math.max(used[bin]!, window.model.used(now));
    }
  };

  for (;;) {
    const now = Math.min(write.due, read.due, write.landing, read.landing);
    if (now === Infinity || (now > spanMs && write.isDone) || now > spanMs + drainMs) break;
    while (bin < Math.min(bins - 1, Math.floor((now * bins) / spanMs))) {
      bin += 1;
      used[bin] = window.model.used(Math.ceil((bin * spanMs) / bins));
    }
    for (const lane of [write, read]) while (lane.landing <= now) land(lane, now);
    for (const lane of [write, read]) while (lane.due <= now) ask(lane, now);
  }
  const unfinished = writes.length - write.sent;
  for (let i = write.sent; i < writes.length; i += 1) waits[i] = spanMs + drainMs - writes[i]!;
  return {
    ...run,
    waits: waits.sort(),
    unfinished,
    reads: reads.length,
    deferred: run.deferred + reads.length - read.sent,
    used,
  };
}
