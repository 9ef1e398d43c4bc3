import { jest } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { BudgetUnavailableError, RedisBudget } from '@nightdesk/budget';
import { Clock } from '@nightdesk/platform/clock';
import { connectRedis } from '@nightdesk/platform/redis';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { openPool } from '../support/pool.js';
import { ended } from '../support/processes.js';
import { redisIsInstalled } from '../support/redis-server.js';
import { freePort } from '../support/service.js';
import { describeWhere } from '../support/where.js';
import { account, asking, type Grant, mostInAnyWindow, newAccount, times } from './budget.conformance.js';

jest.setTimeout(60_000);

const WINDOW_MS = 1_000;

describeWhere(redisIsInstalled, 'a budget whose Redis forgets', 'redis-server is not installed', () => {
  let directory: string;
  let port: number;
  let server: ChildProcess;
  let database: TestDatabase;
  let pool: pg.Pool;
  let redis: Redis;
  let budget: RedisBudget;

  /** A Redis with a folder of its own: it starts with the snapshot that lies there, if there is one. */
  const start = async () => {
    const options = ['--port', `${port}`, '--dir', directory, '--save', '', '--bind', '127.0.0.1'];
    const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const chunk of child.stdout) if (String(chunk).includes('Ready to accept connections')) break;
    server = child;
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'nightdesk-redis-'));
    port = await freePort();
    await start();
    database = await cloneTemplate();
    pool = openPool(database.url);
    redis = await connectRedis(`redis://127.0.0.1:${port}`);
    budget = new RedisBudget(redis, pool, new Clock(), () => 0.5);
  });
  afterAll(async () => {
    redis.disconnect();
    await ended(server, 'SIGKILL');
    await pool.end();
    await database.drop();
    await rm(directory, { recursive: true });
  });

  const windows = [account(40, WINDOW_MS)];
  /** Asks all the time; an engine that is away for a moment is no answer. */
  const hammer = async (accountId: string, forMs: number, grants: Grant[]) => {
    for (const ends = Date.now() + forMs; Date.now() < ends; await pass(5)) {
      const from = Date.now();
      try {
        const { granted } = await budget.reserve(asking({ accountId, lane: 'write', windows }));
        if (granted) grants.push({ from, to: Date.now() + 1, cost: 1 });
      } catch (error) {
        if (!(error instanceof BudgetUnavailableError)) throw error;
      }
    }
  };
  /** An account that was connected long ago and has just used up its window; `early` happens after its first call. */
  const known = async (early: () => Promise<unknown>) => {
    const accountId = newAccount();
    const from = Date.now();
    expect(await budget.reserve(asking({ accountId, lane: 'write', windows }))).toMatchObject({
      granted: true,
    });
    const grants: Grant[] = [{ from, to: Date.now() + 1, cost: 1 }];
    await early();
    for (let tries = 0; tries < 100 && grants.length < 20; tries += 1) await hammer(accountId, 10, grants);
    await pool.query('UPDATE budget_accounts SET created_ms = created_ms - 60000');
    return { accountId, grants };
  };
  const restart = async () => {
    await ended(server, 'SIGKILL');
    await start();
  };

  const nothing = async () => {};
  test.each([
    ['emptied', nothing, () => redis.flushall()],
    ['killed and started empty', nothing, restart],
    ['started with an old snapshot', () => redis.call('SAVE'), restart],
    [
      'short of memory and has evicted the windows',
      nothing,
      async () => redis.del(...(await redis.keys('budget:*|*'))),
    ],
  ] as const)(
    'no rolling window holds more than the ceiling across the loss, and it goes on by itself: %s',
    async (_, early, lose) => {
      const { accountId, grants } = await known(early);
      expect(grants).toHaveLength(20);
      await lose();
      const lost = Date.now();
      await hammer(accountId, 2_500, grants);
      expect(mostInAnyWindow(grants, WINDOW_MS)).toBeLessThanOrEqual(20);
      expect(grants.filter(({ from }) => from > lost).length).toBeGreaterThanOrEqual(20);
    },
  );

  test('a new account starts at once, also right after a loss', async () => {
    await redis.flushall();
    const accountId = newAccount();
    const ask = () => budget.reserve(asking({ accountId, lane: 'write', windows }));
    expect(await times(30, ask)).toBe(20);
  });

  test('an account that was new a moment ago is not new again', async () => {
    const accountId = newAccount();
    const ask = () => budget.reserve(asking({ accountId, lane: 'write', windows }));
    expect(await times(20, ask)).toBe(20);
    await redis.flushall();
    expect(await ask()).toMatchObject({ granted: false, window: 'account' });
  });

  test('many calls of a new account at once, by two processes, are counted together', async () => {
    const second = await connectRedis(`redis://127.0.0.1:${port}`);
    const other = new RedisBudget(second, pool, new Clock(), () => 0.5);
    const accountId = newAccount();
    const ask = (by: RedisBudget) => by.reserve(asking({ accountId, lane: 'write', windows }));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (__, n) => ask(n % 2 === 0 ? budget : other)),
    );
    second.disconnect();
    const granted = answers.filter((answer) => answer.granted).length;
    expect(granted).toBeGreaterThan(0);
    expect(granted).toBeLessThanOrEqual(20);
  });

  test('windows of more than a minute are kept, and stop nothing for their length', async () => {
    const accountId = newAccount();
    const ticket = { name: 'ticket:7', limit: 12, windowMs: 600_000 };
    const ask = () => budget.reserve(asking({ accountId, lane: 'write', windows: [...windows, ticket] }));
    expect(await times(4, ask)).toBe(4);
    await pool.query('UPDATE budget_accounts SET created_ms = created_ms - 60000');
    await redis.flushall();
    const refused = await ask();
    const retryAt = refused.granted ? 0 : refused.retryAt.getTime();
    expect(retryAt - Date.now()).toBeLessThanOrEqual(WINDOW_MS + 50);
    await pass(retryAt - Date.now() + 2);
    expect(await times(4, ask)).toBe(2);
    expect(await budget.usage(accountId)).toMatchObject([{ used: 2 }, { name: 'ticket:7', used: 6 }]);
  });
});
