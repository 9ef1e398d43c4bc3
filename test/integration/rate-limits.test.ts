import { jest } from '@jest/globals';
import type { Problem } from '@nightdesk/contract';
import { Nightdesk } from '@nightdesk/sdk';
import { describeEngines } from '../support/engines.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';
import { firstKey } from '../support/visitor.js';

jest.setTimeout(60_000);

const password = 'correct horse battery';
/** A window that no run of this file outlasts. */
const limits = { API_RATE_STANDARD: '20/h', API_RATE_HIGH: '40/h', API_RATE_GLOBAL: '150/h' };

describeEngines('rate limits of two api processes', (engine) => {
  const apis: Service[] = [];
  const urls: string[] = [];
  let admin: Nightdesk;
  /** Requests that were let in, over both. */
  let taken = 0;

  beforeAll(async () => {
    for (const _ of [1, 2]) {
      const url = `http://127.0.0.1:${await freePort()}`;
      const environment = {
        DATABASE_URL: engine.databaseUrl,
        ...(engine.redis && { REDIS_URL: engine.redis.url }),
        PORT: new URL(url).port,
        PUBLIC_URL: url,
        KEY_RING,
        ADMIN_PASSWORD: password,
        ...limits,
      };
      urls.push(url);
      apis.push(new Service('apps/api/src/main.ts', environment, `${url}/readyz`));
    }
    await Promise.all(apis.map((api) => api.start()));
    const key = await firstKey(urls[0] ?? '', 'admin@nightdesk.local', password);
    taken += 2;
    admin = new Nightdesk({ baseUrl: urls[0] ?? '', apiKey: key });
  });
  afterAll(() => Promise.all(apis.map((api) => api.stop())));

  const newKey = async (tier?: 'standard' | 'high'): Promise<string> => {
    taken += 1;
    const made = await admin.createApiKey({ name: 'k', scopes: ['read', 'write'], ...(tier && { tier }) });
    expect(made.tier).toBe(tier ?? 'standard');
    return made.key;
  };
  const ask = async (n: number, path: string, key: string | null, method = 'GET'): Promise<Response> => {
    const headers: Record<string, string> = key === null ? {} : { Authorization: `Bearer ${key}` };
    const answer = await fetch(`${urls[n % 2]}${path}`, { method, headers });
    if (answer.status !== 429) taken += 1;
    return answer;
  };
  /** So many at once, by turns to both processes. */
  const askMany = async (count: number, path: string, key: string | null, method?: string) => {
    const answers = await Promise.all(Array.from({ length: count }, (_, n) => ask(n, path, key, method)));
    const refused = answers.filter(({ status }) => status === 429);
    return { allowed: count - refused.length, refused };
  };

  test('a key is let in as often as its tier says, by both together', async () => {
    const { allowed, refused } = await askMany(50, '/v1/accounts', await newKey());
    expect(allowed).toBe(20);
    const problem = (await refused[0]?.json()) as Problem;
    expect(problem.detail).toContain('The limit "standard" of 20 requests in 3600 s');
    const { headers } = refused[0] as Response;
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(headers.get('ratelimit-policy')).toBe('"standard";q=20;w=3600');
    expect(headers.get('ratelimit')).toMatch(/^"standard";r=0;t=\d+$/);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
  });

  test('a key of the tier high more often, and every answer tells what is left', async () => {
    const key = await newKey('high');
    const { headers } = await ask(0, '/v1/accounts', key);
    expect(headers.get('ratelimit-policy')).toBe('"high";q=40;w=3600');
    expect(headers.get('ratelimit')).toMatch(/^"high";r=39;t=3[56]\d\d$/);
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['40', '39']);
    const reset = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1_000;
    expect(reset).toBeGreaterThan(3_500);
    const { headers: second } = await ask(1, '/v1/accounts', key);
    expect(second.get('x-ratelimit-remaining')).toBe('38');
  });

  test('what costs much is let in less often, and the others are not touched by it', async () => {
    const key = await newKey();
    const { allowed, refused } = await askMany(6, '/v1/accounts/acc_1/doctor', key, 'POST');
    expect(allowed).toBe(2);
    expect(refused[0]?.headers.get('ratelimit')).toMatch(
      /^"standard";r=\d+;t=\d+, "costly-route";r=0;t=\d+$/,
    );
    expect((await ask(0, '/v1/accounts', key)).status).toBe(200);
  });

  test('who has not signed in is counted by address; page, health and webhooks are not counted', async () => {
    expect((await ask(0, '/v1/setup', null)).headers.get('ratelimit-policy')).toBe('"address";q=20;w=3600');
    for (const path of ['/healthz', '/login', '/readyz']) {
      const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${urls[0]}${path}`)));
      expect(answers.every(({ status, headers }) => status !== 429 && !headers.has('ratelimit'))).toBe(true);
    }
    const hooks = Array.from({ length: 30 }, () => fetch(`${urls[0]}/v1/webhooks/acc_1`, { method: 'POST' }));
    for (const { status } of await Promise.all(hooks)) expect(status).toBe(404);
  });

  // Without Redis the store is the database, and nothing can be answered.
  if (engine.name === 'redis')
    test('while the store is away the api answers, and each process counts for itself', async () => {
      const key = await newKey();
      await engine.pause(async () => {
        const { allowed } = await askMany(50, '/v1/accounts', key);
        expect(allowed).toBe(40);
      });
    });
  else
    test('all together are let in as often as the installation allows, and not once more', async () => {
      for (let round = 0; round < 8; round += 1) {
        const key = await newKey().catch(() => null);
        if (key === null) break;
        await askMany(20, '/v1/accounts', key);
      }
      expect(taken - 1).toBe(150); // the last key was not made
      const refused = await admin.subscribers().catch((error: unknown) => error);
      expect(refused).toMatchObject({ status: 429, detail: expect.stringContaining('"installation"') });
    });
});
