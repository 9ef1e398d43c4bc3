import { figure, outage, retryAfter } from './answers.js';
import type { PlatformRequest } from './transport.js';

const now = new Date('2026-09-01T10:00:00Z');
const at = (said: string) => retryAfter({ 'retry-after': said }, now)?.toISOString();

test('Retry-After is seconds or a date; what is neither says nothing', () => {
  expect(at('17')).toBe('2026-09-01T10:00:17.000Z');
  expect(at('1.5')).toBe('2026-09-01T10:00:01.500Z');
  expect(at('Tue, 01 Sep 2026 10:01:00 GMT')).toBe('2026-09-01T10:01:00.000Z');
  for (const said of ['later', '', '999999999999999', '-1e99']) expect(at(said)).toBeUndefined();
  expect(retryAfter({}, now)).toBeUndefined();
});

test('a header is a number only when all of it is', () => {
  expect([figure('700.0'), figure(' 5 '), figure('5x'), figure(undefined)]).toEqual([
    700,
    5,
    undefined,
    undefined,
  ]);
});

test('a platform that failed may have applied a write, and has not been read', () => {
  const answer = (status: number) => ({
    status,
    headers: { 'retry-after': '5' },
    body: '',
    requestId: undefined,
  });
  const read: PlatformRequest = { method: 'GET', path: '/t', route: '/t' };
  const write: PlatformRequest = { method: 'PUT', path: '/t', route: '/t' };
  for (const status of [408, 425, 500, 503]) {
    const details = { retryAt: new Date('2026-09-01T10:00:05Z') };
    expect(outage('Desk', read, answer(status), now)).toMatchObject({ kind: 'unavailable', details });
    expect(outage('Desk', write, answer(status), now)).toMatchObject({ kind: 'ambiguous', details });
    expect(outage('Desk', { ...write, repeatable: true }, answer(status), now)?.kind).toBe('unavailable');
  }
  for (const status of [400, 404, 409, 429]) expect(outage('Desk', write, answer(status), now)).toBeNull();
});
