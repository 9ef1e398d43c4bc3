import { Global, Logger, Module } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { REDIS } from '@nightdesk/platform/redis';
import type { Redis } from 'ioredis';
import type { LaneEngine } from './lane-engine.js';
import { LANE_OPTIONS, laneDefaults, LaneRunner } from './lane-runner.js';
import { LANE_ENGINE, Lanes } from './lanes.js';
import { postgresEngine } from './postgres-engine.js';
import { redisEngine } from './redis-engine.js';

function engineFor({ DATABASE_URL }: Config, redis: Redis | null): LaneEngine {
  const log = new Logger('LaneEngine');
  return redis ? redisEngine(redis) : postgresEngine(DATABASE_URL, (error) => log.warn(error.message));
}

/** Waking lanes; for every process. Needs `ConfigModule`, `ClockModule` and `RedisModule`. */
@Global()
@Module({
  providers: [{ provide: LANE_ENGINE, inject: [CONFIG, REDIS], useFactory: engineFor }, Lanes],
  exports: [Lanes, LANE_ENGINE],
})
export class LanesModule {}

/** Running lanes; for worker processes. */
@Module({
  imports: [LanesModule],
  providers: [{ provide: LANE_OPTIONS, useValue: laneDefaults }, LaneRunner],
  exports: [LaneRunner],
})
export class LaneRunnerModule {}
