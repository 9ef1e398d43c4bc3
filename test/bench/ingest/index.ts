import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { DurablePostgres } from '../../support/durable-postgres.js';
import { cloneTemplate } from '../../support/database.js';
import { redisIsInstalled, RedisServer } from '../../support/redis-server.js';
import { keyRing } from '../accounts/ground.js';
import { rounded } from '../accounts/figures.js';
import { seedAccounts } from '../accounts/seed.js';
import { Stores } from '../accounts/stores.js';
import type { BenchOptions, BenchResult } from '../benches.js';
import { Contender } from './contender.js';
import type { Sender } from './load.types.js';
import { figuresOf, missedBy, show } from './promises.js';
import { type Round, rounds } from './rounds.js';

const accounts = 200;
const ours = ['nightdesk', 'nightdesk-redis'] as const;
const all = ['bare', 'nest', ...ours] as const;

/**
 * How many signed webhooks a second are stored before they are answered, beside what one writes by hand on the same Postgres,
 * which forces every commit to disk. Scenarios are the numbers of connections (`--scenario 128`). About nine minutes.
 */
export async function ingest(options: BenchOptions): Promise<BenchResult> {
  const wanted = all.filter((name) => options.contenders?.includes(name) ?? true);
  const names = redisIsInstalled ? wanted : wanted.filter((name) => name !== 'nightdesk-redis');
  const connections = (options.scenarios ?? ['32', '128']).map(Number);
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  const postgres = await DurablePostgres.start();
  const redis = names.includes('nightdesk-redis') ? await RedisServer.start() : undefined;
  const contenders: Contender[] = [];
  try {
    const { url } = await cloneTemplate();
    await postgres.leaveLogFiles();
    const seeded = await seedAccounts(url, keyRing, accounts, options.seed);
    const senders = seeded.map(({ id, webhookSecret }): Sender => {
      return { accountId: id, secret: webhookSecret };
    });
    for (const name of names) contenders.push(await start(name, url, senders, redis));
    const stores = await new Stores(url, redis?.url).open();
    const measured: Round[] = [];
    for (const size of connections)
      measured.push(
        ...(await rounds(contenders, { connections: size, senders, seconds: options.seconds, stores })),
      );
    await stores.close();
    const stored = await missing(url, contenders, measured);
    show(measured);
    return {
      figures: figuresOf(measured),
      engine: ours.filter((name) => names.includes(name)).join('+'),
      missed: [...missedBy(measured), ...stored],
    };
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
    await redis?.down();
    await postgres.stop();
  }
}

async function start(
  name: (typeof all)[number],
  databaseUrl: string,
  senders: readonly Sender[],
  redis: RedisServer | undefined,
): Promise<Contender> {
  if (name === 'nightdesk' || name === 'nightdesk-redis') {
    const redisUrl = name === 'nightdesk-redis' && redis ? { REDIS_URL: redis.url } : {};
    const environment = { DATABASE_URL: databaseUrl, KEY_RING: keyRing, ...redisUrl };
    return Contender.nightdesk(name, environment, process.env['BENCH_PROFILE']);
  }
  const table = `inbox_${name}`;
  await onDatabase(databaseUrl, `CREATE TABLE ${table} (LIKE inbox INCLUDING ALL)`);
  const secrets = Object.fromEntries(senders.map(({ accountId, secret }) => [accountId, secret]));
  return Contender.byHand(name, { databaseUrl, table, secrets });
}

/** Whoever answers 202 has stored it: of each table, as many rows as were accepted by those who write to it. */
async function missing(
  url: string,
  contenders: readonly Contender[],
  measured: readonly Round[],
): Promise<string[]> {
  const tables = new Set(contenders.map(({ table }) => table));
  const told = await Promise.all(
    [...tables].map(async (table) => {
      const [row] = await onDatabase<{ n: number }>(url, `SELECT count(*)::int AS n FROM ${table}`);
      const names = contenders.filter((one) => one.table === table).map(({ name }) => name);
      const accepted = measured
        .filter(({ contender }) => names.includes(contender))
        .reduce((sum, { acceptedInAll }) => sum + acceptedInAll, 0);
      return row?.n === accepted
        ? []
        : [`${rounded(row?.n ?? 0)} rows of ${names.join('+')}, and ${accepted} were answered with 202`];
    }),
  );
  return told.flat();
}

async function onDatabase<T extends object>(connectionString: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
