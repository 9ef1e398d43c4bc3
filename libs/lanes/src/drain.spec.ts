import fc from 'fast-check';
import { Bell, drain, type DrainContext } from './drain.js';
import type { ItemOutcome, LaneItem, LaneWork } from './lanes.types.js';

/** Rows in memory: what `take` and `perform` promise, and a record of what ran together. */
class MemoryWork implements LaneWork {
  readonly kind = 'read';
  readonly done: LaneItem[] = [];
  readonly running = new Set<string>();
  mostAtOnce = 0;
  overlaps = 0;
  during: (item: LaneItem) => Promise<ItemOutcome | void> = async () => undefined;

  constructor(private rows: LaneItem[]) {}

  add(order: string): void {
    this.rows = [...this.rows, { id: order, order }];
  }

  async take(_key: string, limit: number, busy: readonly string[]): Promise<LaneItem[]> {
    return this.rows.filter(({ order }) => !busy.includes(order)).slice(0, limit);
  }

  async perform(_key: string, item: LaneItem): Promise<ItemOutcome> {
    if (this.running.has(item.order)) this.overlaps += 1;
    this.running.add(item.order);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running.size);
    try {
      const outcome = (await this.during(item)) ?? { kind: 'done' };
      if (outcome.kind === 'done') {
        this.rows = this.rows.filter(({ id }) => id !== item.id);
        this.done.push(item);
      }
      return outcome;
    } finally {
      this.running.delete(item.order);
    }
  }

  nextDue = async () => null;
  dueKeys = async () => [];
}

const context = (given: Partial<DrainContext> = {}): DrainContext => ({
  limits: { inFlight: 5, sliceItems: 50, sliceMs: 60_000 },
  bell: new Bell(),
  now: () => 0,
  stop: new AbortController().signal,
  abort: new AbortController().signal,
  contended: async () => true,
  onDefect: () => undefined,
  ...given,
});

const items = (orders: readonly (string | number)[]) =>
  orders.map((order, at) => ({ id: `${at}`, order: `${order}` }));
const ticks = async (n: number) => {
  for (let i = 0; i < n; i += 1) await Promise.resolve();
};

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
    work.take = async (_key, _limit, busy) => items(['same']).filter(({ order }) => !busy.includes(order));
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

  test('work that leaves nothing is not looked for again', async () => {
    const work = new MemoryWork(items(['a', 'b']));
    work.during = async () => ({ kind: 'done', leaves: 'nothing' });
    let looks = 0;
    const take = work.take.bind(work);
    work.take = (...asked) => {
      looks += 1;
      return take(...asked);
    };
    expect(await drain(work, 'a', context())).toEqual({ end: 'empty', moved: 2 });
    expect(looks).toBe(1);
  });

  test('nothing that rang is left behind, also behind work that leaves nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ order: fc.nat(7), after: fc.nat(12) }), { maxLength: 30 }),
        fc.array(fc.nat(15), { minLength: 5 }),
        async (arrivals, pace) => {
          const given = context();
          // As deliveries of a ticket: one item stands for all that were there when it was offered.
          const open = new Map<string, number>([['0', 1]]);
          const work = new MemoryWork([]);
          work.take = async (_key, limit, busy) => {
            await ticks(2);
            const due = [...open].filter(([order, count]) => count > 0 && !busy.includes(order));
            return due.slice(0, limit).map(([order, count]) => ({ id: `${count}`, order }));
          };
          const arriving = arrivals.map(async ({ order, after }) => {
            await ticks(after);
            open.set(`${order}`, (open.get(`${order}`) ?? 0) + 1);
            given.bell.ring();
          });
          let performed = 0;
          work.perform = async (_key, { id, order }) => {
            performed += 1;
            await ticks(pace[performed % pace.length] ?? 0);
            if (performed === 1) await Promise.all(arriving); // the drain is not over before the last has rung
            open.set(order, (open.get(order) ?? 0) - Number(id));
            return { kind: 'done', leaves: 'nothing' };
          };
          await drain(work, 'a', given);
          expect([...open.values()].filter((count) => count !== 0)).toEqual([]);
        },
      ),
    );
  });

  test('a bell that rings during a look or after it starts the new row while a slow call is in flight', async () => {
    const given = context();
    const work = new MemoryWork(items(['slow']));
    const add = (order: string) => {
      work.add(order);
      given.bell.ring();
    };
    let finishSlow = () => {};
    const slow = new Promise<void>((resolve) => (finishSlow = resolve));
    const started: string[] = [];
    work.during = async ({ order }) => {
      started.push(order);
      if (order === 'slow') await slow;
      if (order === 'after') finishSlow();
    };
    const look = work.take.bind(work);
    let looks = 0;
    work.take = async (key, limit, busy) => {
      const seen = await look(key, limit, busy);
      looks += 1;
      if (busy.length === 1 && !started.includes('during')) add('during'); // its answer is not there yet
      return seen;
    };
    const ending = drain(work, 'a', given);
    while (!started.includes('during')) await new Promise(setImmediate);
    const before = looks;
    add('after');
    await ending;
    expect(started).toEqual(['slow', 'during', 'after']);
    expect(looks - before).toBeLessThanOrEqual(4);
  });
});
