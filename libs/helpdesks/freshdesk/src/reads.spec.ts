import { HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { getTicket } from './reads.js';

const at = '2026-09-01T10:00:00Z';
const ticket = {
  id: 42,
  subject: 'Help',
  description: '<p>Please</p>',
  description_text: 'Please',
  status: 2,
  priority: 3,
  source: 1,
  tags: ['a'],
  requester_id: 8,
  requester: { id: 8, name: 'Ann', email: 'ann@example.com' },
  responder_id: 7,
  spam: false,
  created_at: at,
  updated_at: at,
};
const said = (id: number, more: object = {}) => ({
  id,
  user_id: 7,
  incoming: false,
  private: false,
  body: `<p>${id}</p>`,
  body_text: String(id),
  created_at: at,
  ...more,
});

type Answer = unknown;
/** Answers by path; a list in pages, each but the last with a next. */
function site(answers: Record<string, Answer>): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    const found = answers[request.path] ?? gone;
    const pages = found as unknown[][];
    const page = Number(request.query?.['page'] ?? 0);
    const body = page === 0 ? found : (pages[page - 1] ?? []);
    if (body instanceof Error || found instanceof Error) return Promise.reject(found as Error);
    const headers: Record<string, string> =
      page > 0 && page < pages.length ? { link: '<https://x/>; rel="next"' } : {};
    return Promise.resolve({ status: 200, headers, body, requestId: 'r' });
  };
  return { send, sent };
}
const live = '/api/v2/tickets/42';
const archived = '/api/v2/tickets/archived/42';
const gone = new HelpdeskError('not_found', 'no', { status: 404 });
const denied = new HelpdeskError('forbidden', 'no', { status: 403 });
const paths = ({ sent }: { sent: PlatformRequest[] }) => sent.map(({ path }) => path);

test('a ticket and its conversation cost two calls, and the description comes first', async () => {
  const desk = site({ [live]: ticket, [`${live}/conversations`]: [[said(900)]] });
  const read = await getTicket(desk.send, '42');
  expect(paths(desk)).toEqual([live, `${live}/conversations`]);
  expect(desk.sent[0]?.query).toEqual({ include: 'requester' });
  expect(read.ticket).toEqual({
    id: '42',
    subject: 'Help',
    status: 'open',
    platformStatus: 'open',
    priority: 'high',
    tags: ['a'],
    assigneeId: '7',
    requester: { id: '8', name: 'Ann', email: 'ann@example.com', role: 'customer' },
    channel: 'email',
    createdAt: new Date(at),
    updatedAt: new Date(at),
    deleted: false,
    raw: ticket,
  });
  expect(read.messages).toEqual([
    {
      id: 'ticket:42:description',
      kind: 'reply',
      author: read.ticket.requester,
      body: 'Please',
      bodyHtml: '<p>Please</p>',
      createdAt: new Date(at),
      operationId: null,
    },
    {
      id: '900',
      kind: 'reply',
      author: { id: '7', name: null, email: null, role: 'agent' },
      body: '900',
      bodyHtml: '<p>900</p>',
      createdAt: new Date(at),
      operationId: null,
    },
  ]);
});

test('pages go on by number, as long as there is a next', async () => {
  const desk = site({ [live]: ticket, [`${live}/conversations`]: [[said(1)], [said(2)], [said(3)]] });
  const { messages } = await getTicket(desk.send, '42');
  expect(messages.map(({ id }) => id)).toEqual(['ticket:42:description', '1', '2', '3']);
  expect(desk.sent.slice(1).map(({ path, query }) => [path, query])).toEqual(
    [1, 2, 3].map((page) => [`${live}/conversations`, { per_page: 100, page }]),
  );
});

test.each([
  ['the requester', { user_id: 8, incoming: true }, { id: '8', name: 'Ann', role: 'customer' }],
  [
    'another customer',
    { user_id: 9, incoming: true, from_email: 'bob@example.com' },
    { id: '9', name: null, email: 'bob@example.com', role: 'customer' },
  ],
  ['an agent', { user_id: 7 }, { id: '7', role: 'agent', email: null }],
  ['an agent who is the requester as well', { user_id: 8 }, { id: '8', name: 'Ann', role: 'agent' }],
  [
    'the requester, where nothing says which way',
    { user_id: 8, incoming: null },
    { id: '8', role: 'customer' },
  ],
  ['nobody', { user_id: null }, { role: 'system' }],
])('a message of %s is theirs', async (_who, more, author) => {
  const desk = site({ [live]: ticket, [`${live}/conversations`]: [[said(900, more)]] });
  expect((await getTicket(desk.send, '42')).messages[1]?.author).toMatchObject(author);
});

test('a private conversation is a note, and one that does not say is not read at all', async () => {
  const desk = site({ [live]: ticket, [`${live}/conversations`]: [[said(900, { private: true })]] });
  expect((await getTicket(desk.send, '42')).messages[1]?.kind).toBe('note');
  const { private: _private, ...unsaid } = said(900);
  const odd = site({ [live]: ticket, [`${live}/conversations`]: [[unsaid]] });
  await expect(getTicket(odd.send, '42')).rejects.toMatchObject({ kind: 'unavailable' });
});

test('an e-mail that an agent sent first is not taken for the customer’s', async () => {
  const desk = site({ [live]: { ...ticket, source: 10 }, [`${live}/conversations`]: [[]] });
  const read = await getTicket(desk.send, '42');
  expect(read.messages[0]?.author.role).toBe('system');
  expect(read.ticket).toMatchObject({ channel: 'outbound_email', requester: { id: '8' } });
});

test('a ticket without a description begins with its conversation', async () => {
  const bare = { ...ticket, description: null, description_text: null };
  const desk = site({ [live]: bare, [`${live}/conversations`]: [[said(900)]] });
  expect((await getTicket(desk.send, '42')).messages.map(({ id }) => id)).toEqual(['900']);
});

test.each([{ spam: true }, { deleted: true }])('%j is deleted, and closed', async (more) => {
  const desk = site({ [live]: { ...ticket, ...more }, [`${live}/conversations`]: [[]] });
  expect((await getTicket(desk.send, '42')).ticket).toMatchObject({ deleted: true, status: 'closed' });
});

test('values that Freshdesk adds are kept as they are', async () => {
  const odd = { ...ticket, source: 101, priority: 9, tags: null, requester: 'Ann', cf: { x: 1 } };
  const desk = site({ [live]: odd, [`${live}/conversations`]: [[]] });
  const read = await getTicket(desk.send, '42');
  expect(read.ticket).toMatchObject({
    channel: '101',
    priority: null,
    tags: [],
    requester: { id: '8', name: null },
  });
  expect(read.ticket.raw).toMatchObject({ cf: { x: 1 } });
});

test('an archived ticket is read from the archive', async () => {
  const { requester: _requester, ...row } = ticket;
  const desk = site({ [archived]: { ...row, status: 5 }, [`${archived}/conversations`]: [[said(900)]] });
  const read = await getTicket(desk.send, '42');
  expect(read.ticket).toMatchObject({ id: '42', status: 'closed', requester: { id: '8', name: null } });
  expect(read.messages).toHaveLength(2);
  expect(paths(desk)).toEqual([live, archived, `${archived}/conversations`]);
  expect(desk.sent[1]?.query).toBeUndefined();
});

test.each([gone, denied, new HelpdeskError('account_suspended', 'no', { status: 403 })])(
  'a ticket that the archive refuses with $kind is not found',
  async (refusal) => {
    await expect(getTicket(site({ [archived]: refusal }).send, '42')).rejects.toBe(gone);
  },
);

test('an outage of the archive is not taken for a ticket that is gone', async () => {
  const outage = new HelpdeskError('unavailable', 'no', { status: 503 });
  await expect(getTicket(site({ [archived]: outage }).send, '42')).rejects.toBe(outage);
});

test('who may not see contacts reads the ticket without the requester’s name', async () => {
  const { requester: _requester, ...row } = ticket;
  const desk = site({ [live]: row, [`${live}/conversations`]: [[]] });
  const read = await getTicket(
    (request) => (request.query?.['include'] === undefined ? desk.send(request) : Promise.reject(denied)),
    '42',
  );
  expect(read.ticket.requester).toEqual({ id: '8', name: null, email: null, role: 'customer' });
});
