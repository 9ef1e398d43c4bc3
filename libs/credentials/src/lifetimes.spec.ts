import { checkAgain, checkLater, nextCheck, refreshAgain, refreshAtOf } from './lifetimes.js';

const now = new Date('2026-11-22T12:00:00Z');
const minutes = (at: Date) => (at.getTime() - now.getTime()) / 60_000;

test('a token is refreshed between 75 and 80 % of its lifetime', () => {
  const expiresAt = new Date(now.getTime() + 100 * 60_000);
  expect(minutes(refreshAtOf(expiresAt, now, () => 0))).toBeCloseTo(80);
  expect(minutes(refreshAtOf(expiresAt, now, () => 1))).toBeCloseTo(75);
});

test('a refresh that fails comes again soon, then less often, and never before the platform allows it', () => {
  const seconds = [0, 1, 2, 30].map(
    (failures) => minutes(refreshAgain(failures, now, undefined, () => 0)) * 60,
  );
  expect(seconds).toEqual([5, 10, 20, 300]);
  expect(minutes(refreshAgain(0, now, new Date(now.getTime() + 7 * 60_000)))).toBe(7);
});

test('a key is checked every four hours, up to a tenth sooner', () => {
  expect(minutes(nextCheck(now, () => 0))).toBe(240);
  expect(minutes(nextCheck(now, () => 1))).toBeCloseTo(216);
});

test('a refused key is checked again after 15 minutes, then less and less often, at least every four hours', () => {
  expect([1, 2, 3, 4, 5, 6, 40].map((failures) => minutes(checkAgain(failures, now)))).toEqual([
    15, 30, 60, 120, 240, 240, 240,
  ]);
});

test('a check that could not be made is made in some minutes, or when the platform allows it', () => {
  expect(minutes(checkLater(now, undefined, () => 0))).toBe(5);
  expect(minutes(checkLater(now, undefined, () => 1))).toBe(4);
  expect(minutes(checkLater(now, new Date(now.getTime() + 3_600_000)))).toBe(60);
});
