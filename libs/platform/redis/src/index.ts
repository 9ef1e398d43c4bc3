export { connectRedis } from './redis.js';
export { REDIS, RedisModule } from './redis.module.js';
