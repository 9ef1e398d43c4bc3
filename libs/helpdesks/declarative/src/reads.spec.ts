import { declarePlatform } from './declare.js';
import { changed, recorder, smallDesk, ticketRow } from './testing/small-desk.js';

const at = (seconds: number) => new Date(seconds * 1000);

/** Answers the search of Small Desk: later than `changedAfter`, oldest first, three at most. */
const desk = (rows: ReturnType<typeof ticketRow>[]) =>
  recorder(({ body }) => {
    const { changedAfter, count } = body as { changedAfter: number; count: number };
    return { body: rows.filter((row) => row.changed > changedAfter).slice(0, count) };
  });

async function readAll(rows: ReturnType<typeof ticketRow>[], since: Date) {
  const { send, sent } = desk(rows);
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await smallDesk.listChanged(send, { since, cursor });
    found.push(...page.tickets.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== null && sent.length < 20);
  return { found: new Set(found), sent };
}

describe('a list that is read by time', () => {
  test('misses nothing, also where several tickets share a second', async () => {
    const rows = [1099, 1100, 1101, 1101, 1102, 1103, 1104, 1110].map((time, index) =>
      ticketRow(index, time),
    );
    const { found, sent } = await readAll(rows, at(1000));
    expect(found.size).toBe(rows.length);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      path: '/search',
      body: { changedAfter: 1000, count: 3 },
    });
    expect(sent[0]?.repeatable).toBe(true);
  });

  test('says so when one instant has more tickets than a page', async () => {
    const rows = [1, 2, 3, 4].map((no) => ticketRow(no, 1100));
    await expect(readAll(rows, at(1099))).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(readAll(rows, at(1099))).rejects.toThrow('raise list.pagination.size in small-desk.yaml');
  });

  test('ends at once when nothing changed', async () => {
    expect((await readAll([], at(1000))).sent).toHaveLength(1);
  });
});

describe('a list whose newest come first', () => {
  const byPage = declarePlatform(
    changed(
      `call: { method: POST, path: /search, body: { changedAfter: '{{since}}', count: '{{size}}' } }`,
      `call: { path: /t, query: { page: '{{page}}' } }\n  order: newestFirst`,
    ).replace('kind: time', 'kind: page'),
    'by-page.yaml',
  );
  const pageOf = (...times: number[]) =>
    recorder(() => ({ body: times.map((time, no) => ticketRow(no, time)) }));

  test('goes on by number, and stops at what is older', async () => {
    const first = pageOf(1103, 1102);
    expect((await byPage.listChanged(first.send, { since: at(1100), cursor: null })).cursor).toBe('2');
    expect(first.sent[0]?.query).toEqual({ page: '1' });
    const second = pageOf(1101, 1099);
    const page = await byPage.listChanged(second.send, { since: at(1100), cursor: '2' });
    expect(page).toMatchObject({ tickets: [{ updatedAt: at(1101) }], cursor: null });
    expect(second.sent[0]?.query).toEqual({ page: '2' });
  });

  test('a page that is short is not the end, an empty one is', async () => {
    expect((await byPage.listChanged(pageOf(1101).send, { since: at(1100), cursor: '2' })).cursor).toBe('3');
    expect((await byPage.listChanged(pageOf().send, { since: at(1100), cursor: '3' })).cursor).toBeNull();
  });
});

describe('a ticket', () => {
  const posts = [
    { no: 2, by: 'ann', html: '<p>B &amp; C</p>', at: 1003, hidden: true },
    { no: 1, by: 'cleo', html: 'A', at: 1002, hidden: false },
  ];
  const read = (row: unknown) => smallDesk.getTicket(recorder(() => ({ body: row })).send, '5');

  test('comes with its conversation in one call, begins with its own text, and is in order', async () => {
    const row = ticketRow(5, 1100, { posts });
    const { ticket, messages } = await read(row);
    expect(ticket).toMatchObject({ id: '5', status: 'open', platformStatus: '1', tags: ['a'], raw: row });
    expect(messages.map(({ id, kind, author, body }) => [id, kind, author.role, body])).toEqual([
      ['5:first', 'reply', 'customer', 'Please'],
      ['1', 'reply', 'customer', 'A'],
      ['2', 'note', 'agent', 'B & C'],
    ]);
  });

  test.each([
    ['ticket.fields.updatedAt', ticketRow(5, 1100, { changed: 'yesterday' })],
    ['ticket.fields.status', ticketRow(5, 1100, { status: undefined })],
    ['ticket.fields.tagName', ticketRow(5, 1100, { labels: [{}] })],
    ['conversation.items', ticketRow(5, 1100, { posts: null })],
    ['conversation.kind', ticketRow(5, 1100, { posts: [{ no: 1, at: 1, html: 'x', hidden: 'maybe' }] })],
    ['ticket.item', '<html>'],
  ])('without a usable value for %s is unavailable, and the error names the key', async (key, row) => {
    await expect(read(row)).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(read(row)).rejects.toThrow(`(${key} in small-desk.yaml)`);
  });

  test('a status that the file does not know is work that somebody may have to do', async () => {
    expect((await read(ticketRow(5, 1100, { status: 'constructor' }))).ticket).toMatchObject({
      status: 'open',
      platformStatus: 'constructor',
    });
  });

  test.each(['', '.', '..'])('the id %j never reaches a path', async (id) => {
    const { send, sent } = recorder(() => ({}));
    await expect(smallDesk.getTicket(send, id)).rejects.toMatchObject({ kind: 'not_found' });
    expect(sent).toEqual([]);
  });
});
