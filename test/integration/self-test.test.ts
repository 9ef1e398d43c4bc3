import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type Checked, selfTest } from '@nightdesk/self-test';
import { Redis } from 'ioredis';
import pg from 'pg';
import { savePrograms } from '../../apps/standalone/src/programs.js';
import { cloneTemplate } from '../support/database.js';
import { DurablePostgres } from '../support/durable-postgres.js';
import { redisIsInstalled, RedisServer } from '../support/redis-server.js';
import { freePort } from '../support/service.js';
import { describeWhere } from '../support/where.js';
import { World } from '../support/world.js';
import { doctor, mailServer, type Manner, Proxy, straight, told, toWebhooks } from './self-test.world.js';

jest.setTimeout(120_000);

let postgres: DurablePostgres;
let redis: RedisServer | undefined;
let world: World;
let sql: pg.Client;
let mail: Awaited<ReturnType<typeof mailServer>>;
let front: Proxy;
/** What a sound installation has. */
let sound: Record<string, string>;

/** Takes connections, and never says a word. */
const silent: Server = createServer(() => undefined);
/** Begun at once, because it takes as long as the self-test may. */
let hung: Promise<{ ms: number; found: Checked[] }>;

beforeAll(async () => {
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  hung = untilEverythingIsGivenUp((silent.address() as { port: number }).port);
  const database = process.env['TEST_DATABASE_URL'];
  [postgres, redis, mail] = await Promise.all([
    DurablePostgres.start(),
    redisIsInstalled ? RedisServer.start() : undefined,
    mailServer(),
  ]);
  const { url } = await cloneTemplate();
  process.env['TEST_DATABASE_URL'] = database;
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
  world = await World.start({ databaseUrl: url, redis });
  await world.account();
  front = await Proxy.start(world.url, straight, 'valid');
  sound = { ...world.environment, PUBLIC_URL: front.url, SMTP_URL: mail.url('right') };
});

afterAll(async () => {
  front.close();
  silent.close();
  await Promise.all([world.stop(), mail.close(), sql.end()]);
  await Promise.all([redis?.down(), postgres.stop()]);
});

async function untilEverythingIsGivenUp(port: number) {
  const here = `127.0.0.1:${port}`;
  const begun = performance.now();
  const found = await selfTest({
    DATABASE_URL: `postgresql://u:p@${here}/db`,
    REDIS_URL: `redis://${here}`,
    SMTP_URL: `smtp://${here}`,
    PUBLIC_URL: `http://${here}`,
    WEBHOOK_URL: `https://${here}`,
    KEY_RING: sound?.['KEY_RING'] ?? `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  });
  return { ms: performance.now() - begun, found };
}

test('a sound installation is fine in everything, and npm start leaves what the doctor needs to look at it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-doctor-'));
  await savePrograms(join(folder, 'programs.json'), sound, {});
  const { code, found } = await doctor({ NIGHTDESK_DATA: folder }, '--json');
  await rm(folder, { recursive: true });
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, 'fine'])));
  expect([code, Object.keys(found)]).toEqual([0, expect.arrayContaining(['webhook', 'key_ring', 'clock'])]);
});

test('everything that is wrong is told at once, each with its remedy', async () => {
  const front = await Proxy.start(world.url, straight, 'expired');
  const last = `DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING *`;
  const { rows } = await sql.query<Record<string, unknown>>(last);
  await sql.query('ALTER SYSTEM SET synchronous_commit = off');
  await sql.query('SELECT pg_reload_conf()');
  await world.worker.stop();
  const { code, found } = await doctor(
    {
      ...sound,
      PUBLIC_URL: front.url,
      DATABASE_POOL: '200',
      KEY_RING: `other:${Buffer.alloc(32, 3).toString('base64')}`,
      SMTP_URL: mail.url('wrong'),
      TICKET_FUSE_CHANGES: 'many',
      // A machine whose clock is a minute fast.
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent('const now = Date.now; const D = Date; globalThis.Date = class extends D { constructor(...a) { a.length ? super(...a) : super(now() + 60000); } static now() { return now() + 60000; } };')}`,
    },
    '--json',
  );
  front.close();
  await sql.query('ALTER SYSTEM RESET synchronous_commit');
  await sql.query('SELECT pg_reload_conf()');
  const names = Object.keys(rows[0]!);
  const places = names.map((_, index) => `$${index + 1}`).join(', ');
  await sql.query(
    `INSERT INTO _prisma_migrations (${names.join(', ')}) VALUES (${places})`,
    Object.values(rows[0]!),
  );
  expect({ code, ...found }).toEqual({
    code: 1,
    configuration: expect.stringMatching(/^wrong: TICKET_FUSE_CHANGES: .+ → .*\.env\.example/),
    database: 'fine',
    migrations: expect.stringMatching(/^wrong: .*lacks 1 migration: 2026.* → Run npm run db:deploy/),
    durability: expect.stringMatching(/^wrong: .*synchronous_commit off.* → Set synchronous_commit/),
    connections: expect.stringMatching(/^wrong: 1 processes may open.* → Raise max_connections/),
    engine: 'fine',
    key_ring: expect.stringMatching(/^wrong: KEY_RING has no key "test".* → Give every process the same/),
    processes: expect.stringMatching(/^wrong: No worker is running\. → Start it/),
    mail: expect.stringMatching(/^wrong: The mail server 127.* refuses: .*(535|login).* → .*password/),
    clock: expect.stringMatching(
      /^wrong: Clocks differ: the clock here, against Postgres, is 60 s ahead.* → .*NTP/,
    ),
    public_url: expect.stringMatching(
      /^wrong: .*has expired \(CERT_HAS_EXPIRED; valid to 2021-01-01\)\. → Renew/,
    ),
    webhook_url: 'fine',
    webhook: expect.stringMatching(/^unknown: https:\/\/localhost:\d+ cannot be reached: see that address/),
  });
});

test('a person reads ticks, crosses and what to do; Postgres away hides nothing else', async () => {
  const gone = `postgresql://u:p@127.0.0.1:${await freePort()}/db`;
  const { code, said } = await doctor({ ...sound, DATABASE_URL: gone });
  expect(code).toBe(1);
  expect(said).toMatch(/✗ Database +Postgres cannot be used: connect ECONNREFUSED.*\n +→ Check DATABASE_URL/);
  expect(said).toMatch(/\? Migrations +Postgres cannot be used: see the database/);
  for (const title of ['Configuration', 'Mail server', 'Clock', 'Public address', 'Webhook there and back'])
    expect(said).toMatch(new RegExp(`✓ ${title} `));
  expect(said).not.toContain(sound['KEY_RING']!.split(':')[1]);
});

const manners: [string, RegExp, Manner][] = [
  [
    'cuts bodies',
    /arrived 51200: signatures would not hold/,
    (_request, body, pass) => void pass(body.subarray(0, 51_200)),
  ],
  [
    'writes bodies anew',
    /Of a webhook of \d+ bytes .* arrived \d+: signatures/,
    (_request, body, pass) => void pass(Buffer.from(JSON.stringify(JSON.parse(body.toString())))),
  ],
  [
    'breaks off',
    /is not answered: other side closed/,
    (_request, _body, _pass, response) => response.destroy(),
  ],
  [
    'takes small bodies only',
    /413: too large/,
    (_request, _body, _pass, response) => response.writeHead(413).end('no'),
  ],
  [
    'answers itself',
    /with 404, and that is not what this api says/,
    (_request, _body, _pass, response) => response.writeHead(404).end('<h1>Not found</h1>'),
  ],
  [
    'sends elsewhere',
    /with 301, to https:\/\/elsewhere\.example/,
    (_request, _body, _pass, response) =>
      response.writeHead(301, { location: 'https://elsewhere.example' }).end(),
  ],
  [
    'takes the trace off',
    /under another trace than the one sent/,
    (_request, _body, pass) =>
      void pass(undefined, { traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` }),
  ],
];
test.each(manners)('a proxy that %s is found', async (_, says, manner) => {
  const proxy = await Proxy.start(world.url, toWebhooks(manner));
  const found = await selfTest({ WEBHOOK_URL: proxy.url });
  proxy.close();
  const webhook = found.find(({ name }) => name === 'webhook')!;
  expect(told(webhook)).toMatch(says);
  expect(webhook).toMatchObject({ state: 'wrong', remedy: expect.stringMatching(/\w/) });
  expect(found.find(({ name }) => name === 'webhook_url')).toMatchObject({ state: 'fine' });
});

test('an address without TLS, or of somebody else, is no address', async () => {
  const other = await Proxy.start(world.url, (_request, _body, _pass, response) =>
    response.end('Welcome to nginx!'),
  );
  const found = await selfTest({ PUBLIC_URL: 'http://desk.example', WEBHOOK_URL: other.url });
  other.close();
  const said = (name: string) => told(found.find((one) => one.name === name)!);
  expect(said('public_url')).toMatch(/^wrong: .*for everybody to read.* → .*https/);
  expect(said('webhook_url')).toMatch(/^wrong: .*healthz answers 200, and not as Nightdesk does/);
});

describeWhere(redisIsInstalled, 'Redis', 'redis-server is not installed', () => {
  const engine = async (REDIS_URL: string) =>
    told((await selfTest({ REDIS_URL })).find(({ name }) => name === 'engine')!);

  test('that throws keys away, or takes nothing, or is away, is told', async () => {
    const client = new Redis(redis!.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await engine(redis!.url)).toMatch(
      /^wrong: .*maxmemory-policy allkeys-lru.* → Set maxmemory-policy to noeviction/,
    );
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await client.config('SET', 'min-replicas-to-write', '1');
    expect(await engine(redis!.url)).toMatch(/^wrong: Redis cannot be used: NOREPLICAS/);
    await client.config('SET', 'min-replicas-to-write', '0');
    client.disconnect();
    expect(await engine(`redis://127.0.0.1:${await freePort()}`)).toMatch(/^wrong: .*ECONNREFUSED/);
  });
});

test('where everything hangs it ends in time, and says of each what it waited for', async () => {
  const { ms, found } = await hung;
  expect(ms).toBeLessThan(15_000);
  const wrong = found.filter(({ state }) => state === 'wrong').map(({ name }) => name);
  expect(wrong).toEqual(['database', 'engine', 'mail', 'public_url', 'webhook_url']);
});
