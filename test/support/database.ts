import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyMigrations } from '@nightdesk/platform/database';
import pg from 'pg';

const MIGRATIONS = join(process.cwd(), 'prisma', 'migrations');
/** Any number, as long as nobody else on the server uses it. */
const TEMPLATE_LOCK = 2_026_112_201;

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A new database with all migrations applied and no rows, in about 0.1 s. */
export async function cloneTemplate(): Promise<TestDatabase> {
  return create(await template());
}

/** A new database with nothing in it. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}

async function create(from: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`));
  return {
    url: urlOf(name),
    // FORCE, because a test may end while a pool of its own still says goodbye.
    drop: () => onServer(async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/**
 * The name of the migrated template, made by whoever needs it first; Jest's workers run at once, so the others wait at
 * the lock. It is built under another name and renamed when it is complete: a run that is killed half-way leaves
 * nothing that looks like a template. The migrations are part of the name, so a server that outlives the run (a given
 * TEST_DATABASE_URL) never serves an old one.
 *
 * Nothing may be connected to a template while it is copied, or CREATE DATABASE refuses. So nobody gets its URL, and
 * Postgres is told to let nobody in.
 */
async function template(): Promise<string> {
  const name = `template_${await fingerprint()}`;
  await onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const building = `building_${randomUUID().replaceAll('-', '')}`;
    await client.query(`CREATE DATABASE ${building} TEMPLATE template0`);
    await applyMigrations(urlOf(building), { migrationsDirectory: MIGRATIONS });
    await client.query(`ALTER DATABASE ${building} RENAME TO ${name}`);
    await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  });
  return name;
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const files = await readdir(MIGRATIONS, { recursive: true });
  for (const file of files.filter((path) => path.endsWith('.sql')).toSorted()) {
    hash.update(file).update(await readFile(join(MIGRATIONS, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('No Postgres for tests: this Jest project lacks globalSetup (jest.setup.mjs).');
  return url;
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
