import { HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { getTicket, listChanged } from './reads.js';

const now = new Date('2026-09-01T10:00:00.900Z');
const earlier = new Date('2026-09-01T09:00:00.500Z');
const seconds = (iso: string) => Date.parse(iso) / 1000;
const row = (id: number, updated_at = '2026-09-01T09:30:00Z') => ({
  id,
  status: 'open',
  created_at: updated_at,
  updated_at,
});

/** Answers in turn; an error is thrown. */
function script(...answers: unknown[]): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    const body = answers[sent.length - 1];
    if (body instanceof Error) return Promise.reject(body);
    return Promise.resolve({ status: 200, headers: {}, body, requestId: 'r' });
  };
  return { send, sent };
}
const roleRefused = new HelpdeskError('forbidden', 'admins only', {});
const scopeMissing = new HelpdeskError('forbidden', 'scope', { missingScopes: ['tickets:read'] });

test.each([
  [earlier, seconds('2026-09-01T09:00:00Z')],
  [new Date('2026-09-01T09:59:30Z'), seconds('2026-09-01T09:58:59Z')],
  [new Date('2026-09-01T12:00:00Z'), seconds('2026-09-01T09:58:59Z')],
])(
  'the export since %s begins at %s: in the past, and never in the withheld minute',
  async (since, start) => {
    const { send, sent } = script({ tickets: [], end_of_stream: true });
    await listChanged(send, { since, cursor: null }, now);
    expect(sent[0]).toMatchObject({
      path: '/api/v2/incremental/tickets/cursor',
      query: { start_time: start },
    });
  },
);

test('the export goes on by its cursor, never by the URL in the answer, and ends with the stream', async () => {
  const page = {
    tickets: [row(1)],
    after_cursor: 'abc',
    after_url: 'https://evil.example/',
    end_of_stream: false,
  };
  const { send, sent } = script(page, { ...page, end_of_stream: true });
  const first = await listChanged(send, { since: earlier, cursor: null }, now);
  const second = await listChanged(send, { since: earlier, cursor: first.cursor }, now);
  expect(sent[1]).toMatchObject({ path: '/api/v2/incremental/tickets/cursor', query: { cursor: 'abc' } });
  expect(sent[1]?.query).not.toHaveProperty('start_time');
  expect([first.cursor, second.cursor]).toEqual(['export:abc', null]);
});

test('a role that may not export lists by change, and stays with the list on the next page', async () => {
  const page = {
    tickets: [row(2)],
    meta: { has_more: true, after_cursor: 'xyz' },
    links: { next: 'https://evil.example/' },
  };
  const { send, sent } = script(roleRefused, page, page);
  const first = await listChanged(send, { since: earlier, cursor: null }, now);
  expect(first.cursor).toBe('list:xyz');
  await listChanged(send, { since: earlier, cursor: first.cursor }, now);
  expect(sent.map(({ path }) => path)).toEqual([
    '/api/v2/incremental/tickets/cursor',
    '/api/v2/tickets',
    '/api/v2/tickets',
  ]);
  expect(sent[2]?.query).toMatchObject({ 'page[after]': 'xyz', sort: '-updated_at' });
});

test('a missing scope is told, not listed around', async () => {
  const { send, sent } = script(scopeMissing);
  await expect(listChanged(send, { since: earlier, cursor: null }, now)).rejects.toBe(scopeMissing);
  expect(sent).toHaveLength(1);
});

test('the list stops behind the mark and keeps what changed in the mark’s own second', async () => {
  const tickets = [row(3), row(2, '2026-09-01T09:00:00Z'), row(1, '2026-09-01T08:59:59Z')];
  const { send } = script({ tickets, meta: { has_more: true, after_cursor: 'xyz' } });
  const listed = await listChanged(send, { since: earlier, cursor: null, isAdmin: false }, now);
  expect(listed).toMatchObject({ tickets: [{ id: '3' }, { id: '2' }], cursor: null });
});

test('an answer without what it promises is unavailable and names the route', async () => {
  const { send } = script({ ticket: { ...row(1), status: undefined } });
  await expect(getTicket(send, '1')).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('GET /api/v2/tickets/:id without a usable ticket.status'),
  });
});

test('a comment that does not say whether it is public is not shown as anything', async () => {
  const comment = { id: 1, body: 'secret?', created_at: '2026-09-01T09:00:00Z' };
  const { send } = script({ ticket: row(1) }, { comments: [comment], meta: { has_more: false } });
  await expect(getTicket(send, '1')).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a list that repeats its cursor ends with an error', async () => {
  const page = { comments: [], meta: { has_more: true, after_cursor: 'same' } };
  const { send } = script({ ticket: row(1) }, page, page, page);
  await expect(getTicket(send, '1')).rejects.toMatchObject({ kind: 'unavailable' });
});

test('audits are read only for agents’ comments that came through the API', async () => {
  const users = [
    { id: 7, role: 'agent' },
    { id: 8, role: 'end-user' },
  ];
  const comment = (id: number, author_id: number, channel: string) => ({
    id,
    audit_id: id * 10,
    author_id,
    public: true,
    body: 'x',
    via: { channel },
    created_at: '2026-09-01T09:00:00Z',
  });
  const read = async (...comments: object[]) => {
    const audits = [{ id: 30, metadata: { custom: { nightdesk_operation: 'op_1' } } }];
    const { send, sent } = script(
      { ticket: row(1) },
      { comments, users, meta: { has_more: false } },
      { audits },
    );
    const { messages } = await getTicket(send, '1');
    return { calls: sent.length, operations: messages.map(({ operationId }) => operationId) };
  };
  expect(await read(comment(1, 8, 'api'), comment(2, 7, 'web'))).toEqual({
    calls: 2,
    operations: [null, null],
  });
  expect(await read(comment(1, 8, 'api'), comment(3, 7, 'api'))).toEqual({
    calls: 3,
    operations: [null, 'op_1'],
  });
});
