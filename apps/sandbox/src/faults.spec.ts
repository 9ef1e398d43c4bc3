import type { NewFault } from './faults.js';
import type { Sandbox } from './sandbox.js';
import { startSandbox } from './sandbox.js';
import { caller } from './testing/client.js';

let sandbox: Sandbox;
let token: string;
let id: number;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  token = acme().issueToken().accessToken;
  id = acme().bulk(1).ids[0] ?? 0;
});

const acme = () => sandbox.control.zendesk('acme');
const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const fault = (kind: NewFault['kind'], over: Partial<NewFault> = {}) =>
  sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind, ...over });
const note = () =>
  api('PUT', `/api/v2/tickets/${id}`, {
    token,
    body: { ticket: { comment: { body: 'Hi', public: false } } },
  });
const comments = () => acme().ticket(id).comments.length;

test.each<[NewFault['kind'], Partial<NewFault>, number, unknown]>([
  ['429', { retryAfter: 7 }, 429, expect.objectContaining({ error: 'APIRateLimitExceeded' })],
  ['401', {}, 401, expect.objectContaining({ error: 'invalid_token' })],
  [
    '403',
    { scope: 'tickets:write' },
    403,
    expect.objectContaining({ description: expect.stringContaining('tickets:write') }),
  ],
  ['403', {}, 403, { error: { title: 'Forbidden', message: expect.any(String) } }],
  ['500', {}, 500, expect.objectContaining({ error: 'InternalError' })],
  ['502', {}, 502, {}],
  ['503', { retryAfter: 7 }, 503, {}],
  ['504', {}, 504, {}],
])(
  '%s %j answers in the place of the platform, once, and nothing is done',
  async (kind, over, status, body) => {
    fault(kind, over);
    const told = await note();
    expect(told.status).toBe(status);
    expect(told.body).toEqual(body);
    expect(told.headers.get('retry-after')).toBe(over.retryAfter === undefined ? null : '7');
    expect(comments()).toBe(1);
    expect((await note()).status).toBe(200);
  },
);

test.each<[NewFault['kind'], number]>([
  ['timeout-before', 1],
  ['timeout-after', 2],
  ['reset-after', 2],
])('%s loses the answer and leaves %i comments', async (kind, left) => {
  fault(kind, { ms: 20 });
  await expect(note()).rejects.toThrow('fetch failed');
  expect(comments()).toBe(left);
  const [call] = sandbox.control.requests({ method: 'PUT' });
  expect(call).toMatchObject({
    route: '/api/v2/tickets/:id',
    status: null,
    fault: kind,
    executed: left === 2,
  });
});

test('slow answers late, and rightly', async () => {
  fault('slow', { ms: 60 });
  const before = performance.now();
  expect((await note()).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(55);
});

test('a fault hits what it names and nothing else', async () => {
  fault('500', { match: { method: 'PUT', route: '/api/v2/tickets/:id', ticketId: String(id) }, times: 2 });
  expect((await api('GET', `/api/v2/tickets/${id}`, { token })).status).toBe(200);
  expect(
    (await api('PUT', '/api/v2/tickets/4110', { token, body: { ticket: { tags: ['x'] } } })).status,
  ).toBe(200);
  expect([(await note()).status, (await note()).status, (await note()).status]).toEqual([500, 500, 200]);
});

test('a refresh whose answer is lost has still rotated the tokens', async () => {
  const { refreshToken } = acme().issueToken();
  const body = {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: 'nightdesk',
    client_secret: 'sandbox-secret',
  };
  fault('timeout-after', { match: { route: '/oauth/tokens' }, ms: 20 });
  await expect(api('POST', '/oauth/tokens', { body })).rejects.toThrow('fetch failed');
  expect((await api('POST', '/oauth/tokens', { body })).body).toMatchObject({ error: 'invalid_grant' });
});
