import type { PlatformRequest } from '@nightdesk/helpdesks/contract';
import { declarePlatform } from './declare.js';
import { changed } from './testing/small-desk.js';

const now = new Date('2026-09-01T10:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const get: PlatformRequest = { method: 'GET', path: '/t/1', route: '/t/:ticketId' };
const put: PlatformRequest = { ...get, method: 'PUT' };
const limited = (windows: string) =>
  declarePlatform(changed('[{ name: account, calls: 60, seconds: 60 }]', `[${windows}]`), 'limited.yaml');
const account = (resetIs: string) =>
  limited(
    `{ name: account, calls: 60, seconds: 60, headers: { limit: X-Limit, remaining: X-Left, reset: X-Reset, resetIs: ${resetIs} } }`,
  );

test('reads and writes count in the windows that are theirs', () => {
  const adapter = limited(
    '{ name: account, calls: 60, seconds: 60 }, { name: writes, calls: 10, seconds: 1, counts: writes }, { name: reads, calls: 20, seconds: 1, counts: reads }',
  );
  const names = (request: PlatformRequest) => adapter.windows(request).map(({ name }) => name);
  expect([names(get), names(put)]).toEqual([
    ['account', 'reads'],
    ['account', 'writes'],
  ]);
  expect(adapter.windows(put)[1]).toEqual({ name: 'writes', limit: 10, windowMs: 1000 });
});

test.each([
  ['secondsLeft', '30'],
  ['unixSeconds', String(at(30).getTime() / 1000)],
  ['unixMilliseconds', String(at(30).getTime())],
  ['iso', at(30).toISOString()],
])('a window’s end is read as %s', (resetIs, said) => {
  expect(account(resetIs).learn(get, { 'x-limit': '90', 'x-left': '89', 'x-reset': said }, now)).toEqual([
    { name: 'account', limit: 90, remaining: 89, resetAt: at(30) },
  ]);
});

test.each([{}, { 'x-limit': 'many' }, { 'retry-after': 'soon' }])('%j teaches nothing', (headers) => {
  expect(account('secondsLeft').learn(get, headers, now)).toEqual([]);
});

test('Retry-After empties the window that is shown as used up, else the last one', () => {
  const adapter = limited(
    '{ name: account, calls: 60, seconds: 60, headers: { remaining: x-left } }, { name: burst, calls: 5, seconds: 1 }',
  );
  const learn = (left: string) => adapter.learn(get, { 'x-left': left, 'retry-after': '7' }, now);
  expect(learn('0')).toEqual([
    expect.objectContaining({ name: 'account', remaining: 0, isUsedUp: true, resetAt: at(7) }),
  ]);
  expect(learn('3')).toContainEqual({ name: 'burst', isUsedUp: true, resetAt: at(7) });
});

test('a 429 that says nothing is over with the window, as far as it is known', () => {
  const explain = (headers: Record<string, string>) =>
    account('secondsLeft').explain(get, { status: 429, headers, body: '', requestId: 'r' }, now).details
      .retryAt;
  expect(explain({})).toEqual(at(60));
  expect(explain({ 'x-left': '0', 'x-reset': '12' })).toEqual(at(12));
  expect(explain({ 'x-left': '0', 'x-reset': '12', 'retry-after': '3' })).toEqual(at(3));
});
