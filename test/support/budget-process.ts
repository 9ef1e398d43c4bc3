import { PostgresBudget, RedisBudget } from '@nightdesk/budget';
import { Clock } from '@nightdesk/platform/clock';
import { connectRedis } from '@nightdesk/platform/redis';
import pg from 'pg';
import { z } from 'zod';
import { type Grant, offer } from '../integration/budget.conformance.js';

/** Takes as much of one account's budget as it can get, with a clock of its own, and prints its grants. */
const job = z
  .object({
    databaseUrl: z.string(),
    redisUrl: z.string().optional(),
    windowMs: z.number(),
    limit: z.number(),
    forMs: z.number(),
    skewMs: z.number(),
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
const budget = redis ? new RedisBudget(redis, clock, () => 0.5) : new PostgresBudget(pool, clock, () => 0.5);

const grants: Grant[] = [];
const ends = Date.now() + job.forMs;
while (Date.now() < ends) {
  const windows = [{ name: 'account', limit: job.limit, windowMs: job.windowMs }];
  const retryAt = await offer(budget, { accountId: 'acc_hammered', lane: 'write', windows }, grants);
  if (retryAt)
    await new Promise((resolve) =>
      setTimeout(resolve, Math.min(10, retryAt.getTime() - clock.now().getTime())),
    );
}
redis?.disconnect();
await pool.end();
process.stdout.write(JSON.stringify(grants));
