import { headroom } from './headroom.js';

const window = (name: string, used: number, foreign = 0, blockedUntil: Date | null = null) => ({
  name,
  windowMs: 60_000,
  limit: 200,
  ceiling: 100,
  reserve: 10,
  used,
  foreign,
  blockedUntil,
});

test('the limit that is nearest to its end is told, with what others took of it', () => {
  expect(headroom([window('account', 20), window('search', 50, 31)])).toEqual({
    name: 'search',
    windowMs: 60_000,
    free: 0.19,
    foreign: 0.31,
    blockedUntil: null,
  });
});

test('a limit that the platform has closed comes before one that is used up, and has nothing free', () => {
  const until = new Date(0);
  expect(headroom([window('account', 120), window('search', 0, 0, until)])).toMatchObject({
    name: 'search',
    free: 0,
    blockedUntil: until.toISOString(),
  });
});

test('windows of single tickets do not count, and without a window there is nothing to say', () => {
  expect(headroom([window('ticket:42', 100)])).toBeNull();
});
