import { Redis } from 'ioredis';
import pg from 'pg';
import { cloneTemplate, type TestDatabase } from './database.js';
import { redisIsInstalled, RedisServer } from './redis-server.js';
import { describeWhere } from './where.js';

export const engineNames = ['postgres', 'redis'] as const;
export type EngineName = (typeof engineNames)[number];

/** Where one engine and the database are; filled in before the first test of its block. */
export interface EngineWorld {
  name: EngineName;
  databaseUrl: string;
  /** Set for the Redis engine. */
  redis: RedisServer | undefined;
  /** Empties the queues of the engine, as a lost server would; the database's rows stay. */
  loseQueues(): Promise<void>;
  /** Cuts every connection to the engine once. */
  breakConnections(): Promise<void>;
  /** Keeps the engine away while something is tried: Redis is killed, Postgres lets nobody in. */
  pause(during: () => Promise<void>): Promise<void>;
}

/** The same tests on both engines, the second where there is a `redis-server`. */
export function describeEngines(title: string, tests: (world: EngineWorld) => void): void {
  for (const name of engineNames) describeOn(name, title, tests);
}

/** Tests whose promise does not depend on the engine, on one of them. */
export function describeOn(name: EngineName, title: string, tests: (world: EngineWorld) => void): void {
  const isThere = name === 'postgres' || redisIsInstalled;
  describeWhere(isThere, `${title} on ${name}`, 'redis-server is not installed', () => on(name, tests));
}

function on(name: EngineName, tests: (world: EngineWorld) => void): void {
  const world = nowhere(name);
  let database: TestDatabase;

  beforeAll(async () => {
    database = await cloneTemplate();
    world.databaseUrl = database.url;
    if (name === 'redis') world.redis = await RedisServer.start();
  }, 60_000);
  tests(world);

  // After the tests' own, which still talk to the servers.
  afterAll(async () => {
    await world.redis?.down();
    await database.drop();
  });
}

function nowhere(name: EngineName): EngineWorld {
  return {
    name,
    databaseUrl: '',
    redis: undefined,
    loseQueues() {
      return this.redis
        ? onRedis(this.redis, 'FLUSHALL')
        : onPostgres(
            this.databaseUrl,
            `DO $$ BEGIN DELETE FROM bullmq.job; EXCEPTION WHEN undefined_table THEN NULL; END $$`,
          );
    },
    breakConnections() {
      return this.redis
        ? onRedis(this.redis, 'CLIENT', 'KILL', 'SKIPME', 'yes')
        : onPostgres(this.databaseUrl, cutAll(nameOf(this.databaseUrl)));
    },
    async pause(during) {
      if (this.redis) {
        await this.redis.down();
        await during();
        await this.redis.up();
      } else {
        const database = nameOf(this.databaseUrl);
        const elsewhere = Object.assign(new URL(this.databaseUrl), { pathname: '/template1' }).href;
        await onPostgres(elsewhere, `ALTER DATABASE "${database}" ALLOW_CONNECTIONS false`, cutAll(database));
        await during();
        await onPostgres(elsewhere, `ALTER DATABASE "${database}" ALLOW_CONNECTIONS true`);
      }
    },
  };
}

const cutAll = (database: string) =>
  `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}' AND pid <> pg_backend_pid()`;

const nameOf = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1);

async function onRedis(server: RedisServer, command: string, ...args: string[]): Promise<void> {
  const redis = new Redis(server.url);
  await redis.call(command, ...args);
  redis.disconnect();
}

async function onPostgres(connectionString: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
