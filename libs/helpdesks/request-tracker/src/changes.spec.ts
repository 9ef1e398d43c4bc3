import type { PlatformRequest, Send } from '@nightdesk/helpdesks/contract';
import { listChanged } from './changes.js';

const now = new Date('2026-11-22T12:00:00Z');
const since = new Date('2026-11-22T11:00:00.900Z');
const row = (id: number, LastUpdated = '2026-11-22T11:30:00Z') => ({
  id,
  Status: 'open',
  Created: LastUpdated,
  LastUpdated,
});

/** Answers in turn. */
function script(...answers: { items: unknown[]; total?: number | null }[]): {
  send: Send;
  sent: PlatformRequest[];
} {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    return Promise.resolve({
      status: 200,
      headers: {},
      body: answers[sent.length - 1],
      requestId: undefined,
    });
  };
  return { send, sent };
}
const list = (send: Send, cursor: string | null, from = since) =>
  listChanged(send, { since: from, cursor }, 2, now);

test('the query names the day before, which is early enough in every zone', async () => {
  const { send, sent } = script({ items: [row(1)], total: 1 });
  await list(send, null);
  expect(sent[0]?.query).toMatchObject({ query: "LastUpdated > '2026-11-21 00:00:00'", page: 1 });
});

test('pages go on until one shows what is older, and then to what is gone', async () => {
  const { send } = script(
    { items: [row(4), row(3)], total: 4 },
    { items: [row(2, '2026-11-22T11:00:00Z'), row(1, '2026-11-22T10:59:59Z')], total: 4 },
    { items: [] },
  );
  const first = await list(send, null);
  const second = await list(send, first.cursor);
  expect(second.tickets.map(({ id }) => id)).toEqual(['2']);
  expect(second.cursor).toBe('gone:1');
  expect(await list(send, second.cursor)).toEqual({ tickets: [], cursor: null });
});

test.each([
  ['changed:2:5', 5, 'changed:3:5'],
  ['changed:3:5', 4, 'changed:2:4'],
  ['changed:3:5', 3, 'changed:2:3'],
  ['changed:3:5', 1, 'changed:1:1'],
])('at %s, when %i tickets are left of five, reading goes on at %s', async (cursor, total, next) => {
  const { send } = script({ items: [row(2), row(1)], total });
  expect((await list(send, cursor)).cursor).toBe(next);
});

test('whoever reads from the beginning has nothing that could be gone', async () => {
  const { send } = script({ items: [row(1)], total: 1 });
  expect((await list(send, null, new Date(0))).cursor).toBeNull();
});

test('where RT does not count, an empty page is the end', async () => {
  const { send } = script({ items: [row(2)], total: null }, { items: [], total: null });
  const first = await list(send, 'changed:2:');
  expect(first.cursor).toBe('changed:3:');
  expect((await list(send, first.cursor)).cursor).toBe('gone:1');
});

test.each(['', 'changed', 'changed:x', 'gone:1:2:3', 'https://evil.example'])(
  'the cursor %j is refused',
  async (cursor) => {
    await expect(list(script().send, cursor)).rejects.toMatchObject({ kind: 'invalid' });
  },
);
