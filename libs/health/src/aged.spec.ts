import type { Clock } from '@nightdesk/platform/clock';
import { Aged } from './aged.js';

function aged() {
  let now = 0;
  let reads = 0;
  const value = new Aged<number>(1_000, { now: () => new Date(now) } as Clock);
  const get = () => value.get(async () => (reads += 1));
  return { value, get, pass: (ms: number) => (now += ms) };
}

test('a value is read once for all who ask, until it is too old', async () => {
  const { get, pass } = aged();
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  pass(999);
  expect(await get()).toBe(1);
  pass(1);
  expect(await get()).toBe(2);
});

test('a reading that fails is not kept', async () => {
  const { value, get } = aged();
  await expect(value.get(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await get()).toBe(1);
});
