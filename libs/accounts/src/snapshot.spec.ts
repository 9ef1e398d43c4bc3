import { jest } from '@jest/globals';
import { Snapshot } from './snapshot.js';

let stored: string;
let reads: number;
let refused: Error | null;
const snapshot = () =>
  new Snapshot(async () => {
    reads += 1;
    if (refused) throw refused;
    return stored;
  });

beforeEach(() => {
  [stored, reads, refused] = ['first', 0, null];
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

test('a change is seen 250 ms after the last reading began, and not by reading more often', async () => {
  const table = snapshot();
  expect(await table.get()).toBe('first');
  stored = 'second';
  jest.advanceTimersByTime(249);
  expect(await table.get()).toBe('first');
  expect(reads).toBe(1);
  jest.advanceTimersByTime(1);
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
  jest.advanceTimersByTime(250);
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
  jest.setSystemTime(Date.now() - 3_600_000);
  jest.advanceTimersByTime(250);
  expect(await table.get()).toBe('second');
});

test('after a change of our own, neither what was read before it counts nor what was being read', async () => {
  const answers: ((value: string) => void)[] = [];
  const table = new Snapshot(() => new Promise<string>((answer) => answers.push(answer)));
  const before = table.get();
  table.forget();
  const after = table.get();
  answers[0]?.('old');
  expect(await before).toBe('old');
  expect(answers).toHaveLength(2);
  const beside = table.get();
  answers[1]?.('new');
  expect(await Promise.all([after, beside, table.get()])).toEqual(['new', 'new', 'new']);
  table.forget();
  void table.get();
  expect(answers).toHaveLength(3);
});
