import { applyMigrations } from '@nightdesk/platform/database';

/** Brings the database of `DATABASE_URL` up to date and ends: for deployments that start their processes themselves. */
const url = process.env['DATABASE_URL'];
if (!url) {
  console.error(
    'Set DATABASE_URL to the database that should be migrated, e.g. postgresql://user:password@host/nightdesk',
  );
  process.exit(1);
}
const applied = await applyMigrations(url);
console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
