/** `npm run db:migration -- name`: writes the difference between the migrations and schema.prisma as a new migration. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { difference, LOCK_FILE, main, MIGRATIONS } from './difference.mjs';

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
await main(async () => {
  const [name, ...more] = process.argv.slice(2);
  if (name === undefined || more.length > 0 || !NAME.test(name)) {
    console.error(`${name === undefined ? 'The migration has no name.' : 'The name is not one snake_case word.'}
Usage: npm run db:migration -- name      (for example: npm run db:migration -- add_account_notes)`);
    return 1;
  }
  const sql = await difference();
  if (sql === '') {
    console.log('The migrations already make what schema.prisma says: no migration written.');
    return 0;
  }
  await mkdir(MIGRATIONS, { recursive: true });
  const folder = join(MIGRATIONS, `${await prefix(new Date())}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), sql);
  await writeFile(join(MIGRATIONS, LOCK_FILE.path), LOCK_FILE.content);
  console.log(`Wrote ${relative(process.cwd(), join(folder, 'migration.sql'))}
Read it, add what schema.prisma cannot say (functions, partial indexes), and commit it with schema.prisma.`);
  return 0;
});

/**
 * UTC as YYYYMMDDhhmmss, as Prisma writes it. The order of names is the order of migrations, so a clock that is behind
 * the author of the last migration must not put this one before it.
 */
async function prefix(now) {
  const time = Number(now.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14));
  const stamps = (await readdir(MIGRATIONS))
    .map((entry) => Number.parseInt(entry, 10))
    .filter(Number.isFinite);
  return Math.max(time, ...stamps.map((stamp) => stamp + 1));
}
