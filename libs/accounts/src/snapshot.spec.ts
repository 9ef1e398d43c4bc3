import type { Clock } from '@nightdesk/platform/clock';
import { Snapshot } from './snapshot.js';

let now: number;
let stored: string;
let reads: number;
let refused: Error | null;
const clock: Clock = { now: () => new Date(now) };
const snapshot = () =>
  new Snapshot(async () => {
    reads += 1;
    if (refused) throw refused;
    return stored;
  }, clock);

beforeEach(() => {
  [now, stored, reads, refused] = [1_000_000, 'first', 0, null];
});

test('a change is seen 250 ms after the last reading began, and not by reading more often', async () => {
  const table = snapshot();
  expect(await table.get()).toBe('first');
  stored = 'second';
  now += 249;
  expect(await table.get()).toBe('first');
  expect(reads).toBe(1);
  now += 1;
  expect(await table.get()).toBe('second');
  expect(reads).toBe(2);
});

test('all who ask at once share one reading', async () => {
  const table = snapshot();
  expect(await Promise.all([table.get(), table.get(), table.get()])).toEqual(['first', 'first', 'first']);
  expect(reads).toBe(1);
});

test('a reading that fails is told, and what was known before does not stand in for it', async () => {
  const table = snapshot();
  await table.get();
  now += 250;
  refused = new Error('away');
  await expect(table.get()).rejects.toThrow('away');
  refused = null;
  stored = 'third';
  expect(await table.get()).toBe('third');
});

test('a clock that is put back makes nothing old look new', async () => {
  const table = snapshot();
  await table.get();
  stored = 'second';
  now -= 3_600_000;
  expect(await table.get()).toBe('second');
});
