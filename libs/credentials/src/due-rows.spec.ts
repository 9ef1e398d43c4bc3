import { DueRows } from './due-rows.js';

/** Rows that are due, and what became of them. */
function desk(due: number, atOnce: number) {
  const seen = { claims: 0, done: 0, inHand: 0, most: 0 };
  let left = due;
  const waiting: (() => void)[] = [];
  const rows = new DueRows<number>(
    atOnce,
    (limit) => {
      seen.claims += 1;
      const taken = Math.min(limit, left);
      left -= taken;
      return Promise.resolve(Array.from({ length: taken }, (_, n) => n));
    },
    async () => {
      seen.inHand += 1;
      seen.most = Math.max(seen.most, seen.inHand);
      await new Promise<void>((resolve) => waiting.push(resolve));
      seen.inHand -= 1;
      seen.done += 1;
    },
  );
  /** Ends one piece of work, and lets what follows from it happen. */
  const end = async () => {
    waiting.shift()?.();
    await new Promise(setImmediate);
  };
  return { rows, seen, waiting, end };
}

test('all that is due is worked off by one asking, never more at once than there are places', async () => {
  const { rows, seen, waiting, end } = desk(1_000, 20);
  const all = rows.workOff();
  await new Promise(setImmediate);
  while (waiting.length > 0) await end();
  await all;
  expect(seen).toMatchObject({ done: 1_000, most: 20 });
});

test('one that takes long keeps its own place only, also for the next asking', async () => {
  const { rows, seen, waiting, end } = desk(100, 5);
  void rows.workOff();
  await new Promise(setImmediate);
  const slow = waiting.shift()!;
  while (waiting.length > 0) await end();
  expect(seen).toMatchObject({ done: 99, inHand: 1 });
  await rows.workOff();
  slow();
});

test('while nothing is due, an asking is one claim; while every place is taken, none', async () => {
  const idle = desk(0, 20);
  await idle.rows.workOff();
  expect(idle.seen.claims).toBe(1);
  const busy = desk(100, 5);
  void busy.rows.workOff();
  await new Promise(setImmediate);
  await busy.rows.workOff();
  expect(busy.seen).toMatchObject({ claims: 1, inHand: 5 });
});
