import {
  HelpdeskError,
  type PlatformRequest,
  type Send,
  type Step,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import { findApplied } from './found.js';
import { plan } from './plan.js';
import { apply } from './writes.js';

const reply: Step = { kind: 'reply', body: 'Hello\n<you>' };
const note: Step = { kind: 'note', body: 'Careful' };
const solved: Step = { kind: 'status', status: 'solved' };
const open: Step = { kind: 'status', status: 'open' };
const assignee: Step = { kind: 'assignee', assigneeId: '7' };
const nobody: Step = { kind: 'assignee', assigneeId: null };
const tag: Step = { kind: 'addTags', tags: ['a'] };
const untag: Step = { kind: 'removeTags', tags: ['b'] };
const at = '2026-09-01T10:00:00Z';
const mark: WriteMark = { operationId: 'op_1', since: new Date(at), authorId: '7', taken: [] };

function recorder(...answers: unknown[]): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    const body = answers[Math.min(sent.length, answers.length) - 1];
    if (body instanceof Error) return Promise.reject(body);
    return Promise.resolve({ status: 200, headers: {}, body, requestId: 'req-1' });
  };
  return { send, sent };
}

test.each<[string, Step[], Step[][]]>([
  ['nothing', [], []],
  ['what is said first, each by itself and in order', [note, reply], [[note], [reply]]],
  ['then all tags by one group', [tag, solved, reply, untag], [[reply], [tag, untag], [solved]]],
  ['assignee and status by one update', [solved, reply, assignee], [[reply], [assignee, solved]]],
  ['two of one kind by two updates', [solved, open, assignee], [[assignee, solved], [open]]],
])('plan: %s', (_what, steps, expected) => {
  expect(plan(steps)).toEqual(expected);
});

test('a reply is escaped HTML and says nothing else, so that it is public', async () => {
  const { send, sent } = recorder({ id: 900 });
  expect(await apply(send, '42', [reply])).toEqual({ requestId: 'req-1', remoteIds: ['900'] });
  expect(sent).toEqual([
    {
      method: 'POST',
      path: '/api/v2/tickets/42/reply',
      route: '/api/v2/tickets/:id/reply',
      body: { body: '<p>Hello<br>&lt;you&gt;</p>' },
    },
  ]);
});

test('a note always says that it is private', async () => {
  const { send, sent } = recorder({ id: 901 });
  expect((await apply(send, '42', [{ ...note, bodyHtml: '<b>Careful</b>' }])).remoteIds).toEqual(['901']);
  expect(sent[0]).toMatchObject({
    path: '/api/v2/tickets/42/notes',
    body: { body: '<b>Careful</b>', private: true },
  });
});

test('a reply that is accepted without an id may have been sent', async () => {
  await expect(apply(recorder('<html>').send, '42', [reply])).rejects.toMatchObject({ kind: 'ambiguous' });
});

test.each<[Step[], unknown]>([
  [[assignee, solved], { responder_id: 7, status: 4 }],
  [[nobody], { responder_id: null }],
  [[open], { status: 2 }],
])('an update carries what it sets, and not more', async (group, body) => {
  const { send, sent } = recorder({ id: 42 });
  expect((await apply(send, '42', group)).remoteIds).toEqual([]);
  expect(sent).toEqual([{ method: 'PUT', path: '/api/v2/tickets/42', route: '/api/v2/tickets/:id', body }]);
});

test.each<[Step, string]>([
  [{ kind: 'status', status: 'on_hold' }, 'invalid'],
  [{ kind: 'assignee', assigneeId: 'ann' }, 'invalid'],
])('what Freshdesk cannot mean is refused, and nothing is sent', async (step, kind) => {
  const { send, sent } = recorder({ id: 42 });
  await expect(apply(send, '42', [step])).rejects.toMatchObject({ kind });
  expect(sent).toEqual([]);
});

describe('finding what was said', () => {
  const said = (id: number, more: object = {}) => ({
    id,
    user_id: 7,
    incoming: false,
    private: false,
    body: '<div>Hello<br>&lt;you&gt;</div>',
    body_text: 'Hello <you>',
    created_at: at,
    ...more,
  });
  const find = (rows: unknown[], more: Partial<WriteMark> = {}, step: Step = reply) =>
    findApplied(recorder(rows).send, '42', [step], { ...mark, ...more });

  test('ours is known by author, way, time and text', async () => {
    expect(await find([said(900)])).toEqual({ requestId: undefined, remoteIds: ['900'] });
  });

  test.each([
    ['another author', { user_id: 8 }],
    ['a message that came in', { incoming: true }],
    ['a note', { private: true }],
    ['another text', { body: '<p>Hello</p>', body_text: 'Hello' }],
    ['one from long before', { created_at: '2026-09-01T09:54:59Z' }],
  ])('%s is not ours', async (_what, more) => {
    expect(await find([said(900, more)])).toBeNull();
  });

  test('a clock of theirs that is late by minutes hides nothing', async () => {
    expect(await find([said(900, { created_at: '2026-09-01T09:56:00Z' })])).not.toBeNull();
  });

  test('a note is sought among notes', async () => {
    const ours = said(900, { private: true, body: 'Careful', body_text: 'Careful' });
    expect(await find([ours], {}, note)).not.toBeNull();
    expect(await find([{ ...ours, private: false }], {}, note)).toBeNull();
  });

  test('two that fit are both named, and neither is claimed', async () => {
    const found = await find([said(900), said(901), said(902, { user_id: 8 })]);
    expect(found).toEqual({ requestId: undefined, remoteIds: [], candidates: ['900', '901'] });
  });

  test('what other operations made is not ours', async () => {
    expect(await find([said(900), said(901)], { taken: ['900'] })).toMatchObject({ remoteIds: ['901'] });
    expect(await find([said(900)], { taken: ['900'] })).toBeNull();
  });

  test('an author who is not known is asked for', async () => {
    const { send, sent } = recorder({ id: 7, type: 'support_agent' }, [said(900)]);
    const found = await findApplied(send, '42', [reply], { ...mark, authorId: null });
    expect(found?.remoteIds).toEqual(['900']);
    expect(sent.map(({ path }) => path)).toEqual(['/api/v2/agents/me', '/api/v2/tickets/42/conversations']);
  });

  test('a ticket that was archived since is looked for there', async () => {
    const gone = new HelpdeskError('not_found', 'no', { status: 404 });
    const { send, sent } = recorder(gone, [said(900)]);
    expect(await findApplied(send, '42', [reply], mark)).not.toBeNull();
    expect(sent.at(-1)?.path).toBe('/api/v2/tickets/archived/42/conversations');
  });
});

test.each<[Step[], boolean]>([
  [[assignee, solved], true],
  [[assignee], true],
  [[solved], true],
  [[nobody], false],
  [[assignee, open], false],
  [[{ kind: 'assignee', assigneeId: '8' }, solved], false],
])('an update is found when the ticket shows all of it: %j %s', async (group, isThere) => {
  const row = { id: 42, status: 4, responder_id: 7, created_at: at, updated_at: at };
  const found = await findApplied(recorder(row).send, '42', group, mark);
  expect(found).toEqual(isThere ? { requestId: 'req-1', remoteIds: [] } : null);
});

test('an assignee who was taken away is found', async () => {
  const row = { id: 42, status: 4, created_at: at, updated_at: at };
  expect(await findApplied(recorder(row).send, '42', [nobody], mark)).not.toBeNull();
});
