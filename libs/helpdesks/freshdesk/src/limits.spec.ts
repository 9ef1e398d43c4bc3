import type { PlatformRequest } from '@nightdesk/helpdesks/contract';
import { learn, windows } from './limits.js';

const now = new Date('2026-09-01T10:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const request = (
  method: PlatformRequest['method'],
  route: string,
  query?: PlatformRequest['query'],
): PlatformRequest => ({ method, path: route, route, query });
const list = request('GET', '/api/v2/tickets');
const ticket = request('GET', '/api/v2/tickets/:id');
const update = request('PUT', '/api/v2/tickets/:id');

test.each<[PlatformRequest, string[]]>([
  [request('GET', '/api/v2/agents/me'), ['account 200 costs 1']],
  [ticket, ['account 200 costs 1']],
  [request('GET', '/api/v2/tickets/archived/:id'), ['account 200 costs 1']],
  [request('GET', '/api/v2/tickets/:id', { include: 'requester' }), ['account 200 costs 3']],
  [request('GET', '/api/v2/tickets/:id', { include: 'requester,stats' }), ['account 200 costs 5']],
  [list, ['account 200 costs 1', 'ticket-list 20 costs 1']],
  [
    request('GET', '/api/v2/tickets', { include: 'requester' }),
    ['account 200 costs 3', 'ticket-list 20 costs 3'],
  ],
  [update, ['account 200 costs 1', 'ticket-update 80 costs 1']],
  [request('POST', '/api/v2/tickets/:id/reply'), ['account 200 costs 1', 'ticket-update 80 costs 1']],
  [request('POST', '/api/v2/tickets/:id/notes'), ['account 200 costs 1', 'ticket-update 80 costs 1']],
  [request('POST', '/api/v2/tickets'), ['account 200 costs 1', 'ticket-create 80 costs 1']],
  [request('GET', '/api/v2/contacts'), ['account 200 costs 1', 'contact-list 20 costs 1']],
])('$method $route counts in %j', (call, expected) => {
  const found = windows(call);
  expect(found.map(({ name, limit, cost }) => `${name} ${limit} costs ${cost}`)).toEqual(expected);
  expect(new Set(found.map(({ windowMs }) => windowMs))).toEqual(new Set([60_000]));
});

test('limits are read, also as decimals, and name the plan’s narrower ones', () => {
  const headers = {
    'x-ratelimit-total': '700.0',
    'x-ratelimit-remaining': '699.5',
    'x-ratelimit-used-currentrequest': '3',
  };
  expect(learn(ticket, headers, now)).toEqual([{ name: 'account', limit: 700, remaining: 699 }]);
  expect(learn(list, headers, now)).toEqual([
    { name: 'account', limit: 700, remaining: 699 },
    { name: 'ticket-list', limit: 200 },
  ]);
  expect(learn(update, { ...headers, 'x-ratelimit-total': '400' }, now)).toContainEqual({
    name: 'ticket-update',
    limit: 160,
  });
});

test('a total that is no plan’s says nothing of the narrower limits', () => {
  const headers = { 'x-ratelimit-total': '50.0', 'x-ratelimit-remaining': '49' };
  expect(learn(list, headers, now)).toEqual([{ name: 'account', limit: 50, remaining: 49 }]);
});

test('an old account’s limit for an hour is spread over its minutes', () => {
  const hour = (remaining: string) =>
    learn(ticket, { 'x-ratelimit-total': '3000', 'x-ratelimit-remaining': remaining }, now);
  expect(hour('2900')).toEqual([{ name: 'account', limit: 50, remaining: 50 }]);
  expect(hour('12')).toEqual([{ name: 'account', limit: 50, remaining: 12 }]);
});

test('429 without other headers is about the narrowest window of the call', () => {
  const headers = { 'retry-after': '17' };
  expect(learn(ticket, headers, now)).toEqual([{ name: 'account', isUsedUp: true, resetAt: at(17) }]);
  expect(learn(list, headers, now)).toEqual([{ name: 'ticket-list', isUsedUp: true, resetAt: at(17) }]);
});

test('429 with headers is about the account when they say that nothing is left there', () => {
  const headers = { 'retry-after': '17', 'x-ratelimit-total': '400', 'x-ratelimit-remaining': '0' };
  expect(learn(list, headers, now)).toEqual([
    { name: 'ticket-list', limit: 100 },
    { name: 'account', limit: 400, remaining: 0, isUsedUp: true, resetAt: at(17) },
  ]);
  const others = { ...headers, 'x-ratelimit-remaining': '5' };
  expect(learn(list, others, now)).toContainEqual({
    name: 'ticket-list',
    limit: 100,
    isUsedUp: true,
    resetAt: at(17),
  });
});

test.each([{}, { 'x-ratelimit-total': 'many', 'retry-after': 'soon' }])('%j teaches nothing', (headers) => {
  expect(learn(list, headers, now)).toEqual([]);
});
