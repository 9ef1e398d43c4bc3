import { type Counted, hasFallen, scoreOf } from './completeness.types.js';

const counted = (kind: string, byWebhook: number, missed: number): Counted => ({
  kind,
  byWebhook,
  missed,
  recentByWebhook: byWebhook,
  recentMissed: missed,
});

test('the score is the share of changes that a webhook told first, with what misses most in front', () => {
  const score = scoreOf([counted('ticket.created', 60, 0), counted('reply.added', 30, 10)], [60, 30]);
  expect(score).toEqual({
    changes: 100,
    byWebhook: 90,
    missed: 10,
    share: 0.9,
    medianDelayMs: 1_000,
    hasFallen: true,
    kinds: [
      { kind: 'reply.added', byWebhook: 30, missed: 10 },
      { kind: 'ticket.created', byWebhook: 60, missed: 0 },
    ],
  });
});

test('without changes there is no share and no fall', () => {
  expect(scoreOf([], [])).toMatchObject({ changes: 0, share: null, medianDelayMs: null, hasFallen: false });
});

test('the median delay is the bound of the class that holds it', () => {
  expect(scoreOf([], [1, 1, 3]).medianDelayMs).toBe(5_000);
  expect(scoreOf([], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]).medianDelayMs).toBe(7_200_000);
});

test('fewer than twenty changes, or 99 of 100, are no fall', () => {
  expect(hasFallen(9, 10)).toBe(false);
  expect(hasFallen(99, 1)).toBe(false);
  expect(hasFallen(98, 2)).toBe(true);
  expect(hasFallen(0, 20)).toBe(true);
});
