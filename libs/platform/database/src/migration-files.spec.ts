import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { PendingMigrationsError } from './migrate.js';
import { projectMigrations, readMigrations } from './migration-files.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nightdesk-migrations-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name));
  await writeFile(join(directory, name, 'migration.sql'), sql);
}

test('migrations run in the order of their names, and files beside them are no migrations', async () => {
  await write('20260102000000_second', 'SELECT 2;');
  await write('20260101000000_first', 'SELECT 1;');
  await writeFile(join(directory, 'migration_lock.toml'), '');
  expect((await readMigrations(directory)).map(({ name }) => name)).toEqual([
    '20260101000000_first',
    '20260102000000_second',
  ]);
});

test('the checksum is the one that the Prisma CLI computes', async () => {
  await write('20260101000000_first', 'SELECT 1;');
  // printf 'SELECT 1;' | sha256sum
  expect((await readMigrations(directory))[0]?.checksum).toBe(
    '17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a',
  );
});

test('a migration folder without its SQL is an error, not a gap', async () => {
  await mkdir(join(directory, '20260101000000_empty'));
  await expect(readMigrations(directory)).rejects.toThrow('20260101000000_empty');
});

test('the project knows where its own migrations are', () => {
  expect([basename(dirname(projectMigrations())), basename(projectMigrations())]).toEqual([
    'prisma',
    'migrations',
  ]);
});

test('missing migrations are named together with the command that applies them', () => {
  expect(new PendingMigrationsError(['20260101000000_first']).message).toMatch(
    /20260101000000_first.*npm run db:deploy/,
  );
});
