import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { neededScopes } from './scopes.js';
import { caller } from './testing.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
const hub = () => sandbox.control.intercomApp('nightdesk');
const told = async (...call: Parameters<typeof api>) => {
  const { status, body } = await api(...call);
  return [status, body.errors?.[0]?.code];
};

test('whoami names the admin and the workspace', async () => {
  const { body } = await api<object>('GET', '/me');
  expect(body).toMatchObject({
    type: 'admin',
    id: acme().describe().adminId,
    email: 'ada.okafor@acme.example',
    has_inbox_seat: true,
    app: { id_code: 'acme1', name: 'Acme Outdoor', region: 'US' },
  });
});

describe('a token', () => {
  test.each([
    ['that is not there', null, 'missing_authorization'],
    ['that nobody gave', 'made-up', 'unauthorized'],
  ])('%s is a 401 without limit headers', async (_case, token, code) => {
    const { status, body, headers } = await api('GET', '/me', { token });
    expect([status, body.type, body.errors[0]?.code]).toEqual([401, 'error.list', code]);
    expect(headers.has('x-ratelimit-limit')).toBe(false);
  });

  test('that was revoked says so, and the app stays installed', async () => {
    expect(acme().revokeTokens()).toEqual({ revoked: 1 });
    expect(await told('GET', '/me')).toEqual([401, 'token_revoked']);
    expect(acme().describe().installedApps).toEqual(['nightdesk']);
  });

  test('is blocked when its admin leaves', async () => {
    acme().changeAdmin(acme().describe().adminId, { removed: true });
    expect(await told('GET', '/me')).toEqual([401, 'token_blocked']);
  });

  test('of the Hub ends when a new one is made there', async () => {
    const { accessToken } = hub().regenerateToken();
    expect(await told('GET', '/me')).toEqual([401, 'token_revoked']);
    expect((await api('GET', '/me', { token: accessToken })).status).toBe(200);
  });
});

test('a lapsed workspace refuses everything, in one of two ways', async () => {
  acme().lapse();
  expect(await told('GET', '/me')).toEqual([403, 'api_plan_restricted']);
  acme().lapse('token_blocked');
  expect(await told('GET', '/me')).toEqual([401, 'token_blocked']);
  acme().lapse(false);
  expect(await told('GET', '/me')).toEqual([200, undefined]);
});

test('only errors carry a request id, and only in their body', async () => {
  const refused = await api('GET', '/conversations/1');
  expect(refused.body.request_id).toBe(sandbox.control.requests().at(-1)?.requestId);
  const good = await api('GET', '/me');
  expect(good.text).not.toContain('request_id');
  for (const { headers } of [refused, good]) expect(headers.has('x-request-id')).toBe(false);
});

describe('the version', () => {
  test('that nobody knows is a 400', async () => {
    expect(await told('GET', '/me', { version: '9.9' })).toEqual([400, 'intercom_version_invalid']);
  });

  test('that is left out is the one of the app', async () => {
    expect(await told('GET', '/me', { version: null })).toEqual([200, undefined]);
    hub().change({ version: '2.14' });
    expect(await told('GET', '/me', { version: null })).toEqual([501, 'not_implemented']);
    expect(await told('GET', '/me')).toEqual([200, undefined]);
  });

  test('that is older is an honest 501', async () => {
    expect(await told('GET', '/me', { version: '2.14' })).toEqual([501, 'not_implemented']);
  });
});

describe('scopes', () => {
  test.each([
    ['read_conversations', 'POST', '/conversations/search'],
    ['read_conversations', 'GET', '/conversations/1'],
    ['read_tickets', 'POST', '/tickets/search'],
    ['read_tickets', 'GET', '/ticket_states'],
    ['read_tags', 'GET', '/tags'],
    ['read_admins', 'GET', '/admins'],
    ['read_admins', 'GET', '/teams'],
    ['read_users', 'GET', '/contacts/1'],
    ['write_conversations', 'POST', '/conversations/1/reply'],
    ['write_conversations', 'POST', '/conversations/1/parts'],
    ['write_conversations', 'POST', '/conversations/1/tags'],
    ['write_tags', 'POST', '/conversations/1/tags'],
    ['write_tags', 'POST', '/tags'],
    ['write_tickets', 'PUT', '/tickets/1'],
    ['write_tickets', 'POST', '/tickets/1/reply'],
  ] as const)('without %s, %s %s is a 403 that names it', async (scope, method, path) => {
    const scopes = neededScopes.filter((name) => name !== scope);
    const { accessToken: token } = acme().issueToken({ scopes });
    const sent = method === 'GET' ? { token } : { token, body: {} };
    const { status, body } = await api(method, path, sent);
    expect([status, body.errors[0]?.code]).toEqual([403, 'forbidden']);
    expect(body.errors[0]?.message).toContain(`required scope (${scope})`);
    acme().addScope(scope);
    expect((await api(method, path, sent)).status).not.toBe(403);
  });

  test('of the Hub token follow the Hub at once, those of consent do not', async () => {
    const { accessToken: token } = acme().issueToken();
    hub().setScopes(neededScopes.filter((name) => name !== 'read_tags'));
    expect((await api('GET', '/tags')).status).toBe(403);
    expect((await api('GET', '/tags', { token })).status).toBe(200);
  });

  test('are looked at before what a write is about, or after it, as the app is', async () => {
    const { accessToken: token } = acme().issueToken({ scopes: ['read_conversations'] });
    const probe = () => told('POST', '/conversations/0/reply', { token, body: {} });
    expect(await probe()).toEqual([403, 'forbidden']);
    hub().change({ checksScopeFirst: false });
    expect(await probe()).toEqual([404, 'not_found']);
    expect(await told('PUT', '/tickets/0', { token, body: {} })).toEqual([404, 'ticket_not_found']);
    expect(await told('GET', '/tickets/0', { token })).toEqual([403, 'forbidden']);
  });
});

test('what the sandbox does not do is a 501 to callers it knows', async () => {
  expect(await told('GET', '/articles')).toEqual([501, 'not_implemented']);
  expect(await told('DELETE', '/conversations/1001')).toEqual([501, 'not_implemented']);
  expect(await told('GET', '/articles', { token: null })).toEqual([401, 'missing_authorization']);
});
