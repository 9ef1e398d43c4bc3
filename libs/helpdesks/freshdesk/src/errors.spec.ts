import type { HelpdeskErrorKind, PlatformRequest, PlatformResponse } from '@nightdesk/helpdesks/contract';
import { explain } from './errors.js';

const now = new Date('2026-09-01T10:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const ticket = { path: '/api/v2/tickets/42', route: '/api/v2/tickets/:id' };
const reading: PlatformRequest = { method: 'GET', ...ticket };
const solving: PlatformRequest = { method: 'PUT', ...ticket, body: { status: 4 } };
const assigning: PlatformRequest = { method: 'PUT', ...ticket, body: { responder_id: 7 } };
const tagging: PlatformRequest = { method: 'PUT', ...ticket, body: { tags: ['x'] }, repeatable: true };
const below = (name: string): PlatformRequest => ({
  method: 'POST',
  path: `/api/v2/tickets/42/${name}`,
  route: `/api/v2/tickets/:id/${name}`,
  body: { body: '<p>my card is 4111</p>' },
});
const replying = below('reply');
const listing: PlatformRequest = { method: 'GET', path: '/api/v2/tickets', route: '/api/v2/tickets' };
const me: PlatformRequest = { method: 'GET', path: '/api/v2/agents/me', route: '/api/v2/agents/me' };

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): PlatformResponse => ({
  status,
  body,
  headers,
  requestId: 'req-1',
});
const ofFreshdesk = { 'x-freshdesk-api-version': 'latest=v2; requested=v2' };
const failed = (...errors: unknown[]) => ({ description: 'Validation failed', errors });
const denied = { code: 'access_denied', message: 'You are not authorized to perform this action.' };
const page = '<html><body>We are down</body></html>';

describe('every row of the error table', () => {
  test.each<[string, PlatformRequest, PlatformResponse, HelpdeskErrorKind]>([
    [
      'a value that is not allowed',
      solving,
      answer(400, failed({ field: 'status', message: 'no', code: 'invalid_value' })),
      'invalid',
    ],
    ['JSON that is none', solving, answer(400, { code: 'invalid_json', message: 'no' }), 'invalid'],
    ['a wrong key', reading, answer(401, { code: 'invalid_credentials', message: 'no' }), 'unauthenticated'],
    ['a wrong key, as a page', reading, answer(401, page), 'unauthenticated'],
    ['a right that the agent lacks', replying, answer(403, denied), 'forbidden'],
    ['a refusal that says nothing', reading, answer(403, ''), 'forbidden'],
    [
      'a feature that the plan lacks',
      reading,
      answer(403, { code: 'require_feature', message: 'no' }),
      'account_suspended',
    ],
    [
      'an account that is suspended',
      reading,
      answer(403, { code: 'account_suspended' }),
      'account_suspended',
    ],
    ['an account that is blocked', reading, answer(403, { code: 'account_blocked' }), 'account_suspended'],
    ['too many failed logins', reading, answer(403, { code: 'login_limit_exceeded' }), 'unavailable'],
    [
      'too many failed logins, otherwise said',
      replying,
      answer(403, { code: 'password_lockout' }),
      'unavailable',
    ],
    ['a ticket that is gone', reading, answer(404, '', ofFreshdesk), 'not_found'],
    ['a ticket that is gone, whoever answers', reading, answer(404, ''), 'not_found'],
    ['an address without Freshdesk', me, answer(404, page), 'invalid'],
    ['a wrong method', reading, answer(405, { code: 'method_not_allowed' }), 'invalid'],
    ['a wrong Accept', reading, answer(406, ''), 'invalid'],
    ['a wrong Content-Type', solving, answer(415, {}), 'invalid'],
    ['a state that does not allow it', solving, answer(409, { code: 'inconsistent_state' }), 'conflict'],
    ['too many calls', reading, answer(429, '', { 'retry-after': '30' }), 'rate_limited'],
    ['an outage, while reading', reading, answer(503, page), 'unavailable'],
    ['an outage, while writing what may be repeated', tagging, answer(500, page), 'unavailable'],
    ['an outage, while writing', replying, answer(502, page), 'ambiguous'],
    ['a time-out of theirs, while writing', solving, answer(408, ''), 'ambiguous'],
  ])('%s', (_what, request, response, kind) => {
    const error = explain(request, response, now);
    expect(error.kind).toBe(kind);
    expect(error.details).toMatchObject({ status: response.status, requestId: 'req-1' });
    expect(error.message).toContain(`${request.method} ${request.route} answered ${response.status}`);
  });
});

test.each<[PlatformRequest, string | undefined]>([
  [reading, 'tickets:read'],
  [listing, 'tickets:read'],
  [replying, 'replies:write'],
  [below('notes'), 'replies:write'],
  [solving, 'status:write'],
  [{ ...solving, body: { responder_id: 7, status: 4 } }, 'status:write'],
  [tagging, 'tags:write'],
  [assigning, 'assignee:write'],
  [me, undefined],
])('a refusal of $method $route names %s', (request, capability) => {
  expect(explain(request, answer(403, denied), now).details.capability).toBe(capability);
});

test('fields that have to be filled in first are named', () => {
  const body = failed(
    { field: 'cf_reason', message: 'It should not be blank', code: 'missing_field' },
    { field: 'type', message: 'It should not be blank', code: 'missing_field' },
  );
  expect(explain(solving, answer(400, body), now).message).toMatch(
    /^Freshdesk wants more fields filled in .*: cf_reason \(missing_field\), type \(missing_field\)/,
  );
});

test('what was sent is never told, wherever Freshdesk repeats it', () => {
  const text = 'my card is 4111';
  for (const body of [
    failed({ field: text, message: text, code: text }),
    { code: text, message: text },
    { description: text, errors: [text, null, { field: 7 }] },
    text,
  ]) {
    for (const status of [400, 403, 404, 409])
      expect(explain(replying, answer(status, body), now).message).not.toContain('4111');
  }
});

test('when to come back is told by Freshdesk, and is a minute where it tells nothing', () => {
  const retryAt = (response: PlatformResponse) => explain(reading, response, now).details.retryAt;
  expect(retryAt(answer(429, '', { 'retry-after': '17' }))).toEqual(at(17));
  expect(retryAt(answer(429, '', { 'retry-after': 'Tue, 01 Sep 2026 10:00:40 GMT' }))).toEqual(at(40));
  expect(retryAt(answer(429, ''))).toEqual(at(60));
  expect(retryAt(answer(503, page, { 'retry-after': '20' }))).toEqual(at(20));
  expect(retryAt(answer(503, page))).toBeUndefined();
});

test('a lock-out after failed logins is left alone for a while', () => {
  const { details } = explain(reading, answer(403, { code: 'login_limit_exceeded' }), now);
  expect(details.retryAt).toEqual(at(15 * 60));
});
