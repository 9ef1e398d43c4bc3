import { Redis } from 'ioredis';
import pg from 'pg';
import { cloneTemplate } from '../support/database.js';
import { redisIsInstalled, RedisServer } from '../support/redis-server.js';
import type { Engine } from './plan.types.js';
import { DurablePostgres } from '../support/durable-postgres.js';

/** What Nightdesk keeps its knowledge in, on servers of our own, so that they can be taken away. */
export class Stores {
  private constructor(
    readonly postgres: DurablePostgres,
    readonly redis: RedisServer | null,
    private readonly databaseUrl: string,
  ) {}

  static async start(engine: Engine): Promise<Stores> {
    if (engine === 'redis' && !redisIsInstalled)
      throw new Error('redis-server is not installed: install it, or say --engine postgres');
    const postgres = await DurablePostgres.start();
    const { url } = await cloneTemplate();
    return new Stores(postgres, engine === 'redis' ? await RedisServer.start() : null, url);
  }

  get environment(): Record<string, string> {
    return { DATABASE_URL: this.databaseUrl, ...(this.redis && { REDIS_URL: this.redis.url }) };
  }

  /** The queues are empty, as after a lost server; what is in the tables stays. */
  async loseQueues(): Promise<void> {
    if (this.redis) {
      const redis = new Redis(this.redis.url);
      await redis.flushall();
      redis.disconnect();
      return;
    }
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    await client.query('DELETE FROM bullmq.job');
    await client.end();
  }

  async stop(): Promise<void> {
    await this.redis?.down();
    await this.postgres.stop();
  }
}
