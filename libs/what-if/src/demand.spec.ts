import fc from 'fast-check';
import { arrivalsOf, type Demand } from './demand.js';
import { outcomeOf, percentile } from './outcome.js';
import { callMsOf, demandOf, madeUp } from './recorded.js';
import { busiest } from './stretch.js';
import { saysOf } from './words.js';

const hour: Demand = {
  spanMs: 3_600_000,
  writes: [10, 61_000, 61_500],
  callsPerWrite: 1,
  readsByMinute: Array.from({ length: 60 }, (_none, minute) => minute),
  sweeps: { everyMs: 300_000, calls: 5 },
};
const asRecorded = { sweepEveryMs: null, writeFactor: 1 };
const inMinute = (instants: Float64Array, minute: number) =>
  instants.filter((at) => Math.floor(at / 60_000) === minute).length;

test('writes come at their recorded instants, and reads in their recorded minutes', () => {
  const { writes, reads } = arrivalsOf(hour, asRecorded, 7);
  expect([...writes]).toEqual(hour.writes);
  expect(hour.readsByMinute.map((_calls, minute) => inMinute(reads, minute))).toEqual(hour.readsByMinute);
  expect([...reads]).toEqual([...reads].toSorted((a, b) => a - b));
});

test('a factor adds writes within the minute of their pattern, and moves none of the recorded ones', () => {
  const { writes } = arrivalsOf(hour, { ...asRecorded, writeFactor: 3 }, 7);
  expect(writes).toHaveLength(9);
  for (const at of hour.writes) expect(writes).toContain(at);
  expect([inMinute(writes, 0), inMinute(writes, 1)]).toEqual([3, 6]);
});

test.each([
  [60, 48], // every minute in place of every five: 48 sweeps more of 5 calls
  [300, 0],
  [600, -6],
  [86_400, -11.958],
])('a sweep every %i s takes %d sweeps more than one every five minutes', (seconds, sweeps) => {
  const count = (sweepEveryMs: number | null) =>
    arrivalsOf(
      { ...hour, readsByMinute: hour.readsByMinute.map(() => 9) },
      { ...asRecorded, sweepEveryMs },
      1,
    ).reads.length;
  expect(Math.abs(count(seconds * 1_000) - count(null) - sweeps * 5)).toBeLessThanOrEqual(1);
});

test('what is cut to its busiest part is in one piece, holds no more than may be, and loses nothing where all fits', () => {
  const demands = fc.record({
    writes: fc.array(fc.nat(3_599_999), { maxLength: 50 }).map((all) => all.toSorted((a, b) => a - b)),
    readsByMinute: fc.array(fc.nat(40), { minLength: 60, maxLength: 60 }),
  });
  fc.assert(
    fc.property(demands, fc.integer({ min: 100, max: 3_000 }), (some, most) => {
      const whole = { ...hour, ...some };
      const sum = ({ writes, readsByMinute }: Demand) =>
        writes.length + readsByMinute.reduce((all, calls) => all + calls, 0);
      const { demand, fromMs } = busiest(whole, asRecorded, most);
      expect(sum(demand)).toBeLessThanOrEqual(most);
      if (sum(whole) <= most) expect(demand).toEqual(whole);
      expect(demand.readsByMinute).toEqual(
        whole.readsByMinute.slice(fromMs / 60_000, (fromMs + demand.spanMs) / 60_000),
      );
    }),
  );
});

test('the busiest part is where the calls are dense, not a long quiet time with as many', () => {
  const rush = (minute: number) => (minute >= 600 && minute < 620 ? 100 : 3);
  const day = {
    ...hour,
    spanMs: 86_400_000,
    writes: [],
    readsByMinute: Array.from({ length: 1_440 }, (_none, minute) => rush(minute)),
  };
  const { demand, fromMs } = busiest(day, asRecorded, 2_000);
  expect([fromMs / 60_000, demand.readsByMinute.length]).toEqual([600, 20]);
  // What is tried out makes each minute fuller, so fewer of them fit.
  const often = busiest(day, { sweepEveryMs: 10_000, writeFactor: 1 }, 2_000).demand;
  expect(often.readsByMinute.length).toBe(15);
});

const since = new Date('2026-11-22T10:00:00Z');
const until = new Date('2026-11-22T11:00:00Z');
const minute = (at: string, lane: 'read' | 'write', calls: number, totalMs: number) => ({
  at: new Date(`2026-11-22T${at}Z`),
  lane,
  calls,
  totalMs,
});

test('a demand is read from the records: instants of writes, calls each takes, reads by minute, cost of a sweep', () => {
  const minutes = [
    minute('10:00:00', 'read', 4, 400),
    minute('10:02:00', 'write', 5, 1_000),
    minute('10:02:00', 'read', 1, 100),
  ];
  const sweep = { role: 'beside' as const, pauseMs: 300_000, calls: 72 };
  const writes = [new Date('2026-11-22T10:01:59Z'), new Date('2026-11-22T10:02:00Z')];
  const found = demandOf({ since, until, writes, minutes, sweep, connectedAt: since });
  expect(found).toMatchObject({
    spanMs: 3_600_000,
    writes: [119_000, 120_000],
    callsPerWrite: 2.5,
    sweeps: { everyMs: 300_000, calls: 6 },
  });
  expect(found.readsByMinute.slice(0, 4)).toEqual([4, 0, 1, 0]);
  expect(callMsOf(minutes)).toEqual({ read: 100, write: 200 });
  expect(callMsOf([])).toEqual({ read: 250, write: 250 });
});

test('made-up writes are so many an hour, and the same for the same seed', () => {
  expect(madeUp(hour, 120, 4).writes).toHaveLength(120);
  expect(madeUp(hour, 120, 4)).toEqual(madeUp(hour, 120, 4));
  expect(madeUp(hour, 120, 4).writes).not.toEqual(madeUp(hour, 120, 5).writes);
});

test('an answer says from how much it was made, and that few writes are few', () => {
  expect(saysOf(hour, { period: 'hour' })).toBe(
    'Made from 3 writes and 1,770 reads in the last hour. That is few: take the figures for a hint.',
  );
  const many = { ...hour, writes: Array.from({ length: 1_204 }, () => 1) };
  expect(saysOf(many, { period: 'day' })).toBe(
    'Made from 1,204 writes and 1,770 reads in the last 24 hours.',
  );
  expect(saysOf(hour, { period: 'day', writesPerHour: 60 })).toContain(
    'made-up writes, 60 an hour, beside 1,770 reads',
  );
});

test('replays become bands: the middle one, the least and the most', () => {
  const runs = [5, 1, 9].map((ms) => ({
    waits: Float64Array.from([0, 0, 0, ms]),
    unfinished: 0,
    reads: 10,
    deferred: ms,
    refused: 0,
    used: [],
    most: ms,
    asked: 0,
    refusals: 0,
  }));
  const rules = { limit: 10, windowMs: 1, ratio: 0.75, places: 1, callMs: { read: 1, write: 1 } };
  expect(outcomeOf(runs, { ...rules, foreignPerMinute: 0, separate: false })).toMatchObject({
    ceilingCalls: 7,
    wait: { p50: { mid: 0, low: 0, high: 0 }, max: { mid: 5, low: 1, high: 9 } },
    waiting: { mid: 0.25, low: 0.25, high: 0.25 },
    deferred: { mid: 0.5, low: 0.1, high: 0.9 },
  });
  expect([percentile([], 0.5), percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.99)]).toEqual([
    0, 2, 4,
  ]);
});
