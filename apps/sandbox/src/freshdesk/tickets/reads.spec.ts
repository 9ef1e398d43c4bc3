import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { agentOf, freshdeskCaller } from '../testing/client.js';

type Row = Record<string, unknown> & { id: number; updated_at: string };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  acme().change({ plan: 'Enterprise' });
});

const acme = () => sandbox.control.freshdesk('acme');
const api: ReturnType<typeof freshdeskCaller> = (...call) => freshdeskCaller(sandbox)(...call);
const list = (query: string) => api<Row[]>('GET', `/api/v2/tickets?${query}`);
const ids = async (query: string) => (await list(query)).body.map(({ id }) => id);
const iso = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3600_000).toISOString();

describe('the list', () => {
  test('shows what was created in the last 30 days, newest first, unless a time is given', async () => {
    expect(await ids('')).toEqual([203, 202, 201, 205, 204, 206]);
    expect(await ids(`updated_since=${iso(40 * 24)}`)).toContain(207);
  });

  test('leaves out the very second that was asked for', async () => {
    const { updated_at } = acme().ticket(202).ticket;
    expect(await ids(`updated_since=${updated_at}`)).not.toContain(202);
    expect(await ids(`updated_since=${iso(3.1)}`)).toContain(202);
  });

  test('has the deleted and the spam in filters of their own', async () => {
    acme().changeTicket(201, { deleted: true });
    acme().changeTicket(202, { spam: true });
    expect(await ids('')).toEqual([203, 205, 204, 206]);
    expect((await list('filter=deleted')).body).toMatchObject([{ id: 201, deleted: true }]);
    expect((await list('filter=spam')).body).toMatchObject([{ id: 202, spam: true }]);
  });

  test('has no description unless it is included', async () => {
    const [plain] = (await list('per_page=1')).body;
    expect(plain).not.toHaveProperty('description');
    const [full] = (await list('per_page=1&include=description,requester,stats')).body;
    expect(full).toMatchObject({
      description_text: 'My card shows two payments for order 90455. Please send one of them back.',
      requester: { name: 'Sofia Marchetti', email: 'sofia.marchetti@mail.example' },
      stats: { resolved_at: null },
    });
  });

  test('can be kept to one requester', async () => {
    const maya = acme().describe().customerId;
    expect(await ids(`requester_id=${maya}`)).toEqual([201]);
    expect(await ids('email=JONAH.pratt@mail.example')).toEqual([202]);
    expect((await list('email=nobody@mail.example')).status).toBe(400);
  });

  test.each([
    ['per_page=101', 'per_page'],
    ['per_page=0', 'per_page'],
    ['page=0', 'page'],
    ['page=301', 'page'],
    ['order_by=subject', 'order_by'],
    ['order_type=up', 'order_type'],
    ['updated_since=yesterday', 'updated_since'],
    ['filter=mine', 'filter'],
    ['include=everything', 'include'],
  ])('refuses %s and names the field', async (query, field) => {
    const told = await list(query);
    expect(told.status).toBe(400);
    expect(told.body).toMatchObject({
      description: 'Validation failed',
      errors: [{ field, code: 'invalid_value' }],
    });
  });

  test.each([
    ['color=red', 400],
    ['company_id=1', 501],
    ['filter=watching', 501],
    ['include=company', 501],
  ])('answers %s with %i', async (query, status) => {
    expect((await list(query)).status).toBe(status);
  });
});

describe('pages', () => {
  test('tell the next one in a link until there is none', async () => {
    acme().bulk(5);
    const first = await list('per_page=10&order_by=updated_at&order_type=asc');
    expect(first.headers.get('link')).toBe(
      `<${sandbox.url}/freshdesk/acme/api/v2/tickets?per_page=10&order_by=updated_at&order_type=asc&page=2>; rel="next"`,
    );
    const second = await list('per_page=10&order_by=updated_at&order_type=asc&page=2');
    expect(second.headers.get('link')).toBeNull();
    const rows = [...first.body, ...second.body];
    expect(rows).toHaveLength(11);
    expect(rows.map((row) => row.updated_at)).toEqual(rows.map((row) => row.updated_at).toSorted());
  });

  test('end at 300 without a word, and the next is refused', async () => {
    acme().bulk(301);
    const last = await list('per_page=1&page=300');
    expect([last.status, last.body.length, last.headers.get('link')]).toEqual([200, 1, null]);
    expect((await list('per_page=1&page=299')).headers.get('link')).toContain('page=300');
    expect((await list('per_page=1&page=301')).status).toBe(400);
  });

  test('a moving row comes again on a later page', async () => {
    const query = 'per_page=3&order_by=updated_at&order_type=asc';
    const first = await ids(query);
    acme().desk.customerReplies(String(first[0]), 'Me again');
    const later = [...(await ids(`${query}&page=2`)), ...(await ids(`${query}&page=3`))];
    expect(later).toContain(first[0]);
    expect(new Set([...first, ...later]).size).toBeLessThan(6);
  });
});

describe('one ticket', () => {
  test('comes with its description and not with its conversation', async () => {
    const { body } = await api('GET', '/api/v2/tickets/201');
    expect(body).toMatchObject({
      id: 201,
      status: 2,
      priority: 2,
      source: 1,
      type: 'Problem',
      tags: ['missing-item', 'packs'],
      responder_id: agentOf(sandbox, 'Tomás').id,
      custom_fields: { cf_order_number: '90417' },
      description:
        '<p>Hello,</p><p>the 60 l pack came today (order 90417), but the rain cover that belongs to it is not in the box.</p>',
      description_text:
        'Hello, the 60 l pack came today (order 90417), but the rain cover that belongs to it is not in the box.',
    });
    expect(body).not.toHaveProperty('conversations');
    expect(body['updated_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test('includes the first ten conversations only, oldest first', async () => {
    for (let count = 1; count <= 12; count += 1) acme().desk.customerReplies('202', `Line ${count}`);
    const { body } = await api<{ conversations: { body_text: string }[] }>(
      'GET',
      '/api/v2/tickets/202?include=conversations',
    );
    expect(body.conversations.map(({ body_text }) => body_text)).toEqual(
      Array.from({ length: 10 }, (_, index) => `Line ${index + 1}`),
    );
    const rest = await api<{ body_text: string }[]>(
      'GET',
      '/api/v2/tickets/202/conversations?per_page=5&page=3',
    );
    expect(rest.body.map(({ body_text }) => body_text)).toEqual(['Line 11', 'Line 12']);
    expect(rest.headers.get('link')).toBeNull();
  });

  test('tells customers from agents and notes from replies', async () => {
    const { body } = await api<Row[]>('GET', '/api/v2/tickets/201/conversations');
    const told = body.map((row) => [row['incoming'], row['private'], row['source']]);
    expect(told).toEqual([
      [false, false, 0],
      [false, true, 2],
      [true, false, 0],
    ]);
    expect(body[2]).toMatchObject({ ticket_id: 201, user_id: acme().describe().customerId });
  });

  test.each(['/api/v2/tickets/999', '/api/v2/tickets/208', '/api/v2/tickets/208/conversations'])(
    'is an empty 404 at %s',
    async (path) => {
      const told = await api('GET', path);
      expect([told.status, told.text, told.headers.get('content-type')]).toEqual([404, '', null]);
    },
  );

  test('that was deleted is an empty 404 until it is restored', async () => {
    expect((await api('DELETE', '/api/v2/tickets/202')).status).toBe(204);
    expect((await api('GET', '/api/v2/tickets/202')).status).toBe(404);
    expect((await api('PUT', '/api/v2/tickets/202', { body: { status: 4 } })).status).toBe(404);
    expect(acme().ticket(202)).toMatchObject({ deleted: true, ticket: { status: 2 } });
    expect((await api('PUT', '/api/v2/tickets/202/restore')).status).toBe(204);
    expect((await api('GET', '/api/v2/tickets/202')).status).toBe(200);
  });
});

test('archived tickets have a path of their own, which the plan has to allow', async () => {
  acme().archive(207);
  expect((await api('GET', '/api/v2/tickets/207')).status).toBe(404);
  expect((await api('GET', '/api/v2/tickets/archived/207')).body).toMatchObject({ id: 207, status: 5 });
  const thread = await api<Row[]>('GET', '/api/v2/tickets/archived/207/conversations');
  expect(thread.body).toHaveLength(1);
  expect((await api('GET', '/api/v2/tickets/archived/201')).status).toBe(404);
  acme().change({ plan: 'Growth' });
  const gated = await api('GET', '/api/v2/tickets/archived/207');
  expect([gated.status, gated.body['code']]).toEqual([403, 'require_feature']);
});

test('people, groups, roles and fields can be read, and roles keep what they allow to themselves', async () => {
  const { adminId, customerId, groups, roles } = acme().describe();
  expect((await api('GET', `/api/v2/contacts/${customerId}`)).body).toMatchObject({ name: 'Maya Lindqvist' });
  expect((await api('GET', `/api/v2/contacts/${adminId}`)).status).toBe(404);
  expect((await api('GET', `/api/v2/agents/${adminId}`)).body).toMatchObject({ ticket_scope: 1 });
  expect((await api<Row[]>('GET', '/api/v2/agents')).body).toHaveLength(4);
  expect((await api<Row[]>('GET', '/api/v2/groups')).body).toMatchObject([
    { name: 'Support' },
    { name: 'Warehouse' },
  ]);
  expect((await api('GET', `/api/v2/groups/${groups[1]?.id}`)).body['agent_ids']).toHaveLength(2);
  const role = await api('GET', `/api/v2/roles/${roles[0]?.id}`);
  expect(role.body).toMatchObject({ name: 'Account Administrator' });
  expect(Object.keys(role.body)).not.toEqual(expect.arrayContaining(['permissions', 'privileges']));
  const contacts = await api<Row[]>('GET', '/api/v2/contacts?per_page=2');
  expect([contacts.body.length, contacts.headers.get('link')]).toEqual([
    2,
    expect.stringContaining('page=2'),
  ]);
  const [status] = (await api<Row[]>('GET', '/api/v2/ticket_fields?type=default_status')).body;
  expect(status?.['choices']).toMatchObject({
    '2': ['Open', 'Open'],
    '6': ['Waiting on courier', 'Waiting on courier'],
  });
  const [admin] = (await api<Row[]>('GET', '/api/v2/admin/ticket_fields?type=default_status')).body;
  expect(admin?.['choices']).toContainEqual(expect.objectContaining({ id: 7, value: 'Waiting on customer' }));
  expect((await api('GET', '/api/v2/settings/helpdesk')).body).toMatchObject({ primary_language: 'en' });
});
