import fc from 'fast-check';
import { arrivalsOf, type Demand } from './demand.js';
import { replay, type Rules, type Run } from './replay.js';

const bins = 10;
const minutes = 6;
const asRecorded = { sweepEveryMs: null, writeFactor: 1 };

const demand = (readsAtMost: number) =>
  fc
    .record({
      writes: fc.array(fc.nat(minutes * 60_000 - 1), { minLength: 1, maxLength: 250 }),
      callsPerWrite: fc.double({ min: 1, max: 3, noNaN: true }),
      readsByMinute: fc.array(fc.nat(readsAtMost), { minLength: minutes, maxLength: minutes }),
    })
    .map(({ writes, ...rest }): Demand => {
      const ordered = writes.toSorted((a, b) => a - b);
      return { ...rest, writes: ordered, spanMs: minutes * 60_000, sweeps: null };
    });
const rules = fc.record({
  limit: fc.integer({ min: 10, max: 200 }),
  windowMs: fc.constantFrom(10_000, 60_000),
  ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
  places: fc.integer({ min: 1, max: 10 }),
  callMs: fc.record({
    read: fc.integer({ min: 1, max: 900 }),
    write: fc.integer({ min: 1, max: 900 }),
  }),
  foreignPerMinute: fc.constant(0),
  separate: fc.boolean(),
});
const seed = fc.integer({ min: 1, max: 1_000 });
const run = (from: Demand, by: Rules, chance: number): Run =>
  replay(arrivalsOf(from, asRecorded, chance), by, from.spanMs, bins);
const mean = ({ waits }: Run) => waits.reduce((sum, ms) => sum + ms, 0) / waits.length;

test('no window ever holds more than the ceiling, and where nobody else calls the platform refuses nothing', () => {
  fc.assert(
    fc.property(demand(300), rules, seed, (from, by, chance) => {
      const { most, used, refused } = run(from, by, chance);
      const ceiling = Math.max(1, Math.floor(by.limit * by.ratio + 1e-9));
      expect(most).toBeLessThanOrEqual(ceiling);
      expect(Math.max(...used)).toBeLessThanOrEqual(ceiling);
      expect(refused).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('the same question has the same answer', () => {
  fc.assert(
    fc.property(demand(100), rules, seed, (from, by, chance) => {
      expect(run(from, by, chance)).toEqual(run(from, by, chance));
    }),
    { numRuns: 20 },
  );
});

const other = fc.double({ min: 0, max: 1, noNaN: true });
const slotMs = ({ windowMs }: Rules) => windowMs / 180;
/** Foreign use of a share of the limit, or of more than that. */
const foreign = (by: Rules, share: number): Rules => ({
  ...by,
  foreignPerMinute: Math.floor((share * by.limit * 60_000) / by.windowMs),
});
const raised = (by: Rules, share: number): Rules => ({ ...by, ratio: by.ratio + (1 - by.ratio) * share });

test('where only writes go out, a higher ceiling never makes them wait longer, and less foreign use neither', () => {
  fc.assert(
    fc.property(demand(0), rules, seed, other, (from, by, chance, share) => {
      const pairs = [
        [run(from, raised(by, share), chance), run(from, by, chance)],
        [run(from, foreign(by, share * 0.3), chance), run(from, foreign(by, share), chance)],
      ] as const;
      for (const [eased, tight] of pairs) {
        expect(mean(eased)).toBeLessThanOrEqual(mean(tight) + 0.5);
        // Calls leave a window in slots, so one write may go a slot later.
        expect(eased.waits.at(-1)).toBeLessThanOrEqual(tight.waits.at(-1)! + slotMs(by));
      }
    }),
    { numRuns: 60 },
  );
});

test('beside reads neither makes writes wait longer by more than the calls that hold their places', () => {
  fc.assert(
    fc.property(demand(300), rules, seed, other, (from, by, chance, share) => {
      const pairs = [
        [run(from, raised(by, share), chance), run(from, by, chance)],
        [run(from, foreign(by, share * 0.3), chance), run(from, foreign(by, share), chance)],
      ] as const;
      // A read that goes out earlier may have the place that a write would have had.
      const placeMs = Math.max(by.callMs.read, by.callMs.write);
      for (const [eased, tight] of pairs)
        expect(mean(eased)).toBeLessThanOrEqual(mean(tight) * 1.05 + placeMs);
    }),
    { numRuns: 60 },
  );
});

const flood: Demand = {
  spanMs: minutes * 60_000,
  writes: Array.from({ length: 60 }, (_none, write) => write * 6_000),
  callsPerWrite: 1,
  readsByMinute: Array.from({ length: minutes }, () => 400),
  sweeps: null,
};
const plain: Rules = {
  limit: 200,
  windowMs: 60_000,
  ratio: 0.75,
  places: 5,
  callMs: { read: 100, write: 100 },
  foreignPerMinute: 0,
  separate: false,
};

test('in a flood of reads the writes wait for two leaving intervals at most, and reads are deferred', () => {
  const { waits, deferred, reads, unfinished } = run(flood, plain, 1);
  expect(waits.at(-1)).toBeLessThanOrEqual((2 * 60_000) / 150 + 60_000 / 180);
  expect(deferred / reads).toBeGreaterThan(0.5);
  expect(unfinished).toBe(0);
});

test('with a window of their own writes do not feel the flood', () => {
  expect(run(flood, { ...plain, separate: true }, 1).waits.at(-1)).toBeLessThanOrEqual(100);
});

test('reads yield what others use, so that the platform refuses nothing', () => {
  const beside = run(flood, { ...plain, foreignPerMinute: 60 }, 1);
  expect(beside.refused).toBe(0);
  expect(Math.max(...beside.used.slice(2))).toBeLessThanOrEqual(150 - 60 + 11);
  expect(beside.deferred).toBeGreaterThan(run(flood, plain, 1).deferred);
});

test('others who take the whole limit leave nothing: the platform refuses, and writes are left over', () => {
  const { refused, unfinished, waits } = run(flood, { ...plain, foreignPerMinute: 200 }, 1);
  expect(refused).toBeGreaterThan(0);
  expect(unfinished).toBe(flood.writes.length);
  expect(waits.at(-1)).toBe(minutes * 60_000 + 3_600_000);
});
