import fc from 'fast-check';
import type { Message, Ticket } from '@nightdesk/helpdesks/contract';
import type { OwnWrite } from '@nightdesk/operations';
import { difference, type KnownTicket } from './difference.js';

const connected = new Date('2026-11-01T10:00:00Z');
const after = (seconds: number) => new Date(connected.getTime() + seconds * 1_000);
const customer = { id: '8', name: 'Mara', email: null, role: 'customer' } as const;

const ticket = (changes: Partial<Ticket> = {}): Ticket => ({
  id: '42',
  subject: 'Hi',
  status: 'open',
  platformStatus: 'open',
  priority: null,
  tags: [],
  assigneeId: null,
  requester: customer,
  channel: 'web',
  createdAt: after(1),
  updatedAt: after(2),
  deleted: false,
  raw: {},
  ...changes,
});
const message = (id: string, changes: Partial<Message> = {}): Message => ({
  id,
  kind: 'reply',
  author: customer,
  body: 'text',
  bodyHtml: null,
  createdAt: after(1),
  operationId: null,
  ...changes,
});
const known = (changes: Partial<Ticket> = {}, ...ids: string[]): KnownTicket => ({
  ticket: ticket(changes),
  version: 3,
  readAt: after(2),
  messageIds: new Set(ids),
});
const types = (facts: { type: string }[]) => facts.map(({ type }) => type);

test('a new ticket is one fact that carries its first message; what was said since are further facts', () => {
  const facts = difference(null, { ticket: ticket(), messages: [message('1'), message('2')] }, connected, []);
  expect(types(facts)).toEqual(['ticket.created', 'reply.added']);
  expect(facts[0]).toMatchObject({ data: { ticket: { id: '42' }, message: { id: '1' } } });
});

test('of a ticket older than the account, only what was said since the account was connected is news', () => {
  const old = ticket({ createdAt: after(-9_000) });
  const messages = [message('1', { createdAt: after(-9_000) }), message('2', { createdAt: after(5) })];
  const facts = difference(null, { ticket: old, messages }, connected, []);
  expect(facts).toMatchObject([{ type: 'reply.added', dedupeKey: 'message:2' }]);
});

test('a note is never told as a reply', () => {
  const facts = difference(
    known({}, '1'),
    { ticket: ticket(), messages: [message('1'), message('2', { kind: 'note' })] },
    connected,
    [],
  );
  expect(types(facts)).toEqual(['note.added']);
});

test('each changed field is one fact with what it was and is', () => {
  const now = ticket({ status: 'solved', tags: ['b', 'a'], assigneeId: '7', priority: 'high' });
  const facts = difference(known({ tags: ['a'] }), { ticket: now, messages: [] }, connected, []);
  expect(facts.map(({ type, data }) => [type, data])).toEqual([
    ['tags.changed', { previous: ['a'], current: ['a', 'b'] }],
    ['assignee.changed', { previous: null, current: '7' }],
    ['priority.changed', { previous: null, current: 'high' }],
    ['status.changed', { previous: 'open', current: 'solved' }],
  ]);
});

test('what our operations did is told as ours, also before the platform has answered', () => {
  const own: OwnWrite[] = [
    { operationId: 'op_1', step: { kind: 'reply', body: 'x' }, remoteIds: ['2'], confirmedAt: after(3) },
    { operationId: 'op_1', step: { kind: 'status', status: 'solved' }, remoteIds: [], confirmedAt: null },
    { operationId: 'op_2', step: { kind: 'addTags', tags: ['vip', 'eu'] }, remoteIds: [], confirmedAt: null },
  ];
  const now = { ticket: ticket({ status: 'solved', tags: ['vip'] }), messages: [message('1'), message('2')] };
  const facts = difference(known({}, '1'), now, connected, own);
  expect(facts.map(({ type, operationId }) => [type, operationId])).toEqual([
    ['reply.added', 'op_1'],
    ['tags.changed', 'op_2'],
    ['status.changed', 'op_1'],
  ]);
});

test('a change that our operation does not explain is not ours', () => {
  const own: OwnWrite[] = [
    { operationId: 'op_1', step: { kind: 'addTags', tags: ['vip'] }, remoteIds: [], confirmedAt: null },
  ];
  const facts = difference(
    known(),
    { ticket: ticket({ tags: ['vip', 'human'] }), messages: [] },
    connected,
    own,
  );
  expect(facts[0]).toMatchObject({ type: 'tags.changed', operationId: null });
});

test('a later change to the same value by somebody else is theirs', () => {
  const solved: OwnWrite = {
    operationId: 'op_1',
    step: { kind: 'status', status: 'solved' },
    remoteIds: [],
    confirmedAt: after(3),
  };
  const now = { ticket: ticket({ status: 'solved' }), messages: [] };
  const knownAt = (readAt: Date) => ({ ...known({ status: 'open' }), readAt });
  expect(difference(knownAt(after(2)), now, connected, [solved])).toMatchObject([{ operationId: 'op_1' }]);
  expect(difference(knownAt(after(60)), now, connected, [solved])).toMatchObject([{ operationId: null }]);
});

test('reading the same state again tells nothing, whatever it is', () => {
  const anyTicket = fc.record({
    status: fc.constantFrom('new', 'open', 'pending', 'solved'),
    tags: fc.uniqueArray(fc.string()),
    assigneeId: fc.option(fc.string()),
    deleted: fc.boolean(),
  });
  fc.assert(
    fc.property(anyTicket, fc.uniqueArray(fc.string()), (fields, ids) => {
      const current = { ticket: ticket(fields as Partial<Ticket>), messages: ids.map((id) => message(id)) };
      expect(
        difference({ ...known(), ticket: current.ticket, messageIds: new Set(ids) }, current, connected, []),
      ).toEqual([]);
    }),
  );
});

test('a message of ours that came back before its call did is ours: by author, kind and text, and only while it is out', () => {
  const us = { id: '7', name: 'Bot', email: null, role: 'agent' } as const;
  const own: OwnWrite[] = [
    {
      operationId: 'op_1',
      step: { kind: 'reply', body: 'It is\non its way.' },
      remoteIds: [],
      confirmedAt: null,
    },
  ];
  const causedBy = (said: Message, writes: readonly OwnWrite[] = own, ourselves: string | null = '7') =>
    difference(
      known({}, '1'),
      { ticket: ticket(), messages: [message('1'), said] },
      connected,
      writes,
      ourselves,
    ).find(({ type }) => type === 'reply.added' || type === 'note.added')?.operationId;
  const said = message('2', { author: us, body: 'It is on  its way. ' });
  expect(causedBy(said)).toBe('op_1');
  expect(causedBy({ ...said, author: customer })).toBeNull();
  expect(causedBy({ ...said, kind: 'note' })).toBeNull();
  expect(causedBy({ ...said, body: 'It was on its way.' })).toBeNull();
  expect(causedBy(said, own, null)).toBeNull();
  expect(causedBy(said, [{ ...own[0]!, remoteIds: ['9'], confirmedAt: after(1) }])).toBeNull();
});
