import type { PlatformRequest } from '@nightdesk/helpdesks/contract';
import { learn, windows } from './limits.js';

const now = new Date('2026-09-01T10:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const get = (route: string): PlatformRequest => ({ method: 'GET', path: route, route });
const update: PlatformRequest = { method: 'PUT', path: '/api/v2/tickets/42', route: '/api/v2/tickets/:id' };
const untag: PlatformRequest = {
  method: 'DELETE',
  path: '/api/v2/tickets/42/tags',
  route: '/api/v2/tickets/:id/tags',
};

test.each([
  [get('/api/v2/users/me'), ['account 200/60000']],
  [get('/api/v2/tickets'), ['account 200/60000', 'tickets-index 200/60000']],
  [get('/api/v2/incremental/tickets/cursor'), ['account 200/60000', 'incremental-exports 10/60000']],
  [update, ['account 200/60000', 'tickets-update 100/60000', 'ticket:42 30/600000']],
  [untag, ['account 200/60000', 'tickets-update 100/60000', 'ticket:42 30/600000']],
  [{ method: 'POST', path: '/oauth/tokens', route: '/oauth/tokens' } as const, []],
])('$method $route counts in %j', (request, expected) => {
  expect(windows(request).map(({ name, limit, windowMs }) => `${name} ${limit}/${windowMs}`)).toEqual(
    expected,
  );
});

test('the account’s limit is learnt from either family of headers', () => {
  const learnt = { name: 'account', limit: 700, remaining: 699, resetAt: undefined };
  expect(learn(update, { 'x-rate-limit': '700', 'x-rate-limit-remaining': '699' }, now)).toEqual([learnt]);
  expect(
    learn(update, { 'ratelimit-limit': '700', 'ratelimit-remaining': '699', 'ratelimit-reset': '12' }, now),
  ).toEqual([{ ...learnt, resetAt: at(12) }]);
});

test('an endpoint’s limit is learnt under the platform’s name', () => {
  const headers = { 'zendesk-ratelimit-tickets-update': 'total=300; remaining=299; resets=45' };
  expect(learn(update, headers, now)).toEqual([
    { name: 'tickets-update', limit: 300, remaining: 299, resetAt: at(45) },
  ]);
});

test('headers that make no sense teach nothing', () => {
  expect(
    learn(update, { 'ratelimit-limit': 'many', 'zendesk-ratelimit-x': 'soon', 'retry-after': 'later' }, now),
  ).toEqual([]);
});

test('Retry-After counts for the window that is shown as used up', () => {
  const headers = {
    'ratelimit-limit': '200',
    'ratelimit-remaining': '150',
    'retry-after': '30',
    'zendesk-ratelimit-tickets-update': 'total=100; remaining=0; resets=29',
  };
  expect(learn(update, headers, now)).toEqual([
    expect.objectContaining({ name: 'account', remaining: 150 }),
    { name: 'tickets-update', limit: 100, remaining: 0, isUsedUp: true, resetAt: at(30) },
  ]);
});

test('Retry-After without a used-up window stops one ticket’s updates, not the account', () => {
  const headers = { 'ratelimit-remaining': '150', 'retry-after': '300' };
  expect(learn(update, headers, now)).toContainEqual({ name: 'ticket:42', isUsedUp: true, resetAt: at(300) });
  expect(learn(get('/api/v2/users/me'), headers, now)).toEqual([
    { name: 'account', limit: undefined, remaining: 150, isUsedUp: true, resetAt: at(300) },
  ]);
});
