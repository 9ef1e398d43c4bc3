import { paysForMs, waitsUntil } from './allowance.js';
import { changeKey, nextPause, nextSweep, sweepAgain } from './sweep.types.js';

const now = new Date('2026-11-22T12:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);
const pausesFrom = (role: 'only' | 'beside', first: number, count: number) => {
  const pauses = [first];
  for (let sweeps = 0; sweeps < count; sweeps += 1) pauses.push(nextPause(role, pauses.at(-1) ?? 0, 0));
  return pauses;
};

test('a site that is quiet is asked less and less often, up to once a minute, and at once more often when it is not', () => {
  expect(pausesFrom('only', 10_000, 6)).toEqual([10_000, 15_000, 22_500, 33_750, 50_625, 60_000, 60_000]);
  expect(nextPause('only', 60_000, 1)).toBe(10_000);
});

test('beside webhooks a site is asked every five to ten minutes, and more often while webhooks get lost', () => {
  expect(pausesFrom('beside', 300_000, 4)).toEqual([300_000, 375_000, 468_750, 585_938, 600_000]);
  expect(nextPause('beside', 600_000, 1)).toBe(300_000);
  expect(nextPause('beside', 600_000, 1, true)).toBe(150_000);
});

test('sweeps spread over a tenth of their pause', () => {
  expect(nextSweep(60_000, now, () => 0)).toEqual(new Date('2026-11-22T12:01:00Z'));
  expect(nextSweep(60_000, now, () => 1)).toEqual(new Date('2026-11-22T12:00:54Z'));
});

test('a sweep that fails comes again after longer and longer', () => {
  const seconds = (failures: number) => (sweepAgain(failures, now).getTime() - now.getTime()) / 1_000;
  expect([1, 2, 3, 20].map(seconds)).toEqual([10, 20, 40, 600]);
});

test('a change is told once, but one of this very second is looked at again', () => {
  const old = { id: '7', updatedAt: before(60_000) };
  expect(changeKey(old, now)).toBe(changeKey(old, new Date(now.getTime() + 10_000)));
  expect(changeKey({ ...old, updatedAt: before(30_000) }, now)).not.toBe(changeKey(old, now));
  const fresh = { id: '7', updatedAt: before(400) };
  expect(changeKey(fresh, now)).not.toBe(changeKey(fresh, new Date(now.getTime() + 10_000)));
});

test('a page pays for the time in which a twentieth of the ceiling is as much as it took', () => {
  // 5 % of 150 calls a minute are 7.5, so one call is worth 8 s; one with credits, three times as much
  expect(paysForMs({ units: 1, windowMs: 60_000, ceiling: 150 })).toBe(8_000);
  expect(paysForMs({ units: 3, windowMs: 60_000, ceiling: 150 })).toBe(24_000);
  expect(paysForMs({ units: 1, windowMs: 10_000, ceiling: 124 })).toBe(1_613);
});

test('what is paid for is waited for, and the full sweep leaves some of it to the others', () => {
  expect(waitsUntil(null, now, 30_000)).toBeNull();
  expect(waitsUntil(now, now, 0)).toBeNull();
  expect(waitsUntil(now, now, 30_000)).toEqual(new Date('2026-11-22T12:00:30Z'));
  expect(waitsUntil(new Date(now.getTime() + 8_000), now, 0)).toEqual(new Date('2026-11-22T12:00:08Z'));
});
