import { builtPrograms } from '../drill/built.mjs';
import { cloneTemplate } from './database.js';
import { DurablePostgres } from './durable-postgres.js';
import type { EngineName } from './engines.js';
import { redisIsInstalled, RedisServer } from './redis-server.js';

/** What an installation that is started from the command line stands on. */
export interface InstallationGround {
  databaseUrl: string;
  redis: RedisServer | undefined;
  stop(): Promise<void>;
}

/** Starts it, with the programs as they are built; ends the process with 2, and says what to do, when something is missing. */
export async function installationGround(engine: EngineName): Promise<InstallationGround> {
  if (engine === 'redis' && !redisIsInstalled)
    leave('redis-server is not installed: install it, or leave out --engine');
  const programs = await builtPrograms();
  process.env['TEST_PROGRAMS'] = programs ?? leave('The build is not current: run npm run build first.');
  const postgres = await DurablePostgres.start();
  const redis = engine === 'redis' ? await RedisServer.start() : undefined;
  const { url: databaseUrl } = await cloneTemplate();
  const stop = async () => {
    await redis?.down();
    await postgres.stop();
  };
  return { databaseUrl, redis, stop };
}

function leave(why: string): never {
  console.error(why);
  process.exit(2);
}
