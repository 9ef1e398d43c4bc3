export { connectRedis } from './redis.js';
export { REDIS, RedisModule } from './redis.module.js';
export { RedisSettings } from './redis-settings.js';
export { type RedisSeen, visitRedis } from './redis-visit.js';
