import { givenUpBefore, nextAttempt } from './retry.js';

const now = new Date('2026-11-22T08:00:00.000Z');
const pauses = (attempts: number) =>
  [() => 0, () => 1].map((random) => (nextAttempt(attempts, now, random).getTime() - now.getTime()) / 1_000);

test('pauses grow from seconds to an hour, and are spread over half of their length', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(pauses)).toEqual([
    [2.5, 5],
    [7.5, 15],
    [30, 60],
    [150, 300],
    [450, 900],
    [1_800, 3_600],
    [1_800, 3_600],
  ]);
});

test('an alert is tried for a day', () => {
  expect(givenUpBefore(now)).toEqual(new Date('2026-11-21T08:00:00.000Z'));
});
