import { startPostgres } from '../../prisma/ephemeral-postgres.mjs';

/** One Postgres for the whole run: Jest calls this once, before it starts the workers, which inherit the environment. */
export default async function setup() {
  if (process.env.TEST_DATABASE_URL) return;
  const server = await startPostgres();
  globalThis.stopTestPostgres = server.stop;
  process.env.TEST_DATABASE_URL = server.url;
}
