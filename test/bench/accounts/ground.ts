import { startPostgres } from '../../../prisma/ephemeral-postgres.mjs';
import { cloneTemplate } from '../../support/database.js';
import type { EngineName } from '../../support/engines.js';
import { RedisServer } from '../../support/redis-server.js';
import type { MadeUpDesk } from '../made-up-desk.js';

export const keyRing = `bench:${Buffer.alloc(32, 7).toString('base64')}`;

/** A migrated database and, for that engine, a Redis of its own. */
export interface Ground {
  databaseUrl: string;
  redis: RedisServer | undefined;
  /** What a process needs to work there, with `desk` as its Zendesk. */
  environment(desk: MadeUpDesk): Record<string, string>;
  clear(): Promise<void>;
}

export async function layGround(engine: EngineName): Promise<Ground> {
  const database = await cloneTemplate();
  const redis = engine === 'redis' ? await RedisServer.start() : undefined;
  return {
    databaseUrl: database.url,
    redis,
    environment: (desk) => ({
      DATABASE_URL: database.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      KEY_RING: keyRing,
      ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      ZENDESK_URL_TEMPLATE: `${desk.url}/{site}`,
      ZENDESK_CLIENT_ID: 'nightdesk',
      ZENDESK_CLIENT_SECRET: 'bench-secret',
    }),
    async clear() {
      await redis?.down();
      await database.drop();
    },
  };
}

/** Runs `work` with the Postgres that every database of the bench is on: the given one, or a temporary one. */
export async function withPostgres<T>(work: () => Promise<T>): Promise<T> {
  if (process.env['TEST_DATABASE_URL']) return work();
  const server = await startPostgres();
  process.env['TEST_DATABASE_URL'] = server.url;
  try {
    return await work();
  } finally {
    delete process.env['TEST_DATABASE_URL'];
    await server.stop();
  }
}
