import { nextAttempt, putOff } from './retry.js';

const createdAt = new Date('2026-11-22T00:00:00Z');
const hour = 3_600_000;
const after = (ms: number) => new Date(createdAt.getTime() + ms);

test('the pause is anywhere within its longest, which grows and then stays at six hours', () => {
  const pause = (attempts: number, random: number) => {
    const next = nextAttempt({ attempts, createdAt, now: createdAt, putOffUntil: null }, () => random);
    return next!.getTime() - createdAt.getTime();
  };
  expect([1, 2, 3, 8, 50].map((attempts) => pause(attempts, 1))).toEqual([
    5_000,
    30_000,
    120_000,
    6 * hour,
    6 * hour,
  ]);
  expect(pause(2, 0.5)).toBe(15_000);
  expect(pause(2, 0)).toBe(0);
});

test('the last attempt is made when three days are over, and after it there is none', () => {
  const attempt = { attempts: 9, createdAt, putOffUntil: null };
  expect(nextAttempt({ ...attempt, now: after(71 * hour) }, () => 1)).toEqual(after(72 * hour));
  expect(nextAttempt({ ...attempt, now: after(72 * hour) })).toBeNull();
});

test('what the subscriber asked for goes before our own pause', () => {
  const asked = { attempts: 1, createdAt, now: createdAt, putOffUntil: after(hour) };
  expect(nextAttempt(asked, () => 1)).toEqual(after(hour));
});

test.each([
  [429, '30', after(30_000)],
  [503, 'Sun, 22 Nov 2026 00:10:00 GMT', after(600_000)],
  [503, '86400', after(hour)],
  [500, '30', null],
  [429, undefined, null],
  [429, 'soon', null],
  [429, '0', null],
  [503, 'Sat, 21 Nov 2026 00:00:00 GMT', null],
])('Retry-After of %i: %s', (status, header, until) => {
  expect(putOff(status, header, createdAt)).toEqual(until);
});
