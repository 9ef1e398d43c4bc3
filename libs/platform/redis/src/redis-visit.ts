import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { RedisSettings } from './redis-settings.js';

/** What one visit of a Redis found. */
export interface RedisSeen {
  /** Null: the server does not say. */
  version: string | null;
  /** By which policy it throws keys away; null: it keeps them. */
  evicts: string | null;
}

const patienceMs = 3_000;

/**
 * Connects anew, writes a key, reads and deletes it again, and says good-bye. For a self-test; work goes over the connection that
 * `RedisModule` keeps. @throws Error with what the server or the network said.
 */
export async function visitRedis(url: string): Promise<RedisSeen> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
  });
  // What went wrong is told here; the promise of `connect` knows only that the connection is closed.
  let told: Error | undefined;
  redis.on('error', (error: Error) => (told ??= error));
  try {
    await redis.connect();
    const key = `nightdesk:self-test:${randomUUID()}`;
    await redis.set(key, key, 'PX', 60_000);
    if ((await redis.get(key)) !== key) throw new Error('it does not give back what was written');
    await redis.del(key);
    const server = await redis.info('server').then(
      (text) => text,
      () => '',
    );
    const [, version = null] = /^redis_version:(\S+)/m.exec(server) ?? [];
    return { version, evicts: await new RedisSettings(redis).evicts() };
  } catch (error) {
    throw told ?? error;
  } finally {
    redis.disconnect();
  }
}
