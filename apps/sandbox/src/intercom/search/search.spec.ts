import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import type { ErrorList, ShownConversation } from '../testing.js';
import { caller } from '../testing.js';

interface Found {
  type: string;
  conversations: ShownConversation[];
  tickets: { id: string; ticket_id: string }[];
  total_count: number;
  pages: {
    page: number;
    per_page: number;
    total_pages: number;
    next?: { per_page: number; starting_after: string };
  };
}

const start = 1_800_000_000_000;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => start });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
const search = (query: unknown, pagination?: unknown, kind = 'conversations') =>
  api<Found>('POST', `/${kind}/search`, { body: { query, ...(pagination ? { pagination } : {}) } });
const code = async (query: unknown, pagination?: unknown) => {
  const { status, body } = await search(query, pagination);
  return [status, (body as unknown as ErrorList).errors?.[0]?.code];
};
const since = (value: unknown, operator = '>') => ({ field: 'updated_at', operator, value });
const ids = ({ body }: { body: Found }) => body.conversations.map(({ id }) => id);

test('a write shows only after the index has learnt of it', async () => {
  const id = acme().desk.customerOpens('Late', 'Where is it?');
  expect(ids(await search(since(start / 1000 - 1)))).toEqual([]);
  sandbox.control.advance(2);
  expect(ids(await search(since(start / 1000 - 1)))).toEqual([id]);
  sandbox.control.advance(10);
  acme().desk.customerReplies(id, 'Hello?');
  // The index still knows the old time; what it finds is shown as it is now.
  expect(ids(await search(since(start / 1000 + 5)))).toEqual([]);
  const stale = await search(since(start / 1000 - 1));
  expect(stale.body.conversations[0]).toMatchObject({ id, updated_at: start / 1000 + 12 });
  sandbox.control.advance(2);
  expect(ids(await search(since(start / 1000 + 5)))).toEqual([id]);
});

test('both comparisons are strict, and times may come as text', async () => {
  const id = acme().desk.customerOpens('Now', 'Now');
  sandbox.control.advance(2);
  const now = start / 1000;
  expect(ids(await search(since(now)))).toEqual([]);
  expect(ids(await search(since(String(now - 1))))).toEqual([id]);
  const slice = { operator: 'AND', value: [since(now - 1), since(now, '<')] };
  expect(ids(await search(slice))).toEqual([]);
  expect(ids(await search(since(now, '=')))).toEqual([id]);
});

test('pages are 20 long unless told, end, and miss nothing; the order means nothing, whatever sort says', async () => {
  const made = acme().bulk(45).ids;
  sandbox.control.advance(2);
  const query = since(start / 1000 - 1);
  const first = await search(query);
  expect(first.body.conversations).toHaveLength(20);
  expect(first.body).toMatchObject({ total_count: 45, pages: { page: 1, per_page: 20, total_pages: 3 } });
  const seen: string[] = [];
  let starting_after: string | undefined;
  do {
    const { body } = await search(
      query,
      starting_after ? { per_page: 19, starting_after } : { per_page: 19 },
    );
    seen.push(...body.conversations.map(({ id }) => id));
    starting_after = body.pages.next?.starting_after;
  } while (starting_after !== undefined);
  expect(seen.toSorted()).toEqual(made.toSorted());
  expect(seen).not.toEqual(made);
  const sorted = await api<Found>('POST', '/conversations/search', {
    body: { query, sort: { field: 'updated_at', order: 'ascending' }, pagination: { per_page: 150 } },
  });
  expect(ids(sorted)).not.toEqual(made);
});

test.each([
  ['a page of 151', since(1), { per_page: 151 }],
  ['a made-up cursor', since(1), { starting_after: 'x' }],
  ['no operator', { field: 'state', value: 'open' }],
  ['an unknown field', { field: 'colour', operator: '=', value: 'red' }],
  ['> on text', { field: 'state', operator: '>', value: 'open' }],
  ['~ on a number', { field: 'admin_assignee_id', operator: '~', value: '1' }],
  ['a time in words', since('yesterday')],
  ['IN without a list', { field: 'id', operator: 'IN', value: '1' }],
  ['16 filters', { operator: 'OR', value: Array.from({ length: 16 }, () => since(1)) }],
  [
    'a third level',
    { operator: 'OR', value: [{ operator: 'OR', value: [{ operator: 'OR', value: [since(1)] }] }] },
  ],
])('%s is a 400', async (...[, query, pagination]: [string, unknown, unknown?]) => {
  expect(await code(query, pagination)).toEqual([400, 'parameter_invalid']);
});

test('a query is needed, and a field the sandbox cannot search is a 501', async () => {
  const told = await api('POST', '/conversations/search', { body: {} });
  expect([told.status, told.body.errors[0]?.code]).toEqual([400, 'parameter_not_found']);
  expect(await code({ field: 'statistics.last_close_at', operator: '>', value: 1 })).toEqual([
    501,
    'not_implemented',
  ]);
});

test('filters find by state, tag, person and words', async () => {
  const open = await search({ field: 'state', operator: '=', value: 'open' });
  expect(open.body.total_count).toBe(5);
  const shipping = acme()
    .describe()
    .tags.find(({ name }) => name === 'shipping');
  const tagged = await search({ field: 'tag_ids', operator: 'IN', value: [shipping?.id] });
  expect(tagged.body.conversations.map(({ tags }) => tags.tags.map(({ name }) => name))).toEqual([
    ['shipping'],
    ['shipping'],
  ]);
  const unassigned = await search({
    operator: 'AND',
    value: [
      { field: 'admin_assignee_id', operator: '=', value: 0 },
      { operator: 'OR', value: [{ field: 'state', operator: 'NIN', value: ['closed', 'snoozed'] }] },
    ],
  });
  expect(unassigned.body.conversations.every((one) => one.admin_assignee_id === 0)).toBe(true);
  expect(unassigned.body.total_count).toBe(3);
  expect((await search({ field: 'source.body', operator: '=', value: 'gas' })).body.total_count).toBe(1);
  expect((await search({ field: 'source.body', operator: '=', value: 'hear gas' })).body.total_count).toBe(0);
});

test('tickets are found by the same form and shown with their own id', async () => {
  const found = await search({ field: 'state', operator: '=', value: 'in_progress' }, undefined, 'tickets');
  expect(found.body).toMatchObject({ type: 'ticket.list', total_count: 1 });
  const [ticket] = found.body.tickets;
  expect(ticket?.id).not.toBe(ticket?.ticket_id);
  expect((await api('GET', `/tickets/${ticket?.id}`)).status).toBe(200);
  const told = await api('GET', `/tickets/${ticket?.ticket_id}`);
  expect([told.status, told.body.errors[0]?.code]).toEqual([404, 'ticket_not_found']);
});

test('a deleted conversation is found until the index has learnt of it, and never shown', async () => {
  const [id = ''] = acme().describe().conversationIds;
  acme().deleteConversation(id);
  const query = { field: 'id', operator: '=', value: id };
  expect((await search(query)).body.total_count).toBe(0);
  sandbox.control.advance(2);
  expect((await search(query)).body.total_count).toBe(0);
});
