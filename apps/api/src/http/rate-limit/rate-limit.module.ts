import { Module } from '@nestjs/common';
import { Counters } from './counters.js';
import { RateLimits } from './rate-limits.js';

/** How often the API may be asked. Needs `DatabaseModule` and `RedisModule`. */
@Module({ providers: [Counters, RateLimits], exports: [RateLimits] })
export class RateLimitModule {}
