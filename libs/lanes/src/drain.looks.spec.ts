import fc from 'fast-check';
import { context, items, MemoryWork, ticks } from '../../../test/support/memory-work.js';
import { drain } from './drain.js';
import type { LaneItem, Look } from './lanes.types.js';

describe('the looks of a drain', () => {
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
            return { items: due.slice(0, limit).map(([order, count]) => ({ id: `${count}`, order })) };
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

  test('what waits behind something in hand goes when that has ended, in its order, and no end without it is worth a look', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ order: fc.nat(5), after: fc.nat(12) }), { maxLength: 30 }),
        fc.array(fc.nat(15), { minLength: 5 }),
        fc.tuple(fc.nat(3), fc.nat(3)),
        async (arrivals, pace, [reads, answers]) => {
          const given = context();
          const rows = [{ id: '0', order: '0', isClaimed: false }];
          let looks = 0;
          let rings = 0;
          const work = new MemoryWork([]);
          work.take = async (_key, limit, busy): Promise<Look> => {
            looks += 1;
            await ticks(reads);
            const isFirst = ({ id, order }: LaneItem) => rows.find((row) => row.order === order)?.id === id;
            const items = rows.filter((row) => isFirst(row) && !row.isClaimed && !busy.includes(row.order));
            const chosen = items.slice(0, limit);
            const isBehind = (order: string) =>
              rows.some((row) => row.order === order && !row.isClaimed && !chosen.includes(row));
            const behind = [...busy, ...chosen.map(({ order }) => order)].filter(isBehind);
            for (const row of chosen) row.isClaimed = true;
            await ticks(answers);
            return { items: chosen, behind };
          };
          const arriving = arrivals.map(async ({ order, after }) => {
            await ticks(after);
            rings += 1;
            rows.push({ id: `${rings}`, order: `${order}`, isClaimed: false });
            given.bell.ring();
          });
          const performed: LaneItem[] = [];
          work.perform = async (_key, item) => {
            performed.push(item);
            await ticks(pace[performed.length % pace.length] ?? 0);
            if (performed.length === 1) await Promise.all(arriving);
            rows.splice(
              rows.findIndex(({ id }) => id === item.id),
              1,
            );
            return { kind: 'done' };
          };
          await drain(work, 'a', given);
          expect(rows).toEqual([]);
          for (const order of new Set(performed.map((item) => item.order))) {
            const ids = performed.filter((item) => item.order === order).map(({ id }) => Number(id));
            expect(ids).toEqual(ids.toSorted((a, b) => a - b));
          }
          const isAlone = new Set(performed.map(({ order }) => order)).size === performed.length;
          if (isAlone)
            expect(looks).toBeLessThanOrEqual(1 + rings + performed.length / given.limits.inFlight);
        },
      ),
      { numRuns: 500 },
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
