import { HelpdeskError, type PlatformRequest, type Send, type Step } from '@nightdesk/helpdesks/contract';
import { apply } from './writes.js';

type Status = Extract<Step, { kind: 'status' }>['status'];
const mark = { operationId: 'op_1', since: new Date('2026-09-01T10:00:00Z'), authorId: '7', taken: [] };
const times = { created_at: 1788256800, updated_at: 1788256800 };
const conversation = (state: string, assignee = 0) => ({
  id: 1,
  state,
  admin_assignee_id: assignee,
  ...times,
});
const ticket = (category: string, open = true, assignee = 0) => ({
  id: 2,
  open,
  ticket_state: { category },
  ticket_type: { id: '5' },
  admin_assignee_id: assignee,
  ...times,
});
const state = (id: string, category: string, typeIds: number[], archived = false) => ({
  id,
  category,
  archived,
  ticket_types: { data: typeIds.map((type) => ({ id: type })) },
});
const states = {
  data: [
    state('10', 'in_progress', [4]),
    state('11', 'in_progress', [5], true),
    state('12', 'in_progress', [4, 5]),
    state('13', 'waiting_on_customer', [5]),
    state('14', 'resolved', [5]),
  ],
};

function workspace(row: object, write: Error | null = null) {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    if (request.method !== 'GET' && write) return Promise.reject(write);
    const body = request.path === '/ticket_states' ? states : row;
    return Promise.resolve({ status: 200, headers: {}, body, requestId: 'r' });
  };
  const writes = () => sent.filter(({ method }) => method !== 'GET');
  return { send, sent, writes };
}
const setStatus = (send: Send, ticketId: string, status: Status) =>
  apply(send, ticketId, [{ kind: 'status', status }], mark);
const assign = (send: Send, ticketId: string, assigneeId: string | null) =>
  apply(send, ticketId, [{ kind: 'assignee', assigneeId }], mark);

test.each([
  ['open', 'solved', 'close'],
  ['snoozed', 'solved', 'close'],
  ['closed', 'open', 'open'],
  ['snoozed', 'open', 'open'],
] as const)(
  'a conversation that is %s becomes %s by the part %s, which may be repeated',
  async (from, to, word) => {
    const { send, writes } = workspace(conversation(from));
    await setStatus(send, 'conversation-1', to);
    expect(writes()).toEqual([
      {
        method: 'POST',
        path: '/conversations/1/parts',
        route: '/conversations/:id/parts',
        body: { message_type: word, type: 'admin', admin_id: '7' },
        repeatable: true,
      },
    ]);
  },
);

test.each([
  [ticket('submitted'), 'open', { ticket_state_id: '12' }],
  [ticket('submitted'), 'pending', { ticket_state_id: '13' }],
  [ticket('in_progress'), 'solved', { ticket_state_id: '14' }],
  [ticket('in_progress', false), 'open', { open: true }],
  [ticket('resolved', false), 'open', { ticket_state_id: '12', open: true }],
  [ticket('submitted', false), 'solved', { ticket_state_id: '14' }],
] as const)('the ticket %j becomes %s by %j', async (row, to, change) => {
  const { send, writes } = workspace(row);
  await setStatus(send, 'ticket-2', to);
  expect(writes()).toEqual([
    {
      method: 'PUT',
      path: '/tickets/2',
      route: '/tickets/:id',
      body: { ...change, admin_id: 7 },
      repeatable: true,
    },
  ]);
});

test.each([
  ['conversation-1', conversation('closed'), 'solved'],
  ['conversation-1', conversation('open'), 'open'],
  ['ticket-2', ticket('resolved', false), 'solved'],
  ['ticket-2', ticket('waiting_on_customer'), 'pending'],
] as const)('%s is left alone when its status is so already (%#)', async (id, row, status) => {
  const { send, sent } = workspace(row);
  await setStatus(send, id, status);
  expect(sent).toHaveLength(1);
});

test.each([
  ['conversation-1', 'pending', 'open, solved'],
  ['conversation-1', 'on_hold', 'open, solved'],
  ['conversation-1', 'closed', 'open, solved'],
  ['ticket-2', 'on_hold', 'open, pending, solved'],
  ['ticket-2', 'closed', 'open, pending, solved'],
] as const)(
  '%s cannot be set to %s: nothing is sent, and the error says what can be',
  async (id, status, can) => {
    const { send, sent } = workspace({});
    await expect(setStatus(send, id, status)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(can),
    });
    expect(sent).toEqual([]);
  },
);

test('a ticket whose type has no state of that category is told so, and nothing is written', async () => {
  const { send, writes } = workspace({ ...ticket('submitted'), ticket_type: { id: '4' } });
  await expect(setStatus(send, 'ticket-2', 'solved')).rejects.toMatchObject({ kind: 'invalid' });
  expect(writes()).toEqual([]);
});

test.each([
  ['9', '9'],
  [null, '0'],
])('a conversation is assigned to %s as %s', async (assigneeId, assignee_id) => {
  const { send, writes } = workspace(conversation('open', 8));
  await assign(send, 'conversation-1', assigneeId);
  expect(writes()).toMatchObject([
    {
      path: '/conversations/1/parts',
      body: { message_type: 'assignment', type: 'admin', admin_id: '7', assignee_id },
      repeatable: true,
    },
  ]);
});

test('a ticket is assigned by its update', async () => {
  const { send, writes } = workspace(ticket('submitted'));
  await assign(send, 'ticket-2', '9');
  expect(writes()).toMatchObject([
    { method: 'PUT', path: '/tickets/2', body: { assignee_id: '9', admin_id: 7 }, repeatable: true },
  ]);
});

test.each([
  ['conversation-1', conversation('open', 9), '9'],
  ['conversation-1', conversation('open'), null],
  ['ticket-2', ticket('submitted', true, 9), '9'],
])('%s is left alone when it is assigned so already (%#)', async (id, row, assigneeId) => {
  const { send, sent } = workspace(row);
  await assign(send, id, assigneeId);
  expect(sent).toHaveLength(1);
});

test.each(['Ann', '0', '', '-1', '9/8'])(
  'the assignee %j is refused before anything is sent',
  async (assigneeId) => {
    const { send, sent } = workspace({});
    await expect(assign(send, 'conversation-1', assigneeId)).rejects.toMatchObject({ kind: 'invalid' });
    expect(sent).toEqual([]);
  },
);

test('what is not found after the ticket was read is the assignee', async () => {
  const missing = new HelpdeskError('not_found', 'no', { status: 404, requestId: 'x' });
  const { send } = workspace(conversation('open'), missing);
  await expect(assign(send, 'conversation-1', '9')).rejects.toMatchObject({
    kind: 'invalid',
    details: { requestId: 'x' },
  });
});
