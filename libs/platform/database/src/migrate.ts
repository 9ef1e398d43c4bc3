import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Migration, projectMigrations, readMigrations } from './migration-files.js';

/** The key of the advisory lock that the Prisma CLI takes, so that it and we exclude each other. */
const PRISMA_LOCK = 72707369;

/** The Prisma CLI's own table, column by column. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

export interface MigrationOptions {
  /** Absolute path; absent: the project's `prisma/migrations`. */
  readonly migrationsDirectory?: string;
}

/** Thrown when a migration cannot be applied; `cause` is the error from Postgres. Nothing of that migration stays. */
export class MigrationFailedError extends Error {
  override readonly name = 'MigrationFailedError';
}

/** Thrown when the database lacks migrations that this program needs. */
export class PendingMigrationsError extends Error {
  override readonly name = 'PendingMigrationsError';

  constructor(readonly migrations: readonly string[]) {
    super(
      `The database lacks ${migrations.length} migration(s): ${migrations.join(', ')}. Run \`npm run db:deploy\`.`,
    );
  }
}

/**
 * Applies the missing migrations in order, each in one transaction together with its record in `_prisma_migrations`.
 * Any number of processes may call it at once: one works, the others wait for it and then find nothing to do.
 * @returns the names of the migrations that this call applied.
 * @throws MigrationFailedError
 */
export async function applyMigrations(
  databaseUrl: string,
  options: MigrationOptions = {},
): Promise<string[]> {
  const migrations = await readMigrations(options.migrationsDirectory ?? projectMigrations());
  return connected(databaseUrl, async (client) => {
    // Held by the connection: it ends with it, also when this process is killed.
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(HISTORY_TABLE);
    const pending = await notApplied(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  });
}

/** The names of the migrations that the database lacks, in order. Changes nothing. */
export async function pendingMigrations(
  databaseUrl: string,
  options: MigrationOptions = {},
): Promise<string[]> {
  const migrations = await readMigrations(options.migrationsDirectory ?? projectMigrations());
  return connected(databaseUrl, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
    );
    const pending = rows[0]?.there ? await notApplied(client, migrations) : migrations;
    return pending.map(({ name }) => name);
  });
}

/**
 * For a process that must not start on an older database.
 * @throws PendingMigrationsError with the names and the command to run.
 */
export async function requireMigrations(databaseUrl: string, options: MigrationOptions = {}): Promise<void> {
  const pending = await pendingMigrations(databaseUrl, options);
  if (pending.length > 0) throw new PendingMigrationsError(pending);
}

/** Migrations that only the database knows are those of a newer program, as while a deployment rolls: no error. */
async function notApplied(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; finished: boolean }>(
    `SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  // Only the Prisma CLI leaves one behind half done, and only a person knows which half.
  const halfDone = rows.find(({ finished }) => !finished);
  if (halfDone) {
    throw new MigrationFailedError(
      `Migration ${halfDone.migration_name} was begun and did not finish. Repair the database by hand, then run ` +
        `\`npx prisma migrate resolve --applied ${halfDone.migration_name}\` (or --rolled-back).`,
    );
  }
  const applied = new Set(rows.map(({ migration_name }) => migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    // The connection is closed next, which rolls back.
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationFailedError(`Migration ${name} failed and was rolled back: ${reason}`, {
      cause: error,
    });
  }
}

async function connected<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
