import { execFileSync } from 'node:child_process';
import { jest } from '@jest/globals';
import type { Problem } from '@nightdesk/contract';
import { Nightdesk } from '@nightdesk/sdk';
import type { Route } from '../support/api-routes.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';
import { firstKey } from '../support/visitor.js';

jest.setTimeout(60_000);

/** Every route of the api, as its decorators have it. */
const routes = JSON.parse(
  execFileSync(process.execPath, ['--import', './test/support/ts-loader.mjs', 'test/support/api-routes.ts'], {
    encoding: 'utf8',
  }),
) as Route[];
const decided = routes.filter(({ isPublic, isOfAccount }) => !isPublic && !isOfAccount);

/** These keep to the accounts of whoever asks, or tell nothing of any; each has a test of its own that says so. */
const forAnyAccounts = [
  'DELETE /v1/session',
  'GET /v1/accounts',
  'GET /v1/connect/platforms',
  'GET /v1/dead-letters',
  'GET /v1/dead-letters/:cause',
  'GET /v1/dead-webhooks',
  'GET /v1/events',
  'GET /v1/events/stream',
  'GET /v1/frozen-tickets',
  'GET /v1/incidents',
  'GET /v1/incidents/:incidentId',
  'GET /v1/operations',
  'GET /v1/operations/:operationId',
  'GET /v1/platforms',
  'GET /v1/replays',
  'GET /v1/replays/:replayId',
  'GET /v1/timeline/:station/:id',
  'POST /v1/dead-letters/discard',
  'POST /v1/dead-webhooks/discard',
  'POST /v1/dead-webhooks/replay',
  'POST /v1/incidents/:incidentId/acknowledge',
  'POST /v1/operations/:operationId/cancel',
  'POST /v1/operations/:operationId/decision',
  'POST /v1/operations/:operationId/replay',
  'POST /v1/replays',
  'POST /v1/replays/:replayId/cancel',
];

test('every route that is not of one account says whether a key for some accounts may use it', () => {
  expect(decided.filter(({ reach }) => reach === undefined).map(({ name }) => name)).toEqual([]);
  expect(decided.length).toBeGreaterThan(40); // so they were found
  const any = decided.filter(({ reach }) => reach === 'any').map(({ name }) => name);
  expect(any.toSorted()).toEqual(forAnyAccounts);
});

describe('a key that may do everything, for one account', () => {
  let database: TestDatabase;
  let api: Service;
  let url: string;
  let own: string;
  let admin: Nightdesk;

  beforeAll(async () => {
    database = await cloneTemplate();
    url = `http://127.0.0.1:${await freePort()}`;
    const environment = {
      DATABASE_URL: database.url,
      PORT: new URL(url).port,
      PUBLIC_URL: url,
      KEY_RING,
      ADMIN_PASSWORD: 'correct horse battery',
    };
    api = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
    await api.start();
    const key = await firstKey(url, 'admin@nightdesk.local', 'correct horse battery');
    admin = new Nightdesk({ baseUrl: url, apiKey: key });
    const made = await admin.createApiKey({
      name: 'own',
      scopes: ['read', 'write', 'admin'],
      accountIds: ['acc_own'],
    });
    own = made.key;
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  const ask = async ({ method, path }: Pick<Route, 'method' | 'path'>) => {
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? '{}' : null;
    const answer = await fetch(url + path.replace(':accountId', 'acc_other').replaceAll(/:\w+/g, 'x'), {
      method,
      headers: {
        Authorization: `Bearer ${own}`,
        'Idempotency-Key': crypto.randomUUID(),
        ...(body !== null && { 'Content-Type': 'application/json' }),
      },
      body,
    });
    return { status: answer.status, detail: ((await answer.json()) as Problem).detail };
  };

  test.each(decided.filter(({ reach }) => reach === 'whole').map((route) => [route.name, route] as const))(
    'may not %s',
    async (_, route) => {
      const { status, detail } = await ask(route);
      expect([status, detail]).toEqual([403, expect.stringContaining('every account')]);
    },
  );

  test.each(
    routes
      .filter(({ isPublic, isOfAccount }) => !isPublic && isOfAccount)
      .map((one) => [one.name, one] as const),
  )('may not %s of another account', async (_, route) => {
    const { status, detail } = await ask(route);
    expect([status, detail]).toEqual([403, expect.stringContaining('not for account acc_other')]);
  });

  test('hears no more of the event stream once it is revoked', async () => {
    const made = await admin.createApiKey({ name: 'listener', scopes: ['read'] });
    const stream = await fetch(`${url}/v1/events/stream`, {
      headers: { Authorization: `Bearer ${made.key}` },
    });
    expect(stream.headers.get('ratelimit')).toContain('"standard"');
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    const ended = reader.read().then(
      ({ done }) => done,
      () => true,
    );
    await admin.revokeApiKey(made.id);
    expect(await ended).toBe(true);
  });
});
