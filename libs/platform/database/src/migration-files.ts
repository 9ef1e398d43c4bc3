import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One folder of `prisma/migrations`. */
export interface Migration {
  /** The folder's name, e.g. `20261122090000_budget`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hex, as the Prisma CLI records it. */
  readonly checksum: string;
}

/** Thrown when there is no folder to read migrations from. */
export class MigrationsNotFoundError extends Error {
  override readonly name = 'MigrationsNotFoundError';
}

/** The migrations of a folder in the order in which they must run, which is the order of their names. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * `prisma/migrations` of this project. Looks upwards from this file, because the way there is longer from `dist/`.
 * @throws MigrationsNotFoundError when the project was installed without it.
 */
export function projectMigrations(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'prisma', 'migrations');
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  throw new MigrationsNotFoundError(
    `There is no prisma/migrations above ${import.meta.dirname}. Ship that folder beside dist/.`,
  );
}
