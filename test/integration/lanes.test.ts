import { jest } from '@jest/globals';
import { setTimeout as pass } from 'node:timers/promises';
import fc from 'fast-check';
import type pg from 'pg';
import { describeEngines } from '../support/engines.js';
import { LaneRows, outOfOrder, overlaps } from '../support/lane-rows.js';
import { type LaneProcess, startLanes, until } from '../support/lane-workers.js';

jest.setTimeout(60_000);

describeEngines('lanes', (world) => {
  let pool: pg.Pool;
  let rows: LaneRows;
  let worker: LaneProcess;

  const start = async (options = {}) => {
    worker = await startLanes(world.databaseUrl, world.redis?.url, [rows], options);
  };
  const wake = (...keys: string[]) => worker.lanes.wake(keys.map((key) => ({ kind: 'write', key })));
  const settled = () => until('all rows are finished', async () => (await rows.unfinished()) === 0);

  beforeAll(async () => {
    pool = await LaneRows.open(world.databaseUrl);
  });
  beforeEach(async () => {
    await pool.query('TRUNCATE lane_rows, lane_journal');
    await world.loseQueues();
    rows = new LaneRows('write', pool);
  });
  afterEach(() => worker.stop());
  afterAll(() => pool.end());

  test('no wake is lost, however wakes and drains fall together', async () => {
    await start();
    const steps = fc.array(
      fc.record({ lane: fc.constantFrom('a', 'b', 'c'), wait: fc.nat(8), work: fc.nat(4) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        rows.during = () => pass(plan[0]?.work ?? 0);
        for (const { lane, wait } of plan) {
          await rows.add({ lane });
          await wake(lane);
          if (wait > 2) await pass(wait - 2);
        }
        await settled();
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  test('rows of one order go one after the other and in order, at most five of a lane at once', async () => {
    await start();
    let inFlight = 0;
    let most = 0;
    let fiveAreThere = () => {};
    const five = new Promise<void>((resolve) => (fiveAreThere = resolve));
    rows.during = async () => {
      most = Math.max(most, (inFlight += 1));
      if (inFlight === 5) fiveAreThere();
      await five;
      await pass(15);
      inFlight -= 1;
    };
    await rows.add(...Array.from({ length: 60 }, (_, n) => ({ lane: 'a', ticket: `t${n % 12}` })));
    await wake('a');
    await settled();

    const journal = await rows.journal();
    expect(outOfOrder(journal)).toEqual([]);
    expect(overlaps(journal)).toEqual([]);
    expect(most).toBe(5);
  });

  test('a lane that floods delays a quiet one by one slice at most', async () => {
    await start({ lanesAtOnce: 1, sliceItems: 20, sliceMs: 60_000 });
    await rows.add(...Array.from({ length: 200 }, () => ({ lane: 'flood' })));
    let seen = 0;
    let seenAtWake = 0;
    rows.during = async () => {
      seen += 1;
      if (seen === 30) {
        await rows.add({ lane: 'quiet' });
        await wake('quiet');
        seenAtWake = seen;
      }
    };
    await wake('flood');
    await settled();

    const lanes = (await rows.journal()).map(({ lane }) => lane);
    expect(lanes.indexOf('quiet') - seenAtWake).toBeLessThanOrEqual(20 + 5);
    expect(lanes.filter((lane) => lane === 'flood')).toHaveLength(200);
  });

  test('a parked lane waits for its instant, and a wake does not change that', async () => {
    await start();
    const resumeAt = Date.now() + 700;
    rows.during = async () =>
      Date.now() < resumeAt ? { kind: 'park', until: new Date(resumeAt), reason: 'budget' } : undefined;
    await rows.add({ lane: 'a' });
    await wake('a');
    await until('the lane is parked', async () => (await worker.lanes.depths('write')).parked === 1);
    await rows.add({ lane: 'a' });
    await wake('a');
    await settled();

    const tries = (await rows.journal()).map(({ started }) => started.getTime());
    expect(tries.filter((at) => at < resumeAt)).toHaveLength(1);
    expect(Math.max(...tries) - resumeAt).toBeLessThan(1_000);
  });

  test('a short wait keeps the slot while nobody else wants it', async () => {
    await start({ lanesAtOnce: 1 });
    const before = Date.now();
    await rows.add({ lane: 'a', holdMs: 240 });
    await wake('a');
    await until('it was tried', async () => (await rows.journal()).some(({ ended }) => ended !== null));
    expect(await worker.lanes.depths('write')).toEqual({ waiting: 0, active: 1, parked: 0 });
    await settled();
    expect((await rows.journal())[1]!.started.getTime() - before).toBeGreaterThanOrEqual(240);
  });

  test('a short wait gives its slot to a lane that waits for one', async () => {
    await start({ lanesAtOnce: 1 });
    rows.during = async (_, lane) => {
      if (lane === 'a' && (await rows.journal()).length === 1) await wake('b');
    };
    await rows.add({ lane: 'a', holdMs: 240 }, { lane: 'b' });
    await wake('a');
    await settled();
    expect((await rows.journal()).map(({ lane }) => lane)).toEqual(['a', 'b', 'a']);
  });

  /** Few are released one by one, of many only those that are concerned. */
  const idle = (count: number) => Array.from({ length: count }, (_, n) => `idle-${n}`);

  test.each([1, 10_000])(
    'a parked lane that is released starts at once; releasing %d others does nothing',
    async (others) => {
      await start();
      await rows.add({ lane: 'a', holdMs: 30_000 }, { lane: 'b', holdMs: 30_000 });
      await wake('a', 'b');
      await until('both are parked', async () => (await worker.lanes.depths('write')).parked === 2);
      await rows.lift('a');
      await worker.lanes.release(['a', ...idle(others)].map((key) => ({ kind: 'write', key })));
      await until('the released one is finished', async () => (await rows.unfinished()) === 1);
      await until('only the other is there', async () => {
        const { waiting, active, parked } = await worker.lanes.depths('write');
        return waiting + active === 0 && parked === 1;
      });
      expect((await rows.journal()).filter(({ lane }) => lane === 'b')).toHaveLength(1);
    },
  );

  test.each([0, 10])(
    'a lane that is released (and %d others) in the moment it parks does not wait',
    async (others) => {
      await start();
      let first = true;
      rows.during = async () => {
        if (!first) return undefined;
        first = false;
        // It is at work: this comes before it parks.
        await worker.lanes.release(['a', ...idle(others)].map((key) => ({ kind: 'write', key })));
        return { kind: 'park', until: new Date(Date.now() + 30_000), reason: 'what has just changed' };
      };
      await rows.add({ lane: 'a' });
      await wake('a');
      await settled();
    },
  );

  test('a parked lane whose instant has come gets a slot from one that floods', async () => {
    await start({ lanesAtOnce: 1, sliceItems: 20, sliceMs: 60_000 });
    await rows.add({ lane: 'parked', holdMs: 1_000 });
    await wake('parked');
    await until('it is parked', async () => (await worker.lanes.depths('write')).parked === 1);
    await rows.add(...Array.from({ length: 1_000 }, () => ({ lane: 'flood', performMs: 10 })));
    await wake('flood');
    await until(
      'it went through',
      async () => (await rows.journal()).filter(({ lane }) => lane === 'parked').length === 2,
    );
    expect(await rows.unfinished()).toBeGreaterThan(0); // of the flood
  });

  test('a row that is due later starts at its instant, and an earlier one does not wait for it', async () => {
    await start();
    await rows.add({ lane: 'a', ticket: 'later', dueInMs: 900 }, { lane: 'a', ticket: 'now' });
    await wake('a');
    await until('the alarm is set', async () => (await worker.lanes.depths('write')).parked === 1);
    await rows.add({ lane: 'a', ticket: 'sooner' });
    await wake('a');
    await settled();

    expect((await rows.journal()).map(({ ticket }) => ticket)).toEqual(['now', 'sooner', 'later']);
    const { rows: delays } = await pool.query<{ ms: number }>(
      `SELECT extract(epoch FROM started - due) * 1000 AS ms FROM lane_journal JOIN lane_rows ON id = row_id WHERE lane_rows.ticket = 'later'`,
    );
    expect(Number(delays[0]?.ms)).toBeGreaterThanOrEqual(0);
    expect(Number(delays[0]?.ms)).toBeLessThan(1_000);
  });

  test('a row that throws holds up its own order only, and is not tried again and again', async () => {
    await start();
    rows.during = async ({ order }) => {
      if (order === 'bad') throw new Error('a defect, on purpose');
    };
    await rows.add({ lane: 'a', ticket: 'bad' }, ...Array.from({ length: 100 }, () => ({ lane: 'a' })));
    await wake('a');
    await until('the others are finished', async () => (await rows.unfinished()) === 1);
    await pass(500);

    expect((await rows.journal()).filter(({ ticket }) => ticket === 'bad')).toHaveLength(1);
  });

  test('a slow call does not keep a new row of another order waiting', async () => {
    await start();
    let finishSlow = () => {};
    const slow = new Promise<void>((resolve) => (finishSlow = resolve));
    rows.during = ({ order }) => (order === 'slow' ? slow : Promise.resolve());
    await rows.add({ lane: 'a', ticket: 'slow' });
    await wake('a');
    await until('the slow one is in flight', async () => (await rows.journal()).length === 1);
    await rows.add({ lane: 'a', ticket: 'new' });
    await wake('a');
    await until('only the slow one is left', async () => (await rows.unfinished()) === 1, 1_500);
    const looked = await rows.journal();
    expect(looked.map(({ ticket }) => ticket)).toEqual(['slow', 'new']);
    finishSlow();
    await settled();
  });

  test('a stop lets the calls in flight finish and leaves the rest to others', async () => {
    await start();
    rows.during = () => pass(150);
    await rows.add(...Array.from({ length: 20 }, () => ({ lane: 'a' })));
    await wake('a');
    await until('five are in flight', async () => (await rows.journal()).length === 5);
    await worker.stop();
    expect(await rows.unfinished()).toBe(15);
    expect((await rows.journal()).every(({ ended }) => ended !== null)).toBe(true);

    rows.during = async () => undefined;
    await start();
    await settled();
  });

  test('an idle lane leaves nothing in the queue', async () => {
    await start();
    await rows.add({ lane: 'a' }, { lane: 'b' });
    await wake('a', 'b', 'a', 'nothing-to-do');
    await settled();
    await until('the queue is empty', async () => {
      const { waiting, active, parked } = await worker.lanes.depths('write');
      return waiting + active + parked === 0;
    });
  });
});
