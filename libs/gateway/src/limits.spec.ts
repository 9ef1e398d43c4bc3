import { type PlatformRequest, type PlatformResponse } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import type { Outgoing } from './gateway.types.js';
import { inTurn, toldBy, windowsOf } from './limits.js';

const now = new Date('2026-11-22T12:00:00.000Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const update: PlatformRequest = {
  method: 'PUT',
  path: '/api/v2/tickets/42',
  route: '/api/v2/tickets/:id',
  body: {},
};
const read: PlatformRequest = { method: 'GET', path: '/api/v2/tickets/42', route: '/api/v2/tickets/:id' };

function call(platform: string, request: PlatformRequest, more: Partial<Outgoing> = {}): Outgoing {
  return {
    account: { id: 'acc_1', platform, site: 'acme', region: null },
    lane: request.method === 'GET' ? 'read' : 'write',
    adapter: adapterFor(platform),
    credential: { use: { kind: 'oauth', accessToken: 'secret' }, lane: 'both' },
    split: false,
    attempt: 1,
    signal: new AbortController().signal,
    beforeSend: undefined,
    permit: () => Promise.resolve(),
    request,
    ...more,
  };
}
const refused = (headers: Record<string, string> = {}): PlatformResponse => ({
  status: 429,
  headers,
  body: {},
  requestId: undefined,
});

test('writes share the account’s window with reads, and a sub-limit is told from it', () => {
  expect(windowsOf(call('zendesk', update)).map(({ name, whole, shared }) => [name, whole, shared])).toEqual([
    ['account', true, true],
    ['tickets-update', false, false],
    ['ticket:42', false, false],
  ]);
});

test('what each credential has for itself is shared only while one credential serves both lanes', () => {
  const own = { use: { kind: 'oauth', accessToken: 'secret' }, lane: 'write' } as const;
  const names = (more: Partial<Outgoing>) =>
    windowsOf(call('intercom', read, more)).map(({ name, shared }) => [name, shared]);
  expect(names({})).toEqual([
    ['account', true],
    ['workspace', true],
  ]);
  expect(names({ split: true })).toEqual([
    ['account', false],
    ['workspace', true],
  ]);
  expect(names({ split: true, credential: own, lane: 'write' })).toEqual([
    ['account (write lane)', false],
    ['workspace', true],
  ]);
});

test('a 429 about one ticket stops that ticket, one about the account stops all', () => {
  const narrow = toldBy(call('zendesk', update), refused({ 'retry-after': '30' }), now);
  expect(narrow.stopped).toEqual({ retryAt: after(30_000), sublimit: 'ticket:42' });
  // Not that others have used it up: that would be believed for as long as the window.
  expect(narrow.signals).toEqual([{ name: 'ticket:42', windowMs: 600_000, blockedUntil: after(30_000) }]);
  const all = refused({ 'retry-after': '30', 'ratelimit-limit': '700', 'ratelimit-remaining': '0' });
  expect(toldBy(call('zendesk', update), all, now).stopped).toEqual({
    retryAt: after(30_000),
    sublimit: undefined,
  });
});

test('a 429 that does not say when stops the windows it may be about until they have moved on', () => {
  const { stopped, signals } = toldBy(call('intercom', read), refused(), now);
  expect(stopped?.retryAt.getTime()).toBeGreaterThanOrEqual(after(10_000).getTime());
  expect(stopped?.sublimit).toBeUndefined();
  expect(signals.map(({ name }) => name)).toEqual(['account', 'workspace']);
});

test('an answer that is no 429 stops nothing', () => {
  expect(
    toldBy(call('zendesk', read), { ...refused({ 'retry-after': '30' }), status: 503 }, now).stopped,
  ).toBeNull();
});

test('when a 429 ends, writes go before reads', () => {
  expect(inTurn('write', after(5_000))).toEqual(after(5_000));
  expect(inTurn('read', after(5_000))).toEqual(after(6_000));
});

test('what remains is told as the headers say it, also by a 429 that stops the window all the same', () => {
  const headers = { 'retry-after': '4', 'ratelimit-limit': '700', 'ratelimit-remaining': '690' };
  const { signals, stopped } = toldBy(call('zendesk', read), refused(headers), now);
  expect(signals).toContainEqual(expect.objectContaining({ name: 'account', limit: 700, remaining: 690 }));
  expect(signals).toContainEqual({ name: 'account', windowMs: 60_000, blockedUntil: after(4_000) });
  expect(stopped?.sublimit).toBeUndefined();
});
