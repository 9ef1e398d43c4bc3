import { jest } from '@jest/globals';
import { type Budget, BudgetUnavailableError, PostgresBudget, RedisBudget } from '@nightdesk/budget';
import { Clock } from '@nightdesk/platform/clock';
import { connectRedis } from '@nightdesk/platform/redis';
import type { Redis } from 'ioredis';
import pg from 'pg';
import { describeEngines } from '../support/engines.js';
import { openPool } from '../support/pool.js';
import { output, startProcess } from '../support/processes.js';
import { budgetPromises, type Grant, mostInAnyWindow } from './budget.conformance.js';

jest.setTimeout(60_000);

describeEngines('budget', (world) => {
  let pool: pg.Pool;
  let redis: Redis | undefined;
  const open = (ratio: () => number): Budget =>
    redis ? new RedisBudget(redis, new Clock(), ratio) : new PostgresBudget(pool, new Clock(), ratio);

  beforeAll(async () => {
    pool = openPool(world.databaseUrl);
    if (world.redis) redis = await connectRedis(world.redis.url);
  });
  afterAll(async () => {
    redis?.disconnect();
    await pool.end();
  });

  budgetPromises(open);

  test('several processes together stay under the ceiling in any rolling window, with clocks that differ', async () => {
    const windowMs = 300;
    const job = {
      databaseUrl: world.databaseUrl,
      redisUrl: world.redis?.url,
      windowMs,
      limit: 40,
      forMs: 3_000,
    };
    const reports = await Promise.all([-2_000, 0, 700, 2_000].map((skewMs) => hammer({ ...job, skewMs })));
    const grants = reports.flat();

    expect(mostInAnyWindow(grants, windowMs)).toBeLessThanOrEqual(20);
    expect(grants.length).toBeGreaterThan(100); // of 200
    expect(reports.every((report) => report.length > 0)).toBe(true);
  });

  test('what nobody uses any more goes away', async () => {
    const budget = open(() => 1);
    for (let n = 0; n < 20; n += 1) {
      await budget.reserve({
        accountId: 'acc_brief',
        lane: 'write',
        windows: [{ name: `ticket:${n}`, limit: 5, windowMs: 5 }],
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    await budget.reserve({
      accountId: 'acc_brief',
      lane: 'write',
      windows: [{ name: 'last', limit: 5, windowMs: 60_000 }],
    });
    const left = redis
      ? await redis.keys('budget:{acc_brief}:*')
      : (await pool.query(`SELECT name FROM budget_windows WHERE account_id = 'acc_brief'`)).rows;
    expect(left).toHaveLength(redis ? 2 : 1); // on Redis also the account's list of windows
  });

  test('an engine that does not answer is an error that says so, within seconds', async () => {
    const away = world.redis
      ? new RedisBudget(await connectRedis('redis://127.0.0.1:1').then(track), new Clock(), () => 1)
      : new PostgresBudget(new pg.Pool({ host: '127.0.0.1', port: 1 }), new Clock(), () => 1);
    const ask = away.reserve({
      accountId: 'acc_1',
      lane: 'read',
      windows: [{ name: 'account', limit: 5, windowMs: 1_000 }],
    });
    await expect(ask).rejects.toThrow(BudgetUnavailableError);
  });

  const opened: Redis[] = [];
  const track = (connection: Redis) => {
    opened.push(connection);
    return connection;
  };
  afterAll(() => opened.forEach((connection) => connection.disconnect()));
});

/** One more process that takes what it can get; answers with its grants. */
async function hammer(job: object): Promise<Grant[]> {
  return JSON.parse(await output(startProcess('test/support/budget-process.ts', job))) as Grant[];
}
