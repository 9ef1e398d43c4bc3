import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { setTimeout as pass } from 'node:timers/promises';
import type { LaneKind } from '@nightdesk/lanes';
import type pg from 'pg';
import { describeEngines } from '../support/engines.js';
import { LaneRows } from '../support/lane-rows.js';
import { type LaneProcess, startLanes, until } from '../support/lane-workers.js';

jest.setTimeout(240_000);

describeEngines('many lanes', (world) => {
  let pool: pg.Pool;
  let rows: LaneRows;
  let worker: LaneProcess;

  const wake = (keys: string[], kind: LaneKind = 'write') =>
    worker.lanes.wake(keys.map((key) => ({ kind, key })));
  const empty = async () => {
    const { waiting, active, parked } = await worker.lanes.depths('deliver');
    return waiting + active + parked === 0;
  };

  beforeAll(async () => {
    pool = await LaneRows.open(world.databaseUrl);
  });
  beforeEach(async () => {
    await pool.query('TRUNCATE lane_rows, lane_journal');
    await world.loseQueues();
    rows = new LaneRows('write', pool);
    worker = await startLanes(world.databaseUrl, world.redis?.url, [rows]);
  });
  afterEach(() => worker.stop());
  afterAll(() => pool.end());

  /** What the engine holds beside lanes at work: jobs and all that belongs to them, and this process's timers. */
  const held = async () => {
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    if (!world.redis) {
      const { rows: counts } = await pool.query<{ jobs: number; connections: number }>(
        `SELECT (SELECT count(*)::int FROM bullmq.job) AS jobs,
          (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections`,
      );
      return { timers, ...counts[0]! };
    }
    const redis = new Redis(world.redis.url);
    const [keys, clients] = await Promise.all([redis.dbsize(), redis.client('LIST')]);
    redis.disconnect();
    return { timers, jobs: keys, connections: String(clients).trim().split('\n').length };
  };

  test('ten thousand lanes that were woken and are idle again hold no job, connection or timer', async () => {
    await wake(['warm-up'], 'deliver'); // nobody has work of this kind here
    await until('the queue is empty', empty);
    const before = await held();
    for (let hundred = 0; hundred < 100; hundred += 1)
      await wake(
        Array.from({ length: 100 }, (_, n) => `lane-${hundred}-${n}`),
        'deliver',
      );
    await until('the queue is empty', empty, 180_000);
    await until(
      'nothing is held that was not before',
      async () => {
        const { timers, jobs, connections } = await held();
        // On Postgres two pools opened more for the rush; they have a ceiling, however many lanes there are.
        const most = world.redis ? before.connections : 10 + 20 + 1;
        return jobs <= before.jobs + 5 && timers <= before.timers + 25 && connections <= most;
      },
      30_000,
    );
  });

  test('one lane that floods changes the waiting of fifty quiet ones little', async () => {
    const quiet = Array.from({ length: 50 }, (_, n) => `quiet-${n}`);
    const slowest = async () => {
      await pool.query('DELETE FROM lane_journal');
      for (let round = 0; round < 2; round += 1)
        for (const lane of quiet) {
          await rows.add({ lane });
          await wake([lane]);
          await pass(3);
        }
      const waiting = async () => {
        const { rows: found } = await pool.query<{ ms: number }>(
          `SELECT extract(epoch FROM started - due) * 1000 AS ms FROM lane_rows JOIN lane_journal ON id = row_id
           WHERE lane_rows.lane <> 'flood' AND started >= due ORDER BY ms`,
        );
        return found.map(({ ms }) => Number(ms));
      };
      await until('the quiet ones are through', async () => (await waiting()).length === 100, 60_000);
      return (await waiting())[98]!;
    };
    const alone = await slowest();
    await rows.add(...Array.from({ length: 2_000 }, () => ({ lane: 'flood', performMs: 5 })));
    await wake(['flood']);
    const beside = await slowest();
    expect(await rows.unfinished()).toBeGreaterThan(0); // the flood lasted
    expect(beside).toBeLessThanOrEqual(3 * alone + 50);
  });
});
