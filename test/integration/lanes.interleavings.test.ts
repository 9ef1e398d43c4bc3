import { jest } from '@jest/globals';
import { setTimeout as pass } from 'node:timers/promises';
import fc from 'fast-check';
import type pg from 'pg';
import { describeEngines } from '../support/engines.js';
import { LaneRows, mostInFlight, outOfOrder, overlaps } from '../support/lane-rows.js';
import { LaneChildren, startProducer, until } from '../support/lane-workers.js';
import { ended } from '../support/processes.js';

jest.setTimeout(120_000);

const laneNames = ['a', 'b', 'c'] as const;
const lane = fc.constantFrom(...laneNames);
/** Longer than any test: only a release ends it in time. */
const LONG_MS = 60_000;

const write = fc.record({
  do: fc.constant('write' as const),
  lane,
  ticket: fc.constantFrom('t1', 't2', 't3', 't4', 't5', 't6', 't7'),
  performMs: fc.nat(15),
  holdMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    fc.constantFrom(30, 120, 400),
    fc.constant(LONG_MS),
  ),
});
const release = fc.record({ do: fc.constant('release' as const), lane });
const wait = fc.record({ do: fc.constant('wait' as const), ms: fc.nat(60) });
const breakage = fc.record({ do: fc.constantFrom('kill' as const, 'lose' as const), wait: fc.nat(80) });
type Step =
  | (typeof write extends fc.Arbitrary<infer T> ? T : never)
  | (typeof release extends fc.Arbitrary<infer T> ? T : never)
  | (typeof wait extends fc.Arbitrary<infer T> ? T : never)
  | (typeof breakage extends fc.Arbitrary<infer T> ? T : never);

/** Two worker processes, and this one that writes rows and wakes lanes as an api process does. */
describeEngines('lanes, whatever falls together, in several processes', (world) => {
  let pool: pg.Pool;
  let rows: LaneRows;
  let producer: Awaited<ReturnType<typeof startProducer>>;
  const children = new LaneChildren(world);
  let workers: Awaited<ReturnType<LaneChildren['start']>>[] = [];

  const begin = async (options: object) => {
    workers = await Promise.all([children.start(options), children.start(options)]);
  };
  const free = async (key: string) => {
    await rows.lift(key);
    await producer.lanes.release([{ kind: 'write', key }]);
  };
  const take = async (step: Step, options: object) => {
    switch (step.do) {
      case 'write':
        await rows.add(step);
        return producer.lanes.wake([{ kind: 'write', key: step.lane }]);
      case 'release':
        return free(step.lane);
      case 'wait':
        return pass(step.ms);
      case 'lose':
        await pass(step.wait);
        return world.loseQueues();
      case 'kill':
        await pass(step.wait);
        await ended(workers.shift()!, 'SIGKILL');
        workers.push(await children.start(options));
    }
  };
  const finish = async (withinMs: number) => {
    for (const key of laneNames) await free(key);
    await until('all rows are finished', async () => (await rows.unfinished()) === 0, withinMs);
  };

  beforeAll(async () => {
    pool = await LaneRows.open(world.databaseUrl);
    rows = new LaneRows('write', pool);
    producer = await startProducer(world.databaseUrl, world.redis?.url);
  });
  beforeEach(async () => {
    await pool.query('TRUNCATE lane_rows, lane_journal');
    await world.loseQueues();
  });
  afterEach(() => children.killAll());
  afterAll(async () => {
    await producer.stop();
    await pool.end();
  });

  test('without a sweep no wake and no release is lost, orders are kept, and five of a lane are in flight at most', async () => {
    const options = { lanesAtOnce: 2 };
    await begin(options);
    const steps = fc.array(fc.oneof({ weight: 5, arbitrary: write }, release, wait), {
      minLength: 3,
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        for (const step of plan) await take(step, options);
        await finish(10_000);
      }),
      { numRuns: 25, endOnFailure: true },
    );
    const journal = await rows.journal();
    expect(overlaps(journal)).toEqual([]);
    expect(outOfOrder(journal)).toEqual([]);
    for (const key of laneNames) expect(mostInFlight(journal, key)).toBeLessThanOrEqual(5);
  });

  test('with a sweep nothing is lost either when workers are killed and queues are emptied', async () => {
    const options = { lanesAtOnce: 2, sweepMs: 500 };
    await begin(options);
    const some = fc.array(fc.oneof({ weight: 5, arbitrary: write }, release), {
      minLength: 8,
      maxLength: 15,
    });
    await fc.assert(
      fc.asyncProperty(some, breakage, some, breakage, some, async (one, first, two, second, three) => {
        for (const step of [...one, first, ...two, second, ...three]) await take(step, options);
        await finish(20_000);
      }),
      { numRuns: 3, endOnFailure: true },
    );
    const journal = await rows.journal();
    expect(overlaps(journal)).toEqual([]);
    expect(outOfOrder(journal)).toEqual([]);
  });
});
