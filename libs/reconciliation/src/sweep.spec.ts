import { changeKey, nextPause, nextSweep, sweepAgain } from './sweep.types.js';

const now = new Date('2026-11-22T12:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);

test('a site that is quiet is asked less and less often, up to once a minute, and at once more often when it is not', () => {
  const pauses = [10_000];
  for (let sweeps = 0; sweeps < 6; sweeps += 1) pauses.push(nextPause(pauses.at(-1) ?? 0, 0));
  expect(pauses).toEqual([10_000, 15_000, 22_500, 33_750, 50_625, 60_000, 60_000]);
  expect(nextPause(60_000, 1)).toBe(10_000);
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
