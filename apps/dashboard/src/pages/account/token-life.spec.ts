import { lifeOf } from './token-life.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
const hours = (life: ReturnType<typeof lifeOf>) =>
  life && [life.from, life.refresh, life.to].map((instant) => new Date(instant).getUTCHours());

test('a token lives from its issue to its end', () => {
  expect(hours(lifeOf({ issuedAt: at(2), refreshAt: at(9), expiresAt: at(11) }))).toEqual([2, 9, 11]);
});

test('what has no end, or is not refreshed, has no bar', () => {
  expect(lifeOf({ issuedAt: at(1), refreshAt: null, expiresAt: at(11) })).toBeNull();
  expect(lifeOf({ issuedAt: at(1), refreshAt: at(2), expiresAt: null })).toBeNull();
});

test('a refresh that is put off past the end, or was planned before the issue, is not drawn wrongly', () => {
  expect(lifeOf({ issuedAt: at(2), refreshAt: at(12), expiresAt: at(11) })).toBeNull();
  expect(lifeOf({ issuedAt: at(10), refreshAt: at(9), expiresAt: at(11) })).toBeNull();
});
