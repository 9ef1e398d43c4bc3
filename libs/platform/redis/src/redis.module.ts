import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { metrics } from '@nightdesk/platform/observability';
import type { Redis } from 'ioredis';
import { RedisSettings } from './redis-settings.js';
import { connectRedis } from './redis.js';

const up = metrics.gauge({
  name: 'nightdesk_redis_up',
  help: 'Whether this process has its connection to Redis; nothing where none is configured.',
});
up.remove(); // nothing is told where there is no Redis

/** Injection token of the shared connection: an ioredis `Redis`, or null when `REDIS_URL` is absent. */
export const REDIS = Symbol('Redis');

/** One connection to Redis for the whole process. */
@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      inject: [CONFIG],
      useFactory: ({ REDIS_URL }: Config) => (REDIS_URL ? connectRedis(REDIS_URL) : null),
    },
    {
      provide: RedisSettings,
      inject: [REDIS],
      useFactory: (redis: Redis | null) => new RedisSettings(redis),
    },
  ],
  exports: [REDIS, RedisSettings],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {
    if (redis) metrics.beforeScrape('redis', () => up.set(redis.status === 'ready' ? 1 : 0));
  }

  /** In the last phase of a shutdown, because work that is being finished may still need it. */
  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
