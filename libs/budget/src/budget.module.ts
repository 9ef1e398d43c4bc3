import { Global, Module } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Database } from '@nightdesk/platform/database';
import { REDIS } from '@nightdesk/platform/redis';
import type { Redis } from 'ioredis';
import { PostgresBudget } from './budget.store.js';
import { Budget } from './budget.js';
import type { CeilingOf } from './ceiling.js';
import { RedisBudget } from './redis-budget.js';

/** Injection token of the {@link CeilingOf}; provide another one to let accounts have their own. */
export const CEILING_OF = Symbol('CeilingOf');

/** The budget on the engine that the process uses. Needs `ConfigModule`, `ClockModule`, `RedisModule`, `DatabaseModule`. */
@Global()
@Module({
  providers: [
    {
      provide: CEILING_OF,
      inject: [CONFIG],
      useFactory:
        ({ BUDGET_CEILING }: Config) =>
        () =>
          BUDGET_CEILING,
    },
    {
      provide: Budget,
      inject: [REDIS, Database, Clock, CEILING_OF],
      useFactory: (redis: Redis | null, database: Database, clock: Clock, ceilingOf: CeilingOf) =>
        redis
          ? new RedisBudget(redis, clock, ceilingOf)
          : new PostgresBudget(database.pool, clock, ceilingOf),
    },
  ],
  exports: [Budget],
})
export class BudgetModule {}
