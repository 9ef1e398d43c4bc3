import { connect, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';
import { keyRing } from '../bench/accounts/ground.js';
import { type SeededAccount, seedAccounts } from '../bench/accounts/seed.js';
import { delivery } from '../bench/ingest/delivery.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { openPool } from '../support/pool.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let api: Service;
let port: number;
let account: SeededAccount;

beforeAll(async () => {
  database = await cloneTemplate();
  pool = openPool(database.url);
  const [seeded] = await seedAccounts(database.url, keyRing, 1, 1);
  if (!seeded) throw new Error('no account was seeded');
  account = seeded;
  port = await freePort();
  const environment = { DATABASE_URL: database.url, PORT: String(port), KEY_RING: keyRing };
  api = new Service('apps/api/src/main.ts', environment, `http://127.0.0.1:${port}/readyz`);
  await api.start();
});
afterAll(async () => {
  await api.stop();
  await pool.end();
  await database.drop();
});

/** What comes back over a socket until it is closed, or until an answer is there. */
function talk(...parts: (string | Buffer)[]): Promise<{ status: number; head: string; ms: number }> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1');
    let text = '';
    const end = () => {
      socket.destroy();
      resolve({ status: Number(text.slice(9, 12)), head: text, ms: performance.now() - since });
    };
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (text.includes('\r\n\r\n')) end();
    });
    socket.once('close', end);
    socket.once('error', reject);
    for (const part of parts) socket.write(part);
  });
}

const head = (more: string) => `POST /v1/webhooks/${account.id} HTTP/1.1\r\nHost: x\r\n${more}\r\n\r\n`;
const sender = () => ({ accountId: account.id, secret: account.webhookSecret });
const stored = async () =>
  (await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM inbox`)).rows[0]?.n;

test('a body that is announced as too large is refused before it is sent', async () => {
  const { status, ms } = await talk(head('Content-Type: application/json\r\nContent-Length: 1048577'));
  expect(status).toBe(413);
  expect(ms).toBeLessThan(2_000);
});

test('a body that grows too large is cut off', async () => {
  const chunk = Buffer.alloc(65_536, 'x');
  const chunks = Array.from({ length: 17 }, () => [`10000\r\n`, chunk, '\r\n']).flat();
  const { status } = await talk(
    head('Content-Type: application/json\r\nTransfer-Encoding: chunked'),
    ...chunks,
  );
  expect(status).toBe(413);
});

test('another content type is refused', async () => {
  expect((await talk(head('Content-Type: text/csv\r\nContent-Length: 3'), 'a,b')).status).toBe(415);
});

test('a request that is no HTTP gets 400', async () => {
  expect((await talk('NONSENSE\r\n\r\n')).status).toBe(400);
});

test('whoever sends a body slowly, or a head and no more, is cut off', async () => {
  const [body, half] = await Promise.all([
    talk(head('Content-Type: application/json\r\nContent-Length: 100'), '{"type":'),
    talk(`POST /v1/webhooks/${account.id} HTTP/1.1\r\nHost: x\r\n`),
  ]);
  expect(body.ms).toBeLessThan(20_000);
  expect(half.ms).toBeLessThan(15_000);
  expect(half.status).toBe(408);
});

test('a delivery that comes a hundred times at once is stored once, and each is answered 202', async () => {
  const before = (await stored()) ?? 0;
  const same = delivery(sender(), 'event-1', 42);
  const answers = await Promise.all(Array.from({ length: 100 }, () => talk(same)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(await stored()).toBe(before + 1);
});

test('what Postgres cannot store is refused alone, and not with those that arrive beside it', async () => {
  const odd = delivery(sender(), 'event-\u0000', 42);
  const ids = Array.from({ length: 20 }, (_, index) => `beside-${index}`);
  const [refused, ...others] = await Promise.all(
    [odd, ...ids.map((id) => delivery(sender(), id, 42))].map((one) => talk(one)),
  );
  expect(refused?.status).toBe(400);
  expect(new Set(others.map(({ status }) => status))).toEqual(new Set([202]));
});

test('half a character in an id is stored as the mark for what cannot be read, and hurts none beside it', async () => {
  const ids = ['half-\ud83d', ...Array.from({ length: 20 }, (_, index) => `whole-${index}`)];
  const answers = await Promise.all(ids.map((id) => talk(delivery(sender(), id, 43))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  const { rows } = await pool.query(`SELECT dedupe_key FROM inbox WHERE dedupe_key LIKE 'half-%'`);
  expect(rows).toEqual([{ dedupe_key: 'half-\ufffd' }]);
});

test('an event of a year that Postgres does not read is stored without its time, and hurts none beside it', async () => {
  const times = ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00', '2026-11-22T10:00:00Z'];
  const answers = await Promise.all(
    times.map((time, index) => talk(delivery(sender(), `year-${index}`, 44, time))),
  );
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  const { rows } = await pool.query(
    `SELECT occurred_at AS at FROM inbox WHERE dedupe_key LIKE 'year-%' ORDER BY dedupe_key`,
  );
  expect(rows).toEqual([{ at: null }, { at: null }, { at: new Date('2026-11-22T10:00:00Z') }]);
});

test('a new secret counts at once, also for an account whose old one was just used', async () => {
  expect((await talk(delivery(sender(), 'event-2', 42))).status).toBe(202);
  const other = { accountId: account.id, secret: 'somebody else' };
  expect((await talk(delivery(other, 'event-3', 42))).status).toBe(401);
  const sealed = new KeyRing(keyRing).seal(new Secret('new secret'), `webhook:${account.id}`);
  await pool.query(
    `UPDATE webhooks SET sealed_previous_secret = sealed_secret, sealed_secret = $1, previous_until = now() + interval '1 hour'`,
    [sealed],
  );
  const renewed = { accountId: account.id, secret: 'new secret' };
  expect((await talk(delivery(renewed, 'event-4', 42))).status).toBe(202);
  expect((await talk(delivery(sender(), 'event-5', 42))).status).toBe(202);
  await pool.query(`UPDATE webhooks SET previous_until = now()`);
  // For as long as a reading may be used it is still believed.
  await until(async () => (await talk(delivery(sender(), 'event-6', 42))).status === 401, 3_000);
});

test('while Postgres lets nobody in, 503 is answered at once, with when to come again', async () => {
  const name = new URL(database.url).pathname.slice(1);
  const elsewhere = openPool(Object.assign(new URL(database.url), { pathname: '/template1' }).href);
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`;
  await elsewhere.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
  await elsewhere.query(cut);
  const refused = await talk(delivery(sender(), 'event-7', 42));
  await elsewhere.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
  await elsewhere.end();
  expect(refused.status).toBe(503);
  expect(refused.ms).toBeLessThan(5_000);
  expect(Number(/retry-after: (\d+)/i.exec(refused.head)?.[1])).toBeLessThan(60);
  const renewed = { accountId: account.id, secret: 'new secret' };
  expect((await talk(delivery(renewed, 'event-8', 42))).status).toBe(202);
});
