import type { Redis } from 'ioredis';
import { RedisSettings } from './redis-settings.js';

const asked = (info: () => Promise<string>, status = 'ready') =>
  new RedisSettings({ status, info } as unknown as Redis).evicts();

test('a policy that throws keys away is told by its name, and keeping them is none', async () => {
  expect(await asked(async () => 'used_memory:1\r\nmaxmemory_policy:allkeys-lru\r\n')).toBe('allkeys-lru');
  expect(await asked(async () => 'maxmemory_policy:noeviction\r\n')).toBeNull();
});

test('without an answer nothing is claimed', async () => {
  expect(await asked(() => Promise.reject(new Error('away')))).toBeNull();
  expect(await asked(async () => 'maxmemory_policy:allkeys-lru', 'reconnecting')).toBeNull();
  expect(await new RedisSettings(null).evicts()).toBeNull();
});
