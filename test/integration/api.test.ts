import { jest } from '@jest/globals';
import type { Problem } from '@nightdesk/contract';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';
import { firstKey } from '../support/visitor.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let api: Service;
let url: string;
let admin: string;

beforeAll(async () => {
  database = await cloneTemplate();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  api = new Service(
    'apps/api/src/main.ts',
    {
      DATABASE_URL: database.url,
      PORT: String(port),
      PUBLIC_URL: url,
      KEY_RING,
      ADMIN_PASSWORD: 'correct horse battery',
    },
    `${url}/readyz`,
  );
  await api.start();
  admin = await firstKey(url, 'admin@nightdesk.local', 'correct horse battery');
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

interface Ask {
  method?: string;
  key?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

async function ask(path: string, { method = 'GET', key = admin, body, headers = {} }: Ask = {}) {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = (text === '' ? null : JSON.parse(text)) as Problem & Record<string, unknown>;
  return { status: response.status, headers: response.headers, answer };
}

async function newKey(scopes: string[], accountIds: string[] = []): Promise<string> {
  const idempotency = { 'Idempotency-Key': crypto.randomUUID() };
  const body = { name: 'k', scopes, accountIds };
  const { answer } = await ask('/v1/api-keys', { method: 'POST', body, headers: idempotency });
  return String(answer['key']);
}

test('every refusal is a problem that says what to do, with the trace id of its answer', async () => {
  const { status, headers, answer } = await ask('/v1/accounts/acc_none');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(answer).toMatchObject({
    title: 'Account not found',
    detail: expect.stringContaining('GET /v1/accounts'),
  });
  expect(answer.traceId).toBe(headers.get('trace-id'));
});

test('a trace that comes in is the trace that goes out', async () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const { headers } = await ask('/v1/accounts', { headers: { traceparent } });
  expect(headers.get('trace-id')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
});

test.each([
  ['nobody', null, 401],
  ['an unknown key', `nd_${'x'.repeat(43)}`, 401],
  ['nonsense', 'nonsense', 401],
])('%s is not let in', async (_who, key, status) => {
  expect((await ask('/v1/accounts', { key })).status).toBe(status);
});

test('a key does what its scopes say and no more', async () => {
  const reader = await newKey(['read']);
  expect((await ask('/v1/accounts', { key: reader })).status).toBe(200);
  expect((await ask('/v1/health/overview', { key: reader })).status).toBe(200);
  const refused = await ask('/v1/subscribers', { key: reader });
  expect(refused).toMatchObject({ status: 403, answer: { detail: expect.stringContaining('"admin"') } });
});

test('a key for some accounts sees no others, and not the whole', async () => {
  const key = await newKey(['read', 'write'], ['acc_mine']);
  expect((await ask('/v1/accounts/acc_other', { key })).status).toBe(403);
  expect((await ask('/v1/accounts/acc_mine', { key })).status).toBe(404);
  expect((await ask('/v1/health/overview', { key })).status).toBe(403);
});

test('a revoked key is refused at once', async () => {
  const idempotency = { 'Idempotency-Key': 'revoke-me' };
  const body = { name: 'short-lived', scopes: ['read'] };
  const made = await ask('/v1/api-keys', { method: 'POST', body, headers: idempotency });
  const key = String(made.answer['key']);
  expect((await ask('/v1/accounts', { key })).status).toBe(200);
  const path = `/v1/api-keys/${String(made.answer['id'])}`;
  expect((await ask(path, { method: 'DELETE', headers: { 'Idempotency-Key': 'gone' } })).status).toBe(204);
  expect((await ask('/v1/accounts', { key })).status).toBe(401);
  expect((await ask(path, { method: 'DELETE', headers: { 'Idempotency-Key': 'again' } })).status).toBe(204);
});

test.each(['api-keys', 'subscribers'])(
  'what was never one of the %s is not said to be removed',
  async (what) => {
    const headers = { 'Idempotency-Key': `mistyped-${what}` };
    const refused = await ask(`/v1/${what}/x_1`, { method: 'DELETE', headers });
    expect(refused).toMatchObject({
      status: 404,
      answer: { detail: expect.stringContaining(`/v1/${what}`) },
    });
  },
);

test('a repeated command has one effect and the first answer, also a secret that is shown once', async () => {
  const request = {
    method: 'POST',
    body: { url: 'https://bot.example/in' },
    headers: { 'Idempotency-Key': 'once' },
  };
  const [first, second] = [await ask('/v1/subscribers', request), await ask('/v1/subscribers', request)];
  expect(second.answer).toEqual(first.answer);
  expect(first.answer['secret']).toMatch(/^whsec_/);
  expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([
    null,
    'true',
  ]);
  const { answer } = await ask('/v1/subscribers');
  expect(answer['data']).toHaveLength(1);
});

test.each([
  ['no key', {}, 400],
  ['a key with a space', { 'Idempotency-Key': 'a b' }, 400],
])('a command with %s is refused before anything happens', async (_what, headers, status) => {
  const body = { name: 'k', scopes: ['read'] };
  expect((await ask('/v1/api-keys', { method: 'POST', body, headers })).status).toBe(status);
});

test('invalid input names every field', async () => {
  const body = { name: '', scopes: ['fly'], extra: 1 };
  const { status, answer } = await ask('/v1/api-keys', {
    method: 'POST',
    body,
    headers: { 'Idempotency-Key': 'invalid' },
  });
  expect(status).toBe(400);
  expect(answer.errors?.map(({ path }) => path)).toEqual(expect.arrayContaining(['name', 'scopes.0']));
});

test.each([
  ['malformed JSON', '{"name":', 'application/json', 400],
  ['another content type', 'name=x', 'text/csv', 415],
  ['more than a mebibyte', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 'application/json', 413],
])('%s gets a problem', async (_what, body, type, status) => {
  const headers = { Authorization: `Bearer ${admin}`, 'Content-Type': type, 'Idempotency-Key': 'b' };
  const response = await fetch(`${url}/v1/api-keys`, { method: 'POST', body, headers });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
});

test('a session needs its CSRF token for whatever changes something', async () => {
  const login = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'admin@nightdesk.local', password: 'correct horse battery' }),
  });
  const cookie = login.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  const { csrfToken } = (await login.json()) as { csrfToken: string };
  const Cookie = cookie.split(';')[0] ?? '';
  expect((await ask('/v1/accounts', { key: null, headers: { Cookie } })).status).toBe(200);
  const logout = (headers: Record<string, string>) =>
    ask('/v1/session', { method: 'DELETE', key: null, headers: { Cookie, ...headers } });
  expect((await logout({})).status).toBe(403);
  expect((await logout({ 'X-CSRF-Token': 'guess' })).status).toBe(403);
  expect((await logout({ 'X-CSRF-Token': csrfToken })).status).toBe(204);
  expect((await ask('/v1/accounts', { key: null, headers: { Cookie } })).status).toBe(401);
});

test('a wrong password is refused without telling which of the two was wrong', async () => {
  const login = (body: object) => ask('/v1/session', { method: 'POST', key: null, body });
  const wrong = await login({ email: 'admin@nightdesk.local', password: 'wrong' });
  const unknown = await login({ email: 'nobody@nightdesk.local', password: 'wrong' });
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(wrong.answer.detail).toBe(unknown.answer.detail);
});

test('health answers without a key', async () => {
  expect((await ask('/healthz', { key: null })).answer).toEqual({ status: 'ok' });
  expect((await ask('/readyz', { key: null })).answer).toEqual({ status: 'ok' });
});
