import { HelpdeskError, type PlatformRequest, type Send, type Step } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { apply, plan } from './writes.js';

const reply: Step = { kind: 'reply', body: 'Hello' };
const note: Step = { kind: 'note', body: 'Careful' };
const solved: Step = { kind: 'status', status: 'solved' };
const assignee: Step = { kind: 'assignee', assigneeId: '9' };
const tag: Step = { kind: 'addTags', tags: ['A'] };
const untag: Step = { kind: 'removeTags', tags: ['b'] };
const mark = { operationId: 'op_1', since: new Date('2026-09-01T10:00:00Z'), authorId: '7', taken: [] };
const created = 1788256800;

const conversation = (more: object = {}) => ({
  id: '123',
  state: 'open',
  admin_assignee_id: 0,
  tags: { tags: [] },
  created_at: created,
  updated_at: created,
  ...more,
});
const ticket = (more: object = {}) => ({
  id: '456',
  open: true,
  ticket_state: { category: 'submitted' },
  ticket_type: { id: 5 },
  admin_assignee_id: 0,
  created_at: created,
  updated_at: created,
  ...more,
});
const part = (id: number, body: string, more: object = {}) => ({
  id: String(id),
  part_type: 'comment',
  body,
  created_at: created + id,
  author: { type: 'admin', id: '7' },
  ...more,
});

/** Answers by `METHOD path`; what is not listed is accepted with an empty object. */
function workspace(answers: Record<string, unknown>) {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    const body = answers[`${request.method} ${request.path}`] ?? {};
    if (body instanceof Error) return Promise.reject(body);
    return Promise.resolve({ status: 200, headers: {}, body, requestId: `req-${sent.length}` });
  };
  const calls = () => sent.map(({ method, path }) => `${method} ${path}`);
  return { send, sent, calls };
}
const notFound = new HelpdeskError('not_found', 'no such record', { status: 404, requestId: 'req-x' });

describe('plan', () => {
  test.each<[string, Step[], Step[][]]>([
    ['nothing', [], []],
    [
      'reply, tags, assignee, status, each by itself',
      [solved, assignee, tag, reply],
      [[reply], [tag], [assignee], [solved]],
    ],
    ['messages one by one, in their order', [note, reply], [[note], [reply]]],
    ['all tags together', [untag, reply, tag], [[reply], [untag, tag]]],
  ])('%s', (_name, steps, expected) => {
    expect(plan(steps)).toEqual(expected);
  });

  const anyStep = fc.constantFrom(reply, note, solved, assignee, tag, untag);
  test('keeps every step once, and has no group with two things that cannot be repeated', () => {
    fc.assert(
      fc.property(fc.array(anyStep), (steps) => {
        const groups = plan(steps);
        expect(groups.flat().toSorted(byKind)).toEqual(steps.toSorted(byKind));
        for (const group of groups)
          expect(group.length === 1 || group.every(({ kind }) => kind.endsWith('Tags'))).toBe(true);
      }),
    );
  });
  const byKind = (a: Step, b: Step) => a.kind.localeCompare(b.kind);
});

describe('a message', () => {
  test.each([
    [reply, 'comment', '<p>Hello</p>'],
    [note, 'note', '<p>Careful</p>'],
    [{ ...reply, body: '<b>' }, 'comment', '<p>&lt;b&gt;</p>'],
    [{ ...note, bodyHtml: '<i>x</i>' }, 'note', '<i>x</i>'],
  ] as const)('%j is one call that must not be repeated', async (step, message_type, body) => {
    const { send, sent } = workspace({ 'POST /conversations/123/reply': conversation() });
    await apply(send, 'conversation-123', [step], mark);
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/conversations/123/reply',
        route: '/conversations/:id/reply',
        body: { message_type, type: 'admin', admin_id: '7', body },
      },
    ]);
  });

  test('is recognised in the conversation that Intercom answers with', async () => {
    const parts = [
      part(1, '<p>Hello</p>'),
      part(2, '<p class="x">Hello</p>'),
      part(3, '<p>Hello</p>', { author: { type: 'admin', id: '8' } }),
      part(4, '<p>Hello</p>', { part_type: 'note' }),
    ];
    const answer = conversation({ conversation_parts: { conversation_parts: parts } });
    const { send } = workspace({ 'POST /conversations/123/reply': answer });
    expect(await apply(send, 'conversation-123', [reply], mark)).toEqual({
      requestId: 'req-1',
      remoteIds: ['2'],
    });
  });

  test('whose words Intercom changed is the newest of ours; without any it is accepted all the same', async () => {
    const parts = [part(1, '<p>Bye</p>'), part(2, '<p>H e l l o</p>')];
    const idsOf = async (conversation_parts: object[]) => {
      const answer = conversation({ conversation_parts: { conversation_parts } });
      const { send } = workspace({ 'POST /conversations/123/reply': answer });
      return (await apply(send, 'conversation-123', [reply], mark)).remoteIds;
    };
    expect(await idsOf(parts)).toEqual(['2']);
    expect(await idsOf([])).toEqual([]);
  });

  test('to a ticket is answered with its part', async () => {
    const { send, calls } = workspace({ 'POST /tickets/456/reply': part(9, '<p>Hello</p>') });
    expect((await apply(send, 'ticket-456', [reply], mark)).remoteIds).toEqual(['9']);
    expect(calls()).toEqual(['POST /tickets/456/reply']);
  });

  test('that was accepted with an answer nobody can read is ambiguous, not failed', async () => {
    const { send } = workspace({ 'POST /tickets/456/reply': '<html>' });
    await expect(apply(send, 'ticket-456', [reply], mark)).rejects.toMatchObject({ kind: 'ambiguous' });
  });

  test('is by the admin behind the token, who is asked for when nobody knows', async () => {
    const { send, sent } = workspace({
      'GET /me': { id: 77, app: { id_code: 'ab12cd' } },
      'POST /conversations/123/reply': conversation(),
    });
    await apply(send, 'conversation-123', [reply], { ...mark, authorId: null });
    expect(sent[1]?.body).toMatchObject({ admin_id: '77' });
  });
});

test.each(['', '123', 'conversation-', 'conversation-1/2', 'ticket-../me', 'user-1', 'Ticket-1'])(
  'the ticket id %j never reaches a path',
  async (id) => {
    const { send, calls } = workspace({});
    await expect(apply(send, id, [reply], mark)).rejects.toMatchObject({ kind: 'not_found' });
    expect(calls()).toEqual([]);
  },
);

describe('tags', () => {
  const both = {
    tags: [
      { id: 11, name: 'a' },
      { id: 12, name: 'B' },
    ],
  };
  const made = { 'POST /tags': { id: 21, name: 'new' } };

  test('what is so already costs the look and nothing else; names do not know case', async () => {
    const { send, calls } = workspace({ 'GET /conversations/123': conversation({ tags: both }) });
    await apply(send, 'conversation-123', [tag, { kind: 'removeTags', tags: ['never'] }], mark);
    expect(calls()).toEqual(['GET /conversations/123']);
  });

  test('are made or found by name and put on by id, one by one, and every call may be repeated', async () => {
    const { send, sent } = workspace({ 'GET /conversations/123': conversation({ tags: both }), ...made });
    await apply(send, 'conversation-123', [{ kind: 'addTags', tags: ['new'] }, untag], mark);
    expect(sent.slice(1)).toEqual([
      { method: 'POST', path: '/tags', route: '/tags', body: { name: 'new' }, repeatable: true },
      {
        method: 'POST',
        path: '/conversations/123/tags',
        route: '/conversations/:id/tags',
        body: { id: '21', admin_id: '7' },
        repeatable: true,
      },
      {
        method: 'DELETE',
        path: '/conversations/123/tags/12',
        route: '/conversations/:id/tags/:tag',
        body: { admin_id: '7' },
        repeatable: true,
      },
    ]);
  });

  test('of two steps about one tag the last counts', async () => {
    const { send, calls } = workspace({ 'GET /conversations/123': conversation({ tags: both }) });
    await apply(send, 'conversation-123', [{ kind: 'addTags', tags: ['b'] }, untag], mark);
    expect(calls()).toEqual(['GET /conversations/123', 'DELETE /conversations/123/tags/12']);
  });

  test('of a ticket that does not list its own are put on blindly and taken off by the workspace’s list', async () => {
    const { send, calls } = workspace({
      'GET /tickets/456': ticket(),
      ...made,
      'GET /tags': { data: both.tags },
      'DELETE /tickets/456/tags/12': notFound,
    });
    await apply(send, 'ticket-456', [tag, untag], mark);
    expect(calls()).toEqual([
      'GET /tickets/456',
      'POST /tags',
      'POST /tickets/456/tags',
      'GET /tags',
      'DELETE /tickets/456/tags/12',
    ]);
  });

  test('of a ticket that is gone are not found', async () => {
    const { send } = workspace({ 'GET /tickets/456': notFound });
    await expect(apply(send, 'ticket-456', [untag], mark)).rejects.toBe(notFound);
  });
});
