import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyMigrations,
  Database,
  MigrationFailedError,
  PendingMigrationsError,
  pendingMigrations,
  requireMigrations,
} from '@nightdesk/platform/database';
import { cloneTemplate, emptyDatabase, type TestDatabase } from '../support/database.js';

jest.setTimeout(60_000);

/** The project's migrations in a folder of their own, so that a test can add to them. */
let migrationsDirectory: string;
let folder: string;
const opened: TestDatabase[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-migrations-'));
  migrationsDirectory = join(folder, 'migrations');
  await cp('prisma/migrations', migrationsDirectory, { recursive: true });
  await add('20990101000000_rooms', 'CREATE TABLE rooms (id int PRIMARY KEY);');
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.drop();
  await rm(folder, { recursive: true });
});

async function add(name: string, sql: string): Promise<void> {
  await mkdir(join(migrationsDirectory, name));
  await writeFile(join(migrationsDirectory, name, 'migration.sql'), sql);
}

async function open(made: Promise<TestDatabase>): Promise<string> {
  const database = await made;
  opened.push(database);
  return database.url;
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database({ url, poolSize: 3 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function prisma(url: string, ...command: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: url, NODE_OPTIONS: '' };
  return new Promise((resolve, reject) => {
    execFile('node_modules/.bin/prisma', command, { env }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stdout}\n${stderr}`)) : resolve(stdout),
    );
  });
}

test('an empty database gets every migration, and a second run does nothing', async () => {
  const url = await open(emptyDatabase());
  const pending = await pendingMigrations(url, { migrationsDirectory });

  expect(await applyMigrations(url, { migrationsDirectory })).toEqual(pending);
  expect(pending.at(-1)).toBe('20990101000000_rooms');
  expect(await applyMigrations(url, { migrationsDirectory })).toEqual([]);
});

test('of several processes that migrate at once, each migration is applied by one', async () => {
  const url = await open(emptyDatabase());
  const pending = await pendingMigrations(url, { migrationsDirectory });
  const runs = await Promise.all(
    Array.from({ length: 5 }, () => applyMigrations(url, { migrationsDirectory })),
  );

  expect(runs.flat()).toEqual(pending);
});

test('a process refuses to start on a database that lacks a migration, and says which and what to run', async () => {
  const url = await open(cloneTemplate());

  await expect(requireMigrations(url)).resolves.toBeUndefined();
  const refusal = requireMigrations(url, { migrationsDirectory });
  await expect(refusal).rejects.toThrow(PendingMigrationsError);
  await expect(refusal).rejects.toThrow(/20990101000000_rooms.*npm run db:deploy/);
});

test('a migration that fails leaves nothing behind and can be repeated when it is right', async () => {
  const url = await open(cloneTemplate());
  await add('20990102000000_beds', 'CREATE TABLE beds (id int); SELECT no_such_function();');
  await expect(applyMigrations(url, { migrationsDirectory })).rejects.toThrow(MigrationFailedError);
  await expect(pendingMigrations(url, { migrationsDirectory })).resolves.toEqual(['20990102000000_beds']);

  const corrected = join(migrationsDirectory, '20990102000000_beds', 'migration.sql');
  await writeFile(corrected, 'CREATE TABLE beds (id int);');
  await expect(applyMigrations(url, { migrationsDirectory })).resolves.toEqual(['20990102000000_beds']);
});

test('a migration and its record are one: without the record there is no change', async () => {
  const url = await open(cloneTemplate());
  await withDatabase(url, async ({ pool }) => {
    await pool.query(`ALTER TABLE _prisma_migrations ADD CHECK (migration_name NOT LIKE '%rooms')`);
    await expect(applyMigrations(url, { migrationsDirectory })).rejects.toThrow(MigrationFailedError);
    expect((await pool.query(`SELECT to_regclass('rooms') AS rooms`)).rows).toEqual([{ rooms: null }]);
  });
});

test('the Prisma CLI and the program agree on what is applied, whichever of them did it', async () => {
  const ours = await open(emptyDatabase());
  await applyMigrations(ours);
  expect(await prisma(ours, 'migrate', 'status')).toContain('Database schema is up to date!');

  const theirs = await open(emptyDatabase());
  await prisma(theirs, 'migrate', 'deploy');
  await expect(pendingMigrations(theirs)).resolves.toEqual([]);

  const history = (url: string): Promise<unknown[]> =>
    withDatabase(url, async ({ pool }) => {
      const { rows } = await pool.query(
        'SELECT migration_name, checksum, applied_steps_count FROM _prisma_migrations ORDER BY migration_name',
      );
      return rows;
    });
  expect(await history(ours)).toEqual(await history(theirs));
});

test('a migration that the Prisma CLI left half done stops everything until a person has decided', async () => {
  const url = await open(cloneTemplate());
  await withDatabase(url, ({ pool }) => pool.query('UPDATE _prisma_migrations SET finished_at = NULL'));

  await expect(applyMigrations(url)).rejects.toThrow(/prisma migrate resolve/);
});

test('Prisma and the pool read the same instant, whatever time zone the server is in', async () => {
  const url = await open(cloneTemplate());
  await withDatabase(url, async ({ pool }) => {
    await pool.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET TimeZone = ''Asia/Tokyo''', current_database()); END $$`,
    );
  });
  await withDatabase(url, async ({ client, pool }) => {
    const createdAt = new Date('2026-11-22T08:00:00.123Z');
    await client.user.create({
      data: { id: 'u1', email: 'a@b.c', passwordHash: 'x', role: 'viewer', createdAt },
    });
    const { rows } = await pool.query<{ created_at: Date }>('SELECT created_at FROM users');
    expect(rows[0]?.created_at).toEqual(createdAt);
    expect((await client.user.findUniqueOrThrow({ where: { id: 'u1' } })).createdAt).toEqual(createdAt);
  });
});

test('what a transaction throws undoes what it wrote', async () => {
  const url = await open(cloneTemplate());
  await withDatabase(url, async (database) => {
    const work = database.transaction(async (tx) => {
      await tx.user.create({
        data: { id: 'u1', email: 'a@b.c', passwordHash: 'x', role: 'viewer', createdAt: new Date() },
      });
      throw new RangeError('changed my mind');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await database.client.user.count()).toBe(0);
  });
});

test('a connection that is lost between two statements is an error of its user and not the end of the process', async () => {
  const url = await open(cloneTemplate());
  await withDatabase(url, async ({ pool }) => {
    const connection = await pool.connect();
    const { rows } = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // Not `once`: it would listen for the error itself.
    const lost = new Promise<void>((end) => connection.on('end', () => end()));
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await lost;
    await expect(connection.query('SELECT 1')).rejects.toThrow();
    connection.release(true);
    expect((await pool.query('SELECT 1')).rowCount).toBe(1);
  });
});

test('a statement that hangs is an error of its user, and its connection holds up nobody', async () => {
  const url = await open(cloneTemplate());
  const database = new Database({ url, poolSize: 1, statementMs: 300 });
  try {
    await expect(database.pool.query('SELECT pg_sleep(20)')).rejects.toThrow('timeout');
    await expect(database.client.$queryRaw`SELECT 1 AS one`).resolves.toEqual([{ one: 1 }]);
  } finally {
    await database.close();
  }
});
