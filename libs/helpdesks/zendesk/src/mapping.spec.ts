import { messageOf, People, ticketOf } from './mapping.js';
import type { TicketRow } from './shapes.js';

const row: TicketRow = {
  id: 42,
  subject: 'Hi',
  status: 'open',
  priority: 'normal',
  tags: ['a'],
  assignee_id: 7,
  requester_id: 8,
  via: { channel: 'web' },
  created_at: '2026-09-01T10:00:00Z',
  updated_at: '2026-09-01T11:00:00+01:00',
};
const people = new People().add([{ id: 8, name: 'Cleo', email: 'cleo@example.com', role: 'end-user' }]);

test.each([
  ['new', 'new', false],
  ['open', 'open', false],
  ['OPEN', 'open', false],
  ['pending', 'pending', false],
  ['hold', 'on_hold', false],
  ['solved', 'solved', false],
  ['closed', 'closed', false],
  ['deleted', 'closed', true],
  ['frozen', 'open', false],
])('status %s becomes %s, deleted %s', (word, status, deleted) => {
  expect(ticketOf({ ...row, status: word }, people)).toMatchObject({ status, deleted, platformStatus: word });
});

test.each([
  ['urgent', 'urgent'],
  ['high', 'high'],
  ['Normal', 'normal'],
  ['low', 'low'],
  [null, null],
  ['whenever', null],
])('priority %s becomes %s', (word, priority) => {
  expect(ticketOf({ ...row, priority: word }, people).priority).toBe(priority);
});

test('a ticket keeps its ids as texts, its instants, its requester and everything in raw', () => {
  const extended = { ...row, custom_thing: { deep: [1] } };
  expect(ticketOf(extended, people)).toEqual({
    id: '42',
    subject: 'Hi',
    status: 'open',
    platformStatus: 'open',
    priority: 'normal',
    tags: ['a'],
    assigneeId: '7',
    requester: { id: '8', name: 'Cleo', email: 'cleo@example.com', role: 'customer' },
    channel: 'web',
    createdAt: new Date('2026-09-01T10:00:00Z'),
    updatedAt: new Date('2026-09-01T10:00:00Z'),
    deleted: false,
    raw: extended,
  });
});

test('what a ticket does not have is null or empty', () => {
  const bare = { id: 1, status: 'new', created_at: row.created_at, updated_at: row.updated_at };
  expect(ticketOf(bare, people)).toMatchObject({
    subject: null,
    priority: null,
    tags: [],
    assigneeId: null,
    requester: null,
    channel: null,
  });
});

test.each([
  [true, 'reply'],
  [false, 'note'],
])('a comment with public %s is a %s', (isPublic, kind) => {
  const comment = {
    id: 5,
    author_id: 8,
    public: isPublic,
    body: '**hi**',
    plain_body: 'hi',
    created_at: row.created_at,
  };
  expect(messageOf(comment, people, 'op_1')).toMatchObject({
    id: '5',
    kind,
    body: 'hi',
    bodyHtml: null,
    author: { name: 'Cleo', role: 'customer' },
    operationId: 'op_1',
  });
});

test.each([
  ['end-user', 'customer'],
  ['agent', 'agent'],
  ['admin', 'agent'],
  [undefined, 'system'],
])('the role %s is a %s', (role, expected) => {
  expect(new People().add([{ id: 1, role }]).find(1, 'agent').role).toBe(expected);
});

test('an author that Zendesk does not describe is the system', () => {
  expect(people.find(-1, 'system')).toEqual({ id: '-1', name: null, email: null, role: 'system' });
});
