import {
  messagesOfConversation,
  messagesOfTicket,
  personOf,
  ticketOfConversation,
  ticketOfTicket,
} from './mapping.js';
import type { ConversationRow, PartRow, TicketRow } from './shapes.js';

const created = 1788256800;
const contact = { type: 'user', id: 'c1', name: 'Cleo', email: 'cleo@example.com' };
const conversation: ConversationRow = {
  type: 'conversation',
  id: '123',
  title: null,
  state: 'open',
  priority: 'medium',
  source: { type: 'email', subject: '<p>It &amp; me</p>', body: '<p>Please</p>', author: contact },
  contacts: { contacts: [{ id: 'c1' }] },
  admin_assignee_id: 7,
  team_assignee_id: 0,
  tags: { tags: [{ id: '1', name: 'vip' }] },
  created_at: created,
  updated_at: created + 60,
};
const ticket: TicketRow = {
  id: '456',
  ticket_id: '12',
  category: 'Customer',
  open: true,
  ticket_attributes: { _default_title_: 'Broken', _default_description_: 'a < b', count: 3 },
  ticket_state: { id: '3', category: 'submitted' },
  ticket_type: { id: '9', name: 'Bug' },
  contacts: { contacts: [{ id: 'c1' }] },
  admin_assignee_id: 0,
  created_at: created,
  updated_at: created,
};
const part = (id: number, part_type: string, more: Partial<PartRow> = {}): PartRow => ({
  id,
  part_type,
  body: `<p>${part_type}</p>`,
  created_at: created + id,
  author: { type: 'admin', id: '7', name: 'Ann' },
  ...more,
});
const talk = (...parts: PartRow[]): ConversationRow => ({
  ...conversation,
  conversation_parts: { conversation_parts: parts },
});

test('a conversation is a ticket, with its texts plain, its instants, and everything but the parts in raw', () => {
  expect(ticketOfConversation(talk(part(1, 'comment')))).toEqual({
    id: 'conversation-123',
    subject: 'It & me',
    status: 'open',
    platformStatus: 'open',
    priority: 'normal',
    tags: ['vip'],
    assigneeId: '7',
    requester: { id: 'c1', name: 'Cleo', email: 'cleo@example.com', role: 'customer' },
    channel: 'email',
    createdAt: new Date('2026-09-01T10:00:00Z'),
    updatedAt: new Date('2026-09-01T10:01:00Z'),
    deleted: false,
    raw: conversation,
  });
});

test.each([
  ['open', 'open'],
  ['snoozed', 'on_hold'],
  ['closed', 'solved'],
  ['frozen', 'open'],
])('a conversation that is %s is %s', (state, status) => {
  expect(ticketOfConversation({ ...conversation, state })).toMatchObject({ status, platformStatus: state });
});

test.each([
  ['submitted', true, 'new'],
  ['in_progress', true, 'open'],
  ['waiting_on_customer', true, 'pending'],
  ['resolved', true, 'solved'],
  ['resolved', false, 'solved'],
  ['in_progress', false, 'closed'],
  ['submitted', false, 'closed'],
  ['dreaming', true, 'open'],
])('a ticket in %s with open %s is %s', (category, open, status) => {
  const row = { ...ticket, open, ticket_state: { category } };
  expect(ticketOfTicket(row)).toMatchObject({ status, platformStatus: category });
});

test.each([
  ['none', null],
  ['low', 'low'],
  ['high', 'high'],
  ['urgent', 'urgent'],
  [null, null],
])('the priority %s is %s', (priority, expected) => {
  expect(ticketOfConversation({ ...conversation, priority }).priority).toBe(expected);
});

test('the id of a ticket is never the number that people see; assignee 0 is nobody; a ticket lists no tags', () => {
  expect(ticketOfTicket(ticket)).toMatchObject({
    id: 'ticket-456',
    subject: 'Broken',
    assigneeId: null,
    tags: [],
    priority: null,
    channel: 'Bug',
    requester: { id: 'c1', name: null, role: 'customer' },
  });
});

test('a title wins over the subject; a conversation without either has none', () => {
  expect(ticketOfConversation({ ...conversation, title: 'Named' }).subject).toBe('Named');
  expect(ticketOfConversation({ ...conversation, source: null }).subject).toBeNull();
});

test('a requester whom the source does not name is known by id alone', () => {
  const source = { ...conversation.source, author: { type: 'admin', id: '7', name: 'Ann' } };
  expect(ticketOfConversation({ ...conversation, source }).requester).toEqual({
    id: 'c1',
    name: null,
    email: null,
    role: 'customer',
  });
  expect(ticketOfConversation({ ...conversation, contacts: null }).requester).toBeNull();
});

test.each([
  [{ type: 'admin', id: '1' }, 'agent'],
  [{ type: 'team', id: '1' }, 'agent'],
  [{ type: 'admin', id: '1', from_ai_agent: true }, 'system'],
  [{ type: 'bot', id: '1' }, 'system'],
  [{ type: 'user', id: '1' }, 'customer'],
  [{ type: 'lead', id: '1' }, 'customer'],
  [null, 'system'],
])('%j is a %s', (author, role) => {
  expect(personOf(author).role).toBe(role);
});

test('the source comes first, then comments, quick replies and notes in order of time; the rest are entries', () => {
  const parts = [
    part(5, 'note'),
    part(1, 'comment'),
    part(2, 'assignment'),
    part(3, 'close'),
    part(4, 'quick_reply'),
  ];
  expect(messagesOfConversation(talk(...parts)).map(({ id, kind, body }) => [id, kind, body])).toEqual([
    ['conversation-123:source', 'reply', 'Please'],
    ['1', 'reply', 'comment'],
    ['4', 'reply', 'quick_reply'],
    ['5', 'note', 'note'],
  ]);
});

test('what a customer says to a closed conversation is not lost, although its part says open', () => {
  const said = part(1, 'open', { body: '<p>Still broken</p>', author: contact });
  const opened = part(2, 'open', { body: null, author: contact });
  expect(messagesOfConversation(talk(said, opened)).slice(1)).toMatchObject([
    { id: '1', kind: 'reply', body: 'Still broken', author: { role: 'customer' } },
  ]);
});

test('a redacted message stays, empty', () => {
  expect(messagesOfConversation(talk(part(1, 'comment', { body: null }))).at(-1)).toMatchObject({
    body: '',
    bodyHtml: null,
  });
});

test('a description comes first, as it was typed; a customer’s is the requester’s, an internal one a note', () => {
  const row = { ...ticket, ticket_parts: { ticket_parts: [part(1, 'comment', { author: contact })] } };
  expect(messagesOfTicket(row)).toMatchObject([
    {
      id: 'ticket-456:description',
      kind: 'reply',
      body: 'a < b',
      bodyHtml: null,
      author: { id: 'c1', name: 'Cleo', role: 'customer' },
    },
    { id: '1', kind: 'reply' },
  ]);
  for (const category of ['Back-office', 'Tracker'])
    expect(messagesOfTicket({ ...ticket, category })).toMatchObject([
      { kind: 'note', author: { role: 'system' } },
    ]);
  expect(messagesOfTicket({ ...ticket, ticket_attributes: {} })).toEqual([]);
  const marked = { _default_description_: '<p>a &lt; b</p>' };
  expect(messagesOfTicket({ ...ticket, ticket_attributes: marked })).toMatchObject([
    { body: 'a < b', bodyHtml: '<p>a &lt; b</p>' },
  ]);
});
