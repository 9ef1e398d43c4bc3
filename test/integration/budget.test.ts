import { jest } from '@jest/globals';
import { type Budget, BudgetUnavailableError, PostgresBudget, RedisBudget } from '@nightdesk/budget';
import { Clock } from '@nightdesk/platform/clock';
import { connectRedis } from '@nightdesk/platform/redis';
import type { Redis } from 'ioredis';
import { setTimeout as pass } from 'node:timers/promises';
import pg from 'pg';
import { describeEngines } from '../support/engines.js';
import { openPool } from '../support/pool.js';
import { ended, startProcess } from '../support/processes.js';
import { until } from '../support/until.js';
import { asking, budgetPromises, type Grant, mostInAnyWindow } from './budget.conformance.js';

jest.setTimeout(120_000);

describeEngines('budget', (world) => {
  let pool: pg.Pool;
  let redis: Redis | undefined;
  const open = (ratio: () => number): Budget =>
    redis ? new RedisBudget(redis, pool, new Clock(), ratio) : new PostgresBudget(pool, new Clock(), ratio);

  beforeAll(async () => {
    pool = openPool(world.databaseUrl);
    if (world.redis) redis = await connectRedis(world.redis.url);
  });
  afterAll(async () => {
    redis?.disconnect();
    await pool.end();
  });

  budgetPromises(open);

  test('processes that are killed and started again stay under both ceilings in any rolling window, with clocks that differ', async () => {
    const windows = [
      { name: 'account', limit: 60, windowMs: 300 },
      { name: 'second', limit: 120, windowMs: 1_000 },
    ];
    let started = 0;
    const start = (skewMs: number) => {
      const { databaseUrl } = world;
      const job = { databaseUrl, redisUrl: world.redis?.url, windows, skewMs, seed: (started += 1) };
      const child = startProcess('test/support/budget-process.ts', job);
      const lines = { said: '' };
      child.stdout.on('data', (chunk) => (lines.said += String(chunk)));
      return { child, skewMs, lines };
    };

    const all = [-2_000, 0, 2_000].map(start);
    let running = [...all];
    await until(() => running.every(({ lines }) => lines.said.length > 0), 50_000);
    for (let round = 0; round < 3; round += 1) {
      await pass(500);
      const killed = running.splice(round % 2, 1);
      for (const { child } of killed) await ended(child, 'SIGKILL');
      const successors = killed.map(({ skewMs }) => start(-skewMs));
      running = [...running, ...successors];
      all.push(...successors);
    }
    await until(() => running.every(({ lines }) => lines.said.length > 0), 50_000);
    for (const { child } of running) await ended(child, 'SIGKILL');

    const grants: (Grant & { lane: string })[] = all.flatMap(({ lines }) =>
      [...lines.said.matchAll(/^(\w+) (\d+) (\d+) (\d+)$/gm)].map(([, lane = '', cost, from, to]) => ({
        lane,
        cost: Number(cost),
        from: Number(from),
        to: Number(to),
      })),
    );
    for (const { limit, windowMs } of windows)
      expect(mostInAnyWindow(grants, windowMs)).toBeLessThanOrEqual(limit / 2);
    expect(grants.length).toBeGreaterThan(60);
    expect(new Set(grants.map(({ lane }) => lane))).toEqual(new Set(['read', 'write']));
  });

  test('what nobody uses any more goes away', async () => {
    const budget = open(() => 1);
    const ask = (name: string, windowMs: number) =>
      budget.reserve(
        asking({ accountId: 'acc_brief', lane: 'write', windows: [{ name, limit: 5, windowMs }] }),
      );
    for (let n = 0; n < 20; n += 1) await ask(`ticket:${n}`, 1);
    await pass(50);
    await ask('last', 60_000);
    const left = redis
      ? await redis.keys('budget:{acc_brief}*')
      : (await pool.query(`SELECT name FROM budget_windows WHERE account_id = 'acc_brief'`)).rows;
    expect(left).toHaveLength(redis ? 2 : 1); // on Redis also the account
    expect(await budget.usage('acc_brief')).toMatchObject([{ name: 'last', used: 1 }]);
  });

  test('an engine that does not answer is an error that says so, within seconds', async () => {
    const nowhere = new pg.Pool({ host: '127.0.0.1', port: 1 });
    const away = world.redis ? await connectRedis('redis://127.0.0.1:1') : null;
    const budget = away
      ? new RedisBudget(away, nowhere, new Clock(), () => 1)
      : new PostgresBudget(nowhere, new Clock(), () => 1);
    const windows = [{ name: 'account', limit: 5, windowMs: 1_000 }];
    const ask = budget.reserve(asking({ accountId: 'acc_1', lane: 'read', windows }));
    await expect(ask).rejects.toThrow(BudgetUnavailableError);
    await expect(budget.settle('acc_1', 'lease', [])).rejects.toThrow(BudgetUnavailableError);
    away?.disconnect();
  });
});
