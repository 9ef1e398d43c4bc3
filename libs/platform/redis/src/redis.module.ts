import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Redis } from 'ioredis';
import { connectRedis } from './redis.js';

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
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis | null) {}

  /** In the last phase of a shutdown, because work that is being finished may still need it. */
  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
