import fc from 'fast-check';
import { context, items, MemoryWork, ticks } from '../../../test/support/memory-work.js';
import { drain, type DrainContext } from './drain.js';
import type { ItemOutcome } from './lanes.types.js';

describe('drain', () => {
  test.each([
    [2, 2],
    [9, 9],
  ])('work that stands %d at once gets at most %d, whatever others get', async (own, most) => {
    const work = new MemoryWork(items(Array.from({ length: 12 }, (_, order) => order)));
    work.during = () => ticks(5);
    await drain(Object.assign(work, { inFlight: async () => own }), 'a', context());
    expect(work.done).toHaveLength(12);
    expect(work.mostAtOnce).toBe(most);
  });

  test('every row is done once, each order in sequence and never twice at once, five in flight at most', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(6), { maxLength: 40 }),
        fc.array(fc.nat(20), { minLength: 7 }),
        async (orders, pace) => {
          const work = new MemoryWork(items(orders));
          work.during = ({ id }) => ticks(pace[Number(id) % pace.length] ?? 0);
          const result = await drain(work, 'a', context());
          expect(result).toEqual({ end: 'empty', moved: orders.length });
          for (const order of new Set(work.done.map((item) => item.order))) {
            const ids = work.done.filter((item) => item.order === order).map(({ id }) => Number(id));
            expect(ids).toEqual(ids.toSorted((a, b) => a - b));
          }
          expect(work.overlaps).toBe(0);
          expect(work.mostAtOnce).toBeLessThanOrEqual(5);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('rows of one order that are offered first do not keep the other slots empty', async () => {
    const work = new MemoryWork(items(['a', 'a', 'a', 'a', 'a', 'a', 'b', 'c']));
    work.during = () => ticks(5);
    await drain(work, 'a', context());
    expect(work.mostAtOnce).toBe(3);
  });

  test('a slice ends after its items when others wait, and goes on when nobody does', async () => {
    const limits = { inFlight: 1, sliceItems: 10, sliceMs: 60_000 };
    const many = () => new MemoryWork(items(Array.from({ length: 35 }, (_, n) => n)));
    expect(await drain(many(), 'a', context({ limits }))).toEqual({ end: 'slice', moved: 10 });
    const alone = context({ limits, contended: async () => false });
    expect(await drain(many(), 'a', alone)).toEqual({ end: 'empty', moved: 35 });
  });

  test('a slice ends when its time is over', async () => {
    let time = 0;
    const work = new MemoryWork(items(Array.from({ length: 30 }, (_, n) => n)));
    work.during = async () => void (time += 100);
    const limits = { inFlight: 1, sliceItems: 1_000, sliceMs: 1_000 };
    expect(await drain(work, 'a', context({ limits, now: () => time }))).toEqual({ end: 'slice', moved: 10 });
  });

  test('an item that parks lets those in flight finish, and the latest instant counts', async () => {
    const work = new MemoryWork(items(['a', 'b', 'c', 'd', 'e', 'f']));
    const at = (ms: number): ItemOutcome => ({ kind: 'park', until: new Date(ms), reason: 'budget' });
    work.during = async ({ order }) => {
      if (order === 'a') return at(1_000);
      await ticks(10);
      return order === 'b' ? at(3_000) : undefined;
    };
    const result = await drain(work, 'a', context());
    expect(result).toEqual({ end: 'parked', moved: 3, until: new Date(3_000), reason: 'budget' });
    expect(work.running.size).toBe(0);
  });

  test('an item that throws is told once and its order is left alone; the others go on', async () => {
    const work = new MemoryWork(items(['bad', 'good', 'bad', 'good', 'other']));
    work.during = async ({ order }) => {
      if (order === 'bad') throw new Error('on purpose');
    };
    const told: string[] = [];
    const result = await drain(work, 'a', context({ onDefect: ({ id }) => told.push(id) }));
    expect(result).toEqual({ end: 'stuck', moved: 3 });
    expect(told).toEqual(['0']);
  });

  test('a row that says done and does not move cannot spin', async () => {
    const work = new MemoryWork([]);
    work.take = async (_key, _limit, busy) => ({
      items: items(['same']).filter(({ order }) => !busy.includes(order)),
    });
    expect(await drain(work, 'a', context())).toEqual({ end: 'stuck', moved: 10 });
  });

  test('a stop takes nothing more and waits for what is in flight', async () => {
    const work = new MemoryWork(items([1, 2, 3, 4, 5, 6, 7, 8]));
    const stop = new AbortController();
    work.during = async () => {
      stop.abort();
      await ticks(20);
    };
    expect(await drain(work, 'a', context({ stop: stop.signal }))).toEqual({ end: 'stopped', moved: 5 });
    expect(work.running.size).toBe(0);
  });

  test('a short park is waited out in place, again and again', async () => {
    const work = new MemoryWork(items(['a']));
    let tries = 0;
    work.during = async () => {
      tries += 1;
      return tries <= 15 ? { kind: 'park', until: new Date(Date.now() + 3), reason: 'budget' } : undefined;
    };
    const given = context({ now: Date.now, contended: async () => false });
    expect(await drain(work, 'a', given)).toEqual({ end: 'empty', moved: 1 });
    expect(tries).toBe(16);
  });

  test.each([
    ['a longer one', 251, false],
    ['one while others wait', 100, true],
  ])('%s goes to the queue', async (_, ms, contended) => {
    const work = new MemoryWork(items(['a']));
    work.during = async () => ({ kind: 'park', until: new Date(ms), reason: 'budget' });
    const result = await drain(work, 'a', context({ contended: async () => contended }));
    expect(result).toEqual({ end: 'parked', moved: 0, until: new Date(ms), reason: 'budget' });
  });

  test('a stop ends a short wait', async () => {
    const work = new MemoryWork(items(['a']));
    const stop = new AbortController();
    const until = new Date(200);
    work.during = async () => ({ kind: 'park', until, reason: 'budget' });
    const contended = async () => {
      setImmediate(() => stop.abort());
      return false;
    };
    const result = await drain(work, 'a', context({ stop: stop.signal, contended }));
    expect(result).toEqual({ end: 'parked', moved: 0, until, reason: 'budget' });
  });

  test('work that lingers goes on when it is woken again, and else ends', async () => {
    const given = context();
    const work = Object.assign(new MemoryWork(items(['a'])), { lingerMs: 400 });
    work.during = async ({ order }) => {
      if (order === 'b') return;
      setTimeout(() => {
        work.add('b');
        given.bell.ring();
      }, 20);
    };
    expect(await drain(work, 'a', given)).toEqual({ end: 'empty', moved: 2 });
  });

  test.each([
    ['that has moved nothing', { rows: [] }],
    ['among many others', { crowded: () => true }],
    ['that is stopped', { stop: AbortSignal.abort() }],
  ])(
    'a lane %s does not linger',
    async (_, { rows = ['a'], ...given }: Partial<DrainContext> & { rows?: string[] }) => {
      const work = Object.assign(new MemoryWork(items(rows)), { lingerMs: 2 ** 30 });
      await drain(work, 'a', context(given));
    },
  );

  test('a stop ends the lingering', async () => {
    const stop = new AbortController();
    const work = Object.assign(new MemoryWork(items(['a'])), { lingerMs: 2 ** 30 });
    work.during = async () => void setTimeout(() => stop.abort(), 20);
    expect(await drain(work, 'a', context({ stop: stop.signal }))).toEqual({ end: 'stopped', moved: 1 });
  });
});
