import { Global, Module } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { REDIS } from '@nightdesk/platform/redis';
import type { Redis } from 'ioredis';
import { PostgresBudget } from './budget.store.js';
import { Budget } from './budget.js';
import type { CeilingOf } from './ceiling.js';
import { RedisBudget } from './redis-budget.js';

/** Injection token of the {@link CeilingOf}: a global module above provides it. */
export const CEILING_OF = Symbol('CeilingOf');

/** The budget on the engine that the process uses. Needs `ConfigModule`, `ClockModule`, `RedisModule`, `DatabaseModule`. */
@Global()
@Module({
  providers: [
    {
      provide: Budget,
      inject: [REDIS, Database, Clock, CEILING_OF],
      useFactory: (redis: Redis | null, database: Database, clock: Clock, ceilingOf: CeilingOf) =>
        redis
          ? new RedisBudget(redis, database.pool, clock, ceilingOf)
          : new PostgresBudget(database.pool, clock, ceilingOf),
    },
  ],
  exports: [Budget],
})
export class BudgetModule {}
