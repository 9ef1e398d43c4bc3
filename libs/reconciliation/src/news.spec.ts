import type { StoredCopy } from '@nightdesk/intake';
import { isNews, isUnsettled, type Listed } from './news.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, second));
const listed = (change: Partial<Listed> = {}): Listed => ({
  id: '7',
  updatedAt: at(10),
  status: 'open',
  priority: null,
  tags: ['b', 'a'],
  assigneeId: null,
  deleted: false,
  ...change,
});
const known = (change: Partial<Listed> = {}, isWaiting = false, readAt = at(13)): StoredCopy => {
  const { id, ...copy } = listed(change);
  return { id, copy: { ...copy, readAt }, isWaiting };
};
const occasion = { since: at(0), now: at(50), graceMs: 30_000 };

test('a ticket that nobody has told of is news when it changed since the account was connected', () => {
  expect(isNews(listed(), undefined, occasion)).toBe(true);
  expect(isNews(listed(), { id: '7', copy: null, isWaiting: false }, occasion)).toBe(true);
  expect(isNews(listed(), undefined, { ...occasion, since: at(11) })).toBe(false);
  // platforms count in whole seconds, so the second of the connect belongs to the account
  expect(isNews(listed(), undefined, { ...occasion, since: new Date(at(10).getTime() + 900) })).toBe(true);
});

test('what a webhook has told is no news, be it read or still waiting', () => {
  expect(isNews(listed(), known({ tags: ['a', 'b'] }), occasion)).toBe(false);
  expect(isNews(listed(), known({ updatedAt: at(5) }, true), occasion)).toBe(false);
  expect(isNews(listed(), known({ updatedAt: at(12) }), occasion)).toBe(false);
});

test('a later change is news, and so is another one of the same second that the fields show', () => {
  expect(isNews(listed(), known({ updatedAt: at(9) }), occasion)).toBe(true);
  expect(isNews(listed({ status: 'solved' }), known(), occasion)).toBe(true);
  expect(isNews(listed({ tags: ['a'] }), known(), occasion)).toBe(true);
});

test('what has just changed is left to its webhook', () => {
  expect(isNews(listed({ updatedAt: at(21) }), known(), occasion)).toBe(false);
  expect(isNews(listed({ updatedAt: at(20) }), known(), occasion)).toBe(true);
});

test('a copy that was read before the second of the change had ended may lack what came after', () => {
  const within = new Date(at(10).getTime() + 999);
  expect(isUnsettled(listed(), known({}, false, within), occasion)).toBe(true);
  expect(isUnsettled(listed(), known({}, false, at(11)), occasion)).toBe(false);
  expect(isUnsettled(listed(), known({}, true, within), occasion)).toBe(false);
  expect(isUnsettled(listed(), known({ updatedAt: at(9) }, false, within), occasion)).toBe(false);
  expect(isUnsettled(listed({ deleted: true }), known({ deleted: true }, false, within), occasion)).toBe(
    false,
  );
  expect(isUnsettled(listed(), undefined, occasion)).toBe(false);
  // before that second is over another reading would settle nothing, and within the grace a webhook may come
  expect(isUnsettled(listed(), known({}, false, within), { ...occasion, now: within, graceMs: 0 })).toBe(
    false,
  );
  expect(isUnsettled(listed(), known({}, false, within), { ...occasion, now: at(39) })).toBe(false);
});

test('a deletion is told once', () => {
  expect(isNews(listed({ deleted: true }), known(), occasion)).toBe(true);
  expect(isNews(listed({ deleted: true, updatedAt: at(12) }), known({ deleted: true }), occasion)).toBe(
    false,
  );
  expect(isNews(listed({ deleted: true }), undefined, occasion)).toBe(false);
});
