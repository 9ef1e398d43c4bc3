import { builtFrom } from '../../apps/standalone/build.mjs';
import { startPostgres } from '../../prisma/ephemeral-postgres.mjs';
import { bundlePrograms } from './bundle-programs.mjs';

/** Jest calls this once for each run, before it starts the workers, which inherit the environment. */
export default async function setup() {
  const sources = builtFrom('programs');
  process.env.TEST_PROGRAMS = sources === null ? '' : await bundlePrograms(sources); // see programs.ts
  // One Postgres for the whole run.
  if (process.env.TEST_DATABASE_URL) return;
  const server = await startPostgres();
  globalThis.stopTestPostgres = server.stop;
  process.env.TEST_DATABASE_URL = server.url;
}
