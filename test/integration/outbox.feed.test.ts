import { jest } from '@jest/globals';
import { Database, type Tx } from '@nightdesk/platform/database';
import { CursorRefused } from '@nightdesk/outbox';
import fc from 'fast-check';
import { fact, World } from './outbox.world.js';

jest.setTimeout(60_000);

let world: World;
beforeAll(async () => void (world = await World.open()));
afterAll(() => world.close());

/** A transaction that appends one event and stays open until it is told how to end. */
async function openAppend(dedupeKey: string) {
  let end: (commit: boolean) => void = () => undefined;
  let appended: () => void = () => undefined;
  const isAppended = new Promise<void>((resolve) => (appended = resolve));
  const ending = new Promise<boolean>((resolve) => (end = resolve));
  const ended = world
    .get(Database)
    .transaction(async (tx: Tx) => {
      await world.outbox.append(tx, [fact({ dedupeKey })]);
      appended();
      if (!(await ending)) throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  await isAppended;
  return { end: (commit: boolean) => (end(commit), ended) };
}
class RolledBack extends Error {}

async function readOn(cursor: string): Promise<{ keys: string[]; next: string }> {
  const { data, next } = await world.feed.after(cursor);
  const keys = await world.rows<{ dedupe_key: string }>(
    'SELECT dedupe_key FROM events WHERE id = ANY ($1) ORDER BY array_position($1, id)',
    data.map(({ id }) => id),
  );
  return { keys: keys.map(({ dedupe_key }) => dedupe_key), next };
}

test('an event that is committed late is not skipped', async () => {
  const cursor = await world.feed.latest();
  const slow = await openAppend('slow');
  await world.outbox.record([fact({ dedupeKey: 'fast' })]);
  const early = await readOn(cursor);
  expect(early.keys).toEqual([]);
  await slow.end(true);
  expect((await readOn(early.next)).keys).toEqual(['slow', 'fast']);
});

test('one that is rolled back holds up nobody', async () => {
  const cursor = await world.feed.latest();
  const slow = await openAppend('never');
  await world.outbox.record([fact({ dedupeKey: 'after never' })]);
  await slow.end(false);
  expect((await readOn(cursor)).keys).toEqual(['after never']);
});

test('whatever the order of commits, a reader sees each committed event once and in order', async () => {
  let run = 0;
  const moves = fc.array(
    fc.oneof(
      fc.constant('open' as const),
      fc.constant('read' as const),
      fc.record({ end: fc.nat(9), commit: fc.boolean() }),
    ),
    { minLength: 5, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(moves, async (plan) => {
      run += 1;
      const open: { key: string; end: (commit: boolean) => Promise<void> }[] = [];
      const committed: string[] = [];
      const seen: string[] = [];
      let cursor = await world.feed.latest();
      const read = async () => {
        const { keys, next } = await readOn(cursor);
        seen.push(...keys);
        cursor = next;
      };
      const end = async (at: number, commit: boolean) => {
        const [one] = open.splice(at % open.length, 1);
        await one!.end(commit);
        if (commit) committed.push(one!.key);
      };
      for (const [step, move] of plan.entries()) {
        if (move === 'read') await read();
        else if (move === 'open') {
          if (open.length < 10) open.push({ key: `${run}/${step}`, ...(await openAppend(`${run}/${step}`)) });
        } else if (open.length > 0) await end(move.end, move.commit);
      }
      while (open.length > 0) await end(0, true);
      await read();
      const byStep = (left: string, right: string) =>
        Number(left.split('/')[1]) - Number(right.split('/')[1]);
      expect(seen).toEqual(committed.toSorted(byStep));
    }),
    { numRuns: 40 },
  );
});

test('a reader that never rests loses nothing while many connections append', async () => {
  let cursor = await world.feed.latest();
  const wrote: string[] = [];
  const seen: string[] = [];
  let writing = true;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; n < 40; n += 1) {
      const facts = [fact(), fact(), fact()].slice(0, 1 + ((writer + n) % 3));
      wrote.push(...facts.map(({ dedupeKey }) => dedupeKey));
      await world.outbox.record(facts);
    }
  });
  const reader = (async () => {
    for (let rest = false; !rest;) {
      rest = !writing;
      const { keys, next } = await readOn(cursor);
      seen.push(...keys);
      if (keys.length === 100) rest = false;
      cursor = next;
    }
  })();
  await Promise.all(writers);
  writing = false;
  await reader;
  expect(seen.toSorted()).toEqual(wrote.toSorted());
});

test('the feed can be read by account and type, by pages, and from an event’s id', async () => {
  const start = await world.feed.latest();
  const mine = Array.from({ length: 5 }, () => fact({ accountId: 'acc_9', type: 'note.added' }));
  await world.outbox.record([fact(), ...mine, fact({ accountId: 'acc_9' }), fact()]);
  const query = { accountIds: ['acc_9'], types: ['note.added'] as const };

  const page = await world.feed.after(start, { ...query, limit: 3 });
  const rest = await world.feed.after(page.next, { ...query, limit: 3 });
  const found = [...page.data, ...rest.data];
  expect(found.map(({ data }) => data['n'])).toEqual(mine.map(({ data }) => data['n']));
  expect(rest.next).toBe(await world.feed.latest());
  const afterFirst = await world.feed.after(found[0]!.id, query);
  expect(afterFirst.data).toEqual(found.slice(1));
});

test.each(['', 'rubbish', Buffer.from('after:1;drop').toString('base64url'), 'evt_unknown'])(
  'the cursor "%s" is refused',
  async (cursor) => {
    await expect(world.feed.after(cursor)).rejects.toThrow(CursorRefused);
  },
);
