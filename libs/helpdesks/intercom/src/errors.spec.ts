import type { PlatformRequest, PlatformResponse } from '@nightdesk/helpdesks/contract';
import { explain } from './errors.js';

const now = new Date('2026-09-01T10:00:00Z');
const at = (route: string, method: PlatformRequest['method'] = 'POST', body?: unknown): PlatformRequest => ({
  method,
  path: route.replace(':id', '42'),
  route,
  body,
});
const reading = at('/conversations/:id', 'GET');
const searching = { ...at('/conversations/search'), repeatable: true };
const replying = at('/conversations/:id/reply');
const closing = at('/conversations/:id/parts', 'POST', { message_type: 'close' });
const assigning = at('/conversations/:id/parts', 'POST', { message_type: 'assignment', assignee_id: '9' });
const updating = at('/tickets/:id', 'PUT', { ticket_state_id: '3' });
const handing = at('/tickets/:id', 'PUT', { assignee_id: '9' });
const tagging = at('/conversations/:id/tags');
const token = at('/auth/eagle/token');
const me = at('/me', 'GET');

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): PlatformResponse => ({
  status,
  body,
  headers,
  requestId: undefined,
});
const list = (code: string, message = 'said so') => ({
  type: 'error.list',
  request_id: 'abc',
  errors: [{ code, message }],
});
const scope = list('forbidden', 'The token does not have the required scope (write_conversations)');
const page = '<html><body>We are down</body></html>';

describe('every row of the error table', () => {
  test.each([
    [401, 'unauthorized', reading, 'unauthenticated'],
    [401, 'token_not_found', reading, 'unauthenticated'],
    [401, 'token_revoked', reading, 'unauthenticated'],
    [401, 'token_blocked', replying, 'unauthenticated'],
    [401, 'token_expired', reading, 'unauthenticated'],
    [401, 'missing_authorization', reading, 'unauthenticated'],
    [401, 'token_unauthorized', replying, 'forbidden'],
    [403, 'forbidden', replying, 'forbidden'],
    [403, 'api_plan_restricted', replying, 'account_suspended'],
    [403, 'action_forbidden', replying, 'forbidden'],
    [404, 'not_found', reading, 'not_found'],
    [404, 'ticket_not_found', updating, 'not_found'],
    [404, 'tag_not_found', tagging, 'not_found'],
    [404, 'assignee_not_found', handing, 'invalid'],
    [404, 'admin_not_found', assigning, 'invalid'],
    [404, 'admin_not_found', replying, 'agent_gone'],
    [400, 'parameter_invalid', replying, 'invalid'],
    [400, 'parameter_not_found', replying, 'invalid'],
    [400, 'parameter_mismatch', replying, 'invalid'],
    [400, 'ticket_state_id_invalid', updating, 'invalid'],
    [400, 'intercom_version_invalid', reading, 'invalid'],
    [409, 'conflict', closing, 'conflict'],
    [409, 'resource_conflict', closing, 'conflict'],
    [422, 'unprocessable_entity', replying, 'invalid'],
    [422, 'merge_failed', replying, 'invalid'],
    [429, 'rate_limit_exceeded', replying, 'rate_limited'],
    [408, 'request_timeout', reading, 'unavailable'],
    [408, 'request_timeout', replying, 'ambiguous'],
    [500, 'server_error', searching, 'unavailable'],
    [500, 'server_error', replying, 'ambiguous'],
    [503, 'service_unavailable', reading, 'unavailable'],
    [503, 'service_unavailable', replying, 'ambiguous'],
    [200, 'rate_limit_exceeded', reading, 'rate_limited'],
  ] as const)('%i %s', (status, code, request, kind) => {
    expect(explain(request, answer(status, list(code)), now)).toMatchObject({
      kind,
      details: { status, requestId: 'abc' },
    });
  });

  test.each([
    [401, reading, 'unauthenticated'],
    [402, reading, 'invalid'],
    [403, reading, 'forbidden'],
    [404, reading, 'not_found'],
    [409, reading, 'conflict'],
    [429, replying, 'rate_limited'],
    [599, reading, 'unavailable'],
    [599, replying, 'ambiguous'],
  ] as const)('%i with a code that nobody knows goes by its status', (status, request, kind) => {
    expect(explain(request, answer(status, list('brand_new')), now).kind).toBe(kind);
  });

  test.each([
    [502, reading, 'unavailable'],
    [502, replying, 'ambiguous'],
    [404, reading, 'invalid'],
    [429, reading, 'rate_limited'],
  ] as const)('%i with a page goes by its status and shows nothing of it', (status, request, kind) => {
    const error = explain(request, answer(status, page), now);
    expect(error.kind).toBe(kind);
    expect(error.message).not.toContain('html');
  });
});

test.each([
  [401, list('unauthorized', 'Unauthorized Code'), 'unauthenticated'],
  [401, list('unauthorized', 'Unauthorized Client'), 'invalid'],
  [401, page, 'invalid'],
  [400, list('parameter_not_found'), 'invalid'],
  [404, page, 'invalid'],
  [429, page, 'rate_limited'],
  [500, page, 'ambiguous'],
])('the token endpoint answering %i %j is %s', (status, body, kind) => {
  expect(explain(token, answer(status, body), now).kind).toBe(kind);
});

test.each([
  [replying, 'replies:write'],
  [closing, 'status:write'],
  [assigning, 'assignee:write'],
  [updating, 'status:write'],
  [handing, 'assignee:write'],
  [tagging, 'tags:write'],
  [at('/tickets/:id/tags/:tag', 'DELETE'), 'tags:write'],
  [at('/tags', 'GET'), 'tags:write'],
  [reading, 'tickets:read'],
  [searching, 'tickets:read'],
  [at('/ticket_states', 'GET'), 'tickets:read'],
  [me, undefined],
])('a missing scope is told with its name and the capability (%#)', (request, capability) => {
  const { details } = explain(request, answer(403, scope), now);
  expect(details).toMatchObject({ missingScopes: ['write_conversations'] });
  expect(details.capability).toBe(capability);
});

test('a refusal that names no scope says of none that it is missing', () => {
  for (const code of ['action_forbidden', 'token_unauthorized'])
    expect(explain(replying, answer(403, list(code)), now).details.missingScopes).toBeUndefined();
});

test.each([
  [{ 'retry-after': '17', 'x-ratelimit-reset': '1788256805' }, '2026-09-01T10:00:17.000Z'],
  [{ 'retry-after': 'Tue, 01 Sep 2026 10:01:00 GMT' }, '2026-09-01T10:01:00.000Z'],
  [{ 'x-ratelimit-reset': '1788256805' }, '2026-09-01T10:00:05.000Z'],
  [{ 'x-ratelimit-reset': '1788256700' }, '2026-09-01T10:00:10.000Z'],
  [{}, '2026-09-01T10:00:10.000Z'],
])('429 with %j may be repeated at %s', (headers, instant) => {
  expect(explain(reading, answer(429, '', headers), now).details.retryAt?.toISOString()).toBe(instant);
});

test('503 takes over what Retry-After says, and nothing when it is silent', () => {
  const retryAt = (headers: Record<string, string>) =>
    explain(reading, answer(503, page, headers), now).details.retryAt;
  expect(retryAt({ 'retry-after': '30' })).toEqual(new Date('2026-09-01T10:00:30Z'));
  expect(retryAt({})).toBeUndefined();
});

test('the request id is the body’s, else the header’s', () => {
  const both = { ...answer(404, list('not_found')), requestId: 'header' };
  expect(explain(reading, both, now).details.requestId).toBe('abc');
  expect(explain(reading, { ...both, body: page }, now).details.requestId).toBe('header');
});
