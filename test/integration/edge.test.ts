import { jest } from '@jest/globals';
import type { Problem } from '@nightdesk/contract';
import pg from 'pg';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';
import { firstKey } from '../support/visitor.js';

jest.setTimeout(60_000);

const person = { email: 'admin@nightdesk.local', password: 'correct horse battery' };
const friend = 'https://app.example.com';

let database: TestDatabase;
let api: Service;
let url: string;
let key: string;

beforeAll(async () => {
  database = await cloneTemplate();
  url = `http://127.0.0.1:${await freePort()}`;
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_POOL: '4',
    PORT: new URL(url).port,
    PUBLIC_URL: 'https://nightdesk.example.com',
    KEY_RING,
    ADMIN_EMAIL: person.email,
    ADMIN_PASSWORD: person.password,
    CORS_ORIGINS: `${friend}, http://localhost:3000`,
  };
  api = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
  await api.start();
  key = await firstKey(url, person.email, person.password);
});
afterAll(async () => {
  await api.stop();
  await database.drop();
});

const ask = (path: string, init: RequestInit = {}) => fetch(url + path, init);
const withKey = (more: Record<string, string> = {}) => ({
  headers: { Authorization: `Bearer ${key}`, ...more },
});

describe('what a browser may do with an answer', () => {
  test.each([
    ['a list', '/v1/accounts', 200],
    ['a refusal', '/v1/accounts/none', 404],
    ['nothing there', '/v1/nothing', 404],
    ['the health', '/healthz', 200],
  ])('of the API is nothing: %s', async (_, path, status) => {
    const { headers, ...answer } = await ask(path, withKey()).then((one) => ({
      headers: one.headers,
      status: one.status,
    }));
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers.has('x-powered-by')).toBe(false);
  });

  test('of the page is to run its own scripts, and to be framed by nobody', async () => {
    const { headers } = await ask('/login');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|default-src 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('of a stream as well, and it has its trace', async () => {
    const gone = new AbortController();
    const { headers } = await ask('/v1/events/stream', { ...withKey(), signal: gone.signal });
    gone.abort();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a page of another origin', () => {
  const preflight = (origin: string) =>
    ask('/v1/accounts', {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,idempotency-key,traceparent',
      },
    });

  test('that is on the list may call with a key, and never with a cookie', async () => {
    const { status, headers } = await preflight(friend);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(friend);
    expect(headers.get('vary')).toBe('Origin');
    for (const name of ['Authorization', 'Idempotency-Key', 'traceparent', 'Content-Type'])
      expect(headers.get('access-control-allow-headers')).toContain(name);
    expect(headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(headers.has('access-control-allow-credentials')).toBe(false);
    const answer = await ask('/v1/accounts', withKey({ Origin: friend }));
    expect(answer.headers.get('access-control-allow-origin')).toBe(friend);
    for (const name of ['RateLimit', 'Trace-Id', 'Retry-After'])
      expect(answer.headers.get('access-control-expose-headers')).toContain(name);
  });

  test('that is on the list can read why it was refused', async () => {
    const answer = await ask('/v1/accounts', { headers: { Origin: friend } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, friend]);
  });

  test.each([
    'https://evil.example',
    'https://app.example.com.evil.example',
    'http://app.example.com',
    'null',
  ])('that is not on the list, as %s, is told nothing', async (origin) => {
    const before = await preflight(origin);
    const answer = await ask('/v1/accounts', withKey({ Origin: origin }));
    for (const { headers } of [before, answer])
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers.get('vary')).toContain('Origin');
  });
});

describe('a session over TLS', () => {
  const login = (cookie?: string) =>
    ask('/v1/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(cookie === undefined ? {} : { Cookie: cookie }) },
      body: JSON.stringify(person),
    });
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0] ?? '';
  const valueOf = (answer: Response) => cookieOf(answer).split(';')[0] ?? '';
  const isOpen = async (cookie: string) =>
    (await ask('/v1/session', { headers: { Cookie: cookie } })).status === 200;

  test('is in a cookie of this host alone, out of reach of scripts and other sites', async () => {
    const cookie = cookieOf(await login());
    expect(cookie).toMatch(/^__Host-nightdesk_session=\S{40,};/);
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(part);
    expect(cookie).not.toContain('Domain');
  });

  test('cannot be planted under the name without the prefix', async () => {
    const cookie = valueOf(await login());
    expect(await isOpen(cookie)).toBe(true);
    expect(await isOpen(cookie.replace('__Host-', ''))).toBe(false);
  });

  test('is a new one at each login, and the one before ends', async () => {
    const first = valueOf(await login());
    const second = valueOf(await login(first));
    expect(second).not.toBe(first);
    expect([await isOpen(first), await isOpen(second)]).toEqual([false, true]);
  });

  test('is gone from the browser after signing out', async () => {
    const begun = await login();
    const { csrfToken } = (await begun.json()) as { csrfToken: string };
    const headers = { Cookie: valueOf(begun), 'X-CSRF-Token': csrfToken };
    const ended = await ask('/v1/session', { method: 'DELETE', headers });
    expect(ended.status).toBe(204);
    expect(cookieOf(ended)).toMatch(/^__Host-nightdesk_session=; .*Secure/);
    expect(await isOpen(valueOf(begun))).toBe(false);
  });
});

describe('while more is asked than can be answered', () => {
  test('programs are refused at once, health is told, and what was let in is answered', async () => {
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    // Nothing that needs a key is answered meanwhile, as when Postgres is far too slow.
    await sql.query('BEGIN');
    await sql.query('LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE');
    const asked: Promise<Response>[] = [];
    const answered: Response[] = [];
    const refused = await until(() => {
      const some = Array.from({ length: 8 }, () => ask('/v1/accounts', withKey()));
      asked.push(...some);
      for (const one of some) void one.then((answer) => answered.push(answer));
      return answered[0];
    });
    const problem = (await refused.json()) as Problem;
    expect(problem).toMatchObject({
      status: 503,
      title: 'Overloaded',
      traceId: refused.headers.get('trace-id'),
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask('/healthz')).status).toBe(200);
    // Let in: it waits as the others do.
    const operator = ask('/v1/switches', withKey());
    await sql.query('ROLLBACK');
    await sql.end();
    expect((await operator).status).toBe(200);
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(64);
  });
});
