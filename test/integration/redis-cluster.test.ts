import { jest } from '@jest/globals';
import { RedisBudget } from '@nightdesk/budget';
import { Clock } from '@nightdesk/platform/clock';
import { connectRedis } from '@nightdesk/platform/redis';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { LaneRows } from '../support/lane-rows.js';
import { startLanes, until } from '../support/lane-workers.js';
import { openPool } from '../support/pool.js';
import { redisIsInstalled, RedisServer } from '../support/redis-server.js';
import { describeWhere } from '../support/where.js';
import { budgetPromises } from './budget.conformance.js';

jest.setTimeout(60_000);

describeWhere(redisIsInstalled, 'a Redis that is a cluster', 'redis-server is not installed', () => {
  let server: RedisServer;
  let database: TestDatabase;
  let redis: Redis;
  let pool: pg.Pool;

  beforeAll(async () => {
    server = await RedisServer.startCluster();
    database = await cloneTemplate();
    redis = await connectRedis(server.url);
    pool = openPool(database.url);
  }, 60_000);
  afterAll(async () => {
    redis.disconnect();
    await pool.end();
    await server.down();
    await database.drop();
  });

  test('refuses a command whose keys are in several slots, so that these tests can fail', async () => {
    await expect(redis.mget('one', 'another')).rejects.toThrow('CROSSSLOT');
  });

  describe('the budget', () => budgetPromises((ratio) => new RedisBudget(redis, pool, new Clock(), ratio)));

  test('lanes run, park, are released and counted, over two workers', async () => {
    const lanePool = await LaneRows.open(database.url);
    const rows = new LaneRows('write', lanePool);
    const workers = [
      await startLanes(database.url, server.url, [rows]),
      await startLanes(database.url, server.url, [rows]),
    ];
    const keys = Array.from({ length: 40 }, (_, n) => `lane-${n}`);
    const lanes = keys.map((key) => ({ kind: 'write' as const, key }));
    await rows.add(...keys.flatMap((lane) => [{ lane }, { lane, dueInMs: 300 }]));
    await rows.add({ lane: 'held', holdMs: 60_000 });
    await workers[0]!.lanes.wake([...lanes, { kind: 'write', key: 'held' }]);
    await until('all but the held one are finished', async () => (await rows.unfinished()) === 1);
    expect((await workers[1]!.lanes.depths('write')).parked).toBeGreaterThan(0);
    await rows.lift('held');
    await workers[1]!.lanes.release([{ kind: 'write', key: 'held' }]);
    await until('the held one is finished', async () => (await rows.unfinished()) === 0);
    await Promise.all(workers.map((worker) => worker.stop()));
    await lanePool.end();
  });
});
