import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';
import { REDIS } from '@nightdesk/platform/redis';
import {
  type IRateLimiterStoreOptions,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';
import type { Rate, Verdict } from './verdict.js';

/** Counts requests of one kind, by key, over all processes. */
export class Counter {
  constructor(
    readonly name: string,
    readonly rate: Rate,
    private readonly limiter: RateLimiterStoreAbstract,
  ) {}

  /**
   * One round trip, and none for a key that is known to be over. While the store is away, this process counts for itself.
   */
  async count(key: string, points = 1): Promise<Verdict> {
    try {
      return this.verdict(await this.limiter.consume(key, points), false);
    } catch (outcome) {
      if (outcome instanceof RateLimiterRes) return this.verdict(outcome, true);
      throw outcome;
    }
  }

  private verdict({ remainingPoints, msBeforeNext }: RateLimiterRes, refused: boolean): Verdict {
    return { limit: this.name, rate: this.rate, refused, remaining: remainingPoints, resetMs: msBeforeNext };
  }
}

/** Counters on Redis where there is one, else in Postgres; one for each name. */
@Injectable()
export class Counters {
  private readonly made = new Map<string, Counter>();

  constructor(
    private readonly database: Database,
    @Inject(REDIS) private readonly redis: object | null,
  ) {}

  of(name: string, rate: Rate): Counter {
    const known = this.made.get(name);
    if (known) return known;
    const counter = new Counter(name, rate, this.limiter(name, rate));
    this.made.set(name, counter);
    return counter;
  }

  private limiter(name: string, { points, seconds: duration }: Rate): RateLimiterStoreAbstract {
    const keyPrefix = `rate:${name}`;
    const settings: Omit<IRateLimiterStoreOptions, 'storeClient'> = {
      keyPrefix,
      points,
      duration,
      // Whoever is over is refused without a look at the store.
      inMemoryBlockOnConsumed: points,
      insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
    };
    return this.redis
      ? new RateLimiterRedis({ ...settings, storeClient: this.redis, rejectIfRedisNotReady: true })
      : new RateLimiterPostgres({
          ...settings,
          storeClient: this.database.pool,
          tableName: 'rate_limits',
          tableCreated: true,
          // One of them deletes the windows of all that are over.
          clearExpiredByTimeout: this.made.size === 0,
        });
  }
}
