import type { PlatformRequest, PlatformResponse } from '@nightdesk/helpdesks/contract';
import { explain } from './errors.js';

const now = new Date('2026-09-01T10:00:00Z');
const ticket = { path: '/api/v2/tickets/42', route: '/api/v2/tickets/:id' };
const reading: PlatformRequest = { method: 'GET', ...ticket };
const replying: PlatformRequest = {
  method: 'PUT',
  ...ticket,
  body: { ticket: { comment: { body: 'x', public: true }, status: 'open' } },
};
const noting: PlatformRequest = {
  method: 'PUT',
  ...ticket,
  body: { ticket: { metadata: {}, comment: { body: 'x', public: false } } },
};
const solving: PlatformRequest = { method: 'PUT', ...ticket, body: { ticket: { status: 'solved' } } };
const assigning: PlatformRequest = { method: 'PUT', ...ticket, body: { ticket: { assignee_id: 7 } } };
const tagging: PlatformRequest = {
  method: 'PUT',
  path: '/api/v2/tickets/42/tags',
  route: '/api/v2/tickets/:id/tags',
  body: { tags: ['x'] },
  repeatable: true,
};
const exporting: PlatformRequest = {
  method: 'GET',
  path: '/api/v2/incremental/tickets/cursor',
  route: '/api/v2/incremental/tickets/cursor',
};
const token: PlatformRequest = { method: 'POST', path: '/oauth/tokens', route: '/oauth/tokens', body: {} };
const me: PlatformRequest = { method: 'GET', path: '/api/v2/users/me', route: '/api/v2/users/me' };

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): PlatformResponse => ({
  status,
  body,
  headers,
  requestId: 'req-1',
});
const scopes = (names: string) => ({
  error: 'Forbidden',
  description: `You are missing the following required scopes: ${names}`,
});
const role = { error: { title: 'Forbidden', message: 'You do not have access to this page.' } };
const page = '<html><body>We are down</body></html>';

describe('every row of the error table', () => {
  test.each([
    [
      'no or a bad credential',
      reading,
      answer(401, { error: "Couldn't authenticate you" }),
      'unauthenticated',
    ],
    [
      'an expired token',
      reading,
      answer(401, { error: 'invalid_token', error_description: 'expired, revoked' }),
      'unauthenticated',
    ],
    [
      'a used grant',
      token,
      answer(400, { error: 'invalid_grant', error_description: 'used' }),
      'unauthenticated',
    ],
    [
      'an expired token that only a header tells',
      reading,
      answer(401, '', { 'www-authenticate': 'Bearer error="invalid_token"' }),
      'unauthenticated',
    ],
    ['a credential that a page refuses', replying, answer(401, page), 'unauthenticated'],
    [
      'a right that a list of errors refuses',
      noting,
      answer(403, { errors: [{ code: 'Forbidden' }] }),
      'forbidden',
    ],
    ['a firewall', replying, answer(403, page), 'forbidden'],
    ['a firewall before what is open to all', me, answer(403, page), 'forbidden'],
    ['a text that names no scope', me, answer(403, { error: 'Forbidden' }), 'forbidden'],
    ['a wrong client', token, answer(400, { error: 'invalid_client' }), 'invalid'],
    ['a wrong client, as 401', token, answer(401, { error: 'invalid_client' }), 'invalid'],
    ['a scope outside the ceiling', token, answer(400, { error: 'invalid_scope' }), 'invalid'],
    ['a missing scope', replying, answer(403, scopes('tickets:write')), 'forbidden'],
    ['a role that lacks permission', replying, answer(403, role), 'forbidden'],
    ['a user who is refused what is open to all', me, answer(403, role), 'agent_gone'],
    [
      'a ticket that is gone',
      reading,
      answer(404, { error: 'RecordNotFound', description: 'Not found' }),
      'not_found',
    ],
    [
      'a path that does not exist',
      reading,
      answer(404, { error: 'InvalidEndpoint', description: 'Not found' }),
      'invalid',
    ],
    ['a site that does not exist', reading, answer(404, page), 'invalid'],
    ['a token endpoint that does not exist', token, answer(404, page), 'invalid'],
    ['a conflict', replying, answer(409, { error: 'UpdateConflict' }), 'conflict'],
    [
      'a closed ticket',
      replying,
      answer(422, {
        error: 'RecordInvalid',
        description: 'Record validation errors',
        details: {
          status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }],
        },
      }),
      'invalid',
    ],
    [
      'a list of errors, 400',
      reading,
      answer(400, { errors: [{ code: 'InvalidSort', title: 'Invalid', detail: 'sort must be one of' }] }),
      'invalid',
    ],
    [
      'a list of errors, 422',
      reading,
      answer(422, { errors: [{ code: 'X', title: 'Invalid', detail: 'no' }] }),
      'invalid',
    ],
    [
      'a webhook that is gone',
      reading,
      answer(404, { errors: [{ code: 'WebhookNotFound', title: 'Not found' }] }),
      'not_found',
    ],
    [
      'the limit',
      replying,
      answer(429, { error: 'APIRateLimitExceeded' }, { 'retry-after': '17' }),
      'rate_limited',
    ],
    ['an outage while reading', reading, answer(503, page), 'unavailable'],
    ['an outage while writing', replying, answer(503, page), 'ambiguous'],
    ['an outage of a write that may be repeated', tagging, answer(502, page), 'unavailable'],
    ['a time-out at the platform while reading', reading, answer(504, ''), 'unavailable'],
    ['a crash while writing', solving, answer(500, { error: 'InternalError' }), 'ambiguous'],
    ['a crash of the token endpoint', token, answer(500, page), 'ambiguous'],
  ])('%s', (_name, request, response, kind) => {
    expect(explain(request, response, now)).toMatchObject({
      kind,
      details: { status: response.status, requestId: 'req-1' },
    });
  });
});

test.each([
  [replying, 'replies:write'],
  [solving, 'status:write'],
  [assigning, 'assignee:write'],
  [tagging, 'tags:write'],
  [reading, 'tickets:read'],
  [me, undefined],
])('a missing scope is told with its names and the capability', (request, capability) => {
  const { details } = explain(request, answer(403, scopes('tickets:write, users:read write')), now);
  expect(details).toMatchObject({ missingScopes: ['tickets:write', 'users:read', 'write'] });
  expect(details.capability).toBe(capability);
});

test.each([
  [noting, 'replies:write'],
  [solving, 'status:write'],
  [assigning, 'assignee:write'],
  [tagging, 'tags:write'],
  [replying, undefined],
])(
  'a missing role names no scope, and the capability where only one was asked for',
  (request, capability) => {
    const { details } = explain(request, answer(403, role), now);
    expect(details.capability).toBe(capability);
    expect(details.missingScopes).toBeUndefined();
  },
);

test.each([page, '', { error: 'Forbidden', description: 'no' }, null])(
  'a refusal that speaks of no scope and no role (%j) takes no capability away',
  (body) => {
    for (const request of [noting, reading, tagging])
      expect(explain(request, answer(403, body), now).details.capability).toBeUndefined();
  },
);

test.each([
  [answer(401, { error: 'invalid_token' }), 'expired or revoked'],
  [answer(401, '', { 'www-authenticate': 'Bearer error="invalid_token"' }), 'expired or revoked'],
  [answer(401, { error: "Couldn't authenticate you" }), 'does not accept'],
])('a 401 says whether the token has ended', (response, words) => {
  expect(explain(reading, response, now).message).toContain(words);
});

test('that only admins may export says nothing against reading tickets', () => {
  expect(explain(exporting, answer(403, role), now).details.capability).toBeUndefined();
});

test.each([
  [{ 'retry-after': '17' }, '2026-09-01T10:00:17.000Z'],
  [{ 'retry-after': 'Tue, 01 Sep 2026 10:01:00 GMT' }, '2026-09-01T10:01:00.000Z'],
  [{ 'ratelimit-reset': '9' }, '2026-09-01T10:00:09.000Z'],
  [{}, '2026-09-01T10:01:00.000Z'],
])('429 with %j may be repeated at %s', (headers, at) => {
  expect(explain(reading, answer(429, '', headers), now).details.retryAt?.toISOString()).toBe(at);
});

test('503 takes over what Retry-After says, and nothing when it is silent', () => {
  expect(explain(reading, answer(503, page, { 'retry-after': '30' }), now).details.retryAt).toEqual(
    new Date('2026-09-01T10:00:30Z'),
  );
  expect(explain(reading, answer(503, page), now).details.retryAt).toBeUndefined();
});

test('messages carry what Zendesk said of each field, the route and the status, and no page', () => {
  const details = {
    status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }],
    base: [{ description: 'Reason: needed' }],
  };
  const { message } = explain(
    replying,
    answer(422, { error: 'RecordInvalid', description: 'no', details }),
    now,
  );
  expect(message).toBe(
    'Zendesk refused the request: RecordInvalid, Status: closed prevents ticket update, Reason: needed (PUT /api/v2/tickets/:id answered 422)',
  );
  expect(explain(reading, answer(503, page), now).message).not.toContain('html');
});
