import { jest } from '@jest/globals';
import { setTimeout as pass } from 'node:timers/promises';
import { type Lane, LaneSetupError } from '@nightdesk/lanes';
import type pg from 'pg';
import { describeEngines } from '../support/engines.js';
import { LaneRows, outOfOrder, overlaps } from '../support/lane-rows.js';
import { LaneChildren, type LaneProcess, startLanes, startProducer, until } from '../support/lane-workers.js';
import { ended } from '../support/processes.js';

jest.setTimeout(60_000);

describeEngines('lanes when things break', (world) => {
  let pool: pg.Pool;
  let rows: LaneRows;
  const workers: LaneProcess[] = [];
  const children = new LaneChildren(world);

  const start = async (works = [rows]) => {
    const worker = await startLanes(world.databaseUrl, world.redis?.url, works);
    workers.push(worker);
    return worker;
  };
  /** As an api process would, so that the only worker is the one that a test started. */
  const wakeOnly = async (lanes: Lane[]) => {
    const producer = await startProducer(world.databaseUrl, world.redis?.url);
    await producer.lanes.wake(lanes);
    await producer.stop();
  };
  const lane = (key: string): Lane[] => [{ kind: 'write', key }];
  const settled = (withinMs?: number) =>
    until('all rows are finished', async () => (await rows.unfinished()) === 0, withinMs);

  beforeAll(async () => {
    pool = await LaneRows.open(world.databaseUrl);
  });
  beforeEach(async () => {
    await pool.query('TRUNCATE lane_rows, lane_journal');
    await world.loseQueues();
    rows = new LaneRows('write', pool);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await children.killAll();
  });
  afterAll(() => pool.end());

  test('after the queues are lost a sweep brings all work back', async () => {
    const worker = await start();
    rows.during = () => pass(20);
    await rows.add(...Array.from({ length: 30 }, (_, n) => ({ lane: `lane-${n % 3}` })));
    await worker.lanes.wake([...lane('lane-0'), ...lane('lane-1')]);
    await until('work is in flight', async () => (await rows.journal()).length > 3);
    await world.loseQueues();
    await rows.add({ lane: 'lane-9' });
    await worker.runner.sweep();
    await settled();
  });

  test('a worker that starts finds the rows that nobody woke', async () => {
    await rows.add({ lane: 'a' }, { lane: 'b' });
    await start();
    await settled();
  });

  test('another worker goes on with the lanes of one that was killed in under eight seconds', async () => {
    const child = await children.start({ performMs: 60_000 });
    await rows.add(...Array.from({ length: 7 }, () => ({ lane: 'a' })));
    await wakeOnly(lane('a'));
    await until('the victim has the lane', async () => (await rows.journal()).length === 5);
    await start();
    const killed = Date.now();
    await ended(child, 'SIGKILL');
    await settled(15_000);

    const journal = await rows.journal();
    const [first] = journal.filter(({ pid }) => pid === process.pid);
    expect(first!.started.getTime() - killed).toBeLessThan(8_000);
    expect(journal.filter(({ pid }) => pid === child.pid)).toHaveLength(5);
    expect(journal.filter(({ pid }) => pid === process.pid)).toHaveLength(7);
  });

  test('a process that is told to stop takes nothing more, ends its calls and leaves, and another goes on at once', async () => {
    const child = await children.start({ performMs: 1_000 });
    await rows.add(...Array.from({ length: 12 }, () => ({ lane: 'a' })));
    await wakeOnly(lane('a'));
    await until('it has five calls in flight', async () => (await rows.journal()).length === 5);
    await start();
    await ended(child, 'SIGTERM');
    expect(child.exitCode).toBe(0);
    await settled();

    const journal = await rows.journal();
    const its = journal.filter(({ pid }) => pid === child.pid);
    expect(its).toHaveLength(5);
    const lastEnd = Math.max(...its.map((entry) => entry.ended!.getTime()));
    const [next] = journal.filter(({ pid }) => pid === process.pid);
    expect(next!.started.getTime() - lastEnd).toBeLessThan(4_000); // no lock of 5 s had to run out, nobody swept
    expect(journal).toHaveLength(12);
  });

  test('no row is performed twice and no order overlaps while two processes share the lanes', async () => {
    await Promise.all([0, 1].map(() => children.start({ performMs: 2, lanesAtOnce: 1 })));
    const { lanes, stop } = await startProducer(world.databaseUrl, world.redis?.url);
    for (let round = 0; round < 20; round += 1) {
      await rows.add(
        ...Array.from({ length: 12 }, (_, n) => ({
          lane: `lane-${n % 4}`,
          ticket: `lane-${n % 4}-t${n % 3}`,
        })),
      );
      await lanes.wake([0, 1, 2, 3].flatMap((n) => lane(`lane-${n}`)));
      await pass(round % 5);
    }
    await settled(15_000);
    await stop();

    const journal = await rows.journal();
    expect(journal).toHaveLength(240);
    expect(new Set(journal.map(({ id }) => id)).size).toBe(240);
    expect(overlaps(journal)).toEqual([]);
    expect(outOfOrder(journal)).toEqual([]);
    expect(new Set(journal.map(({ pid }) => pid)).size).toBe(2);
  });

  test('a second work for a kind is refused', async () => {
    const worker = await start();
    expect(() => worker.runner.register(rows)).toThrow(LaneSetupError);
  });

  test('connections that break are made anew, and wakes work again without a sweep', async () => {
    const worker = await start();
    await rows.add({ lane: 'a' }); // before: the test's own connections are cut as well
    await world.breakConnections();
    await until(
      'a wake comes through and the lane runs',
      async () => {
        await worker.lanes.wake(lane('a'));
        await pass(100);
        return (await rows.unfinished()) === 0;
      },
      10_000,
    );
  });

  test('a wake while the engine is away neither throws nor hangs, and all resumes when it is back', async () => {
    const worker = await start();
    await world.pause(async () => {
      const asked = Date.now();
      await worker.lanes.wake([...lane('a'), ...lane('b')]);
      expect(Date.now() - asked).toBeLessThan(3_000);
    });
    await rows.add({ lane: 'a' }, { lane: 'b' });
    await until(
      'a sweep reaches the engine',
      async () => {
        await worker.runner.sweep();
        await pass(100);
        return (await rows.unfinished()) === 0;
      },
      30_000,
    );
    await rows.add({ lane: 'c' });
    await worker.lanes.wake(lane('c'));
    await settled();
  });
});
