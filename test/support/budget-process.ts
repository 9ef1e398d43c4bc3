import { writeSync } from 'node:fs';
import { PostgresBudget, RedisBudget } from '@nightdesk/budget';
import { Clock } from '@nightdesk/platform/clock';
import { connectRedis } from '@nightdesk/platform/redis';
import pg from 'pg';
import { z } from 'zod';

/**
 * Takes as much of one account's budget as it can get, with a clock of its own, until it is killed. Each grant is a line
 * `lane cost from to`, written at once: a process that is killed may have had one grant more, never one less.
 */
const job = z
  .object({
    databaseUrl: z.string(),
    redisUrl: z.string().optional(),
    windows: z.array(z.object({ name: z.string(), limit: z.number(), windowMs: z.number() })),
    skewMs: z.number(),
    seed: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

class SkewedClock extends Clock {
  override now(): Date {
    return new Date(Date.now() + job.skewMs);
  }
}

const pool = new pg.Pool({ connectionString: job.databaseUrl });
const redis = job.redisUrl ? await connectRedis(job.redisUrl) : undefined;
const clock = new SkewedClock();
const budget = redis
  ? new RedisBudget(redis, pool, clock, () => 0.5)
  : new PostgresBudget(pool, clock, () => 0.5);

for (let turn = job.seed; ; turn += 1) {
  const lane = turn % 3 === 0 ? 'write' : 'read';
  const cost = 1 + (turn % 4 === 0 ? 2 : 0);
  const windows = job.windows.map((window) => ({ ...window, cost, shared: true }));
  const from = Date.now();
  const answer = await budget.reserve({ accountId: 'acc_hammered', lane, windows, places: 8, leaseMs: 200 });
  if (answer.granted) {
    writeSync(1, `${lane} ${cost} ${from} ${Date.now() + 1}\n`);
    if (turn % 7 !== 0) await budget.settle('acc_hammered', answer.lease, []); // else nobody ever does
  } else {
    const wait = Math.min(10, answer.retryAt.getTime() - clock.now().getTime());
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
