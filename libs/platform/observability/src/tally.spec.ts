import { jest } from '@jest/globals';
import { Log } from './log.js';
import { addBuckets, bucketOf, Tally, type TallyOptions } from './tally.js';

interface Count {
  key: string;
  times: number;
}

let written: Count[][];
let isAway: boolean;
let lines: Record<string, unknown>[];
const a: Count = { key: 'a', times: 1 };
const b: Count = { key: 'b', times: 1 };
const log = () =>
  new Log(
    { level: 'info', process: 'test' },
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
const tally = (more: Partial<TallyOptions<Count>> = {}) =>
  new Tally<Count>(
    {
      event: 'counts.flush',
      flushEveryMs: 2_000,
      keyOf: ({ key }) => key,
      sum: ({ key, times }, more) => ({ key, times: times + more.times }),
      write: async (counts) => {
        if (isAway) throw new Error('away');
        written.push(counts);
      },
      ...more,
    },
    log(),
  );

beforeEach(() => {
  [written, isAway, lines] = [[], false, []];
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

test('what is counted is written once, in sums, when its time has come', async () => {
  const counts = tally();
  for (const count of [a, b, a]) counts.add(count);
  await jest.advanceTimersByTimeAsync(1_999);
  expect(written).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(written).toEqual([[{ key: 'a', times: 2 }, b]]);
  expect(jest.getTimerCount()).toBe(0);
});

test('without counts there is no timer and nothing is written', async () => {
  const counts = tally();
  await counts.flush();
  await counts.close();
  expect(jest.getTimerCount()).toBe(0);
  expect(written).toEqual([]);
});

test('what cannot be written is told, kept, tried again by itself and summed up with what comes', async () => {
  const counts = tally();
  isAway = true;
  counts.add(a);
  await counts.flush();
  expect(lines).toMatchObject([{ event: 'counts.flush', counts: 1, err: { message: 'away' } }]);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(lines).toHaveLength(2);
  counts.add(a);
  isAway = false;
  await jest.advanceTimersByTimeAsync(2_000);
  expect(written).toEqual([[{ key: 'a', times: 2 }]]);
});

test('what is counted during a write waits for the next one, and no two writes are under way at once', async () => {
  const ends: (() => void)[] = [];
  const sizes: number[] = [];
  const write = (counts: Count[]) =>
    new Promise<void>((end) => {
      sizes.push(counts.length);
      ends.push(end);
    });
  const counts = tally({ write });
  counts.add(a);
  const first = counts.flush();
  await jest.advanceTimersByTimeAsync(0);
  counts.add(a);
  counts.add(b);
  const second = counts.flush();
  await jest.advanceTimersByTimeAsync(0);
  expect(sizes).toEqual([1]);
  ends[0]?.();
  await first;
  await jest.advanceTimersByTimeAsync(0);
  expect(sizes).toEqual([1, 2]);
  ends[1]?.();
  await second;
});

test('what waits during an outage can be made less, without losing a count', async () => {
  const counts = tally({ shrink: (all) => all.map((count) => ({ ...count, key: 'all' })) });
  isAway = true;
  for (const count of [a, b, a]) counts.add(count);
  await counts.flush();
  isAway = false;
  await counts.flush();
  expect(written).toEqual([[{ key: 'all', times: 3 }]]);
});

test('the end writes what is left, and leaves no timer even when that fails', async () => {
  const counts = tally();
  counts.add(a);
  await counts.close();
  expect(written).toEqual([[a]]);
  isAway = true;
  counts.add(b);
  await counts.close();
  expect(jest.getTimerCount()).toBe(0);
});

test('a value is in the first bucket whose bound it does not exceed, or in the last', () => {
  expect([0, 10, 11, 20, 21].map((value) => bucketOf([10, 20], value).indexOf(1))).toEqual([0, 0, 1, 1, 2]);
  expect(bucketOf([10, 20], 15, 0)).toEqual([0, 0, 0]);
});

test('buckets are added one by one; one that is missing counts as empty', () => {
  expect(addBuckets([1, 0, 2], [3, 4])).toEqual([4, 4, 2]);
});
