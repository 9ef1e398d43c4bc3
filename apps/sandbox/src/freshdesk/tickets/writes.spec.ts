import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { agentOf, freshdeskCaller } from '../testing/client.js';

type Row = Record<string, unknown> & { id: number };

let sandbox: Sandbox;
let id: number;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  id = acme().bulk(1).ids[0] ?? 0;
});

const acme = () => sandbox.control.freshdesk('acme');
const api: ReturnType<typeof freshdeskCaller> = (...call) => freshdeskCaller(sandbox)(...call);
const post = (what: 'reply' | 'notes', body: unknown) =>
  api<Row>('POST', `/api/v2/tickets/${id}/${what}`, { body });
const put = (body: unknown, key = 'sandbox-freshdesk-key') =>
  api<Row>('PUT', `/api/v2/tickets/${id}`, { body, key });
const truth = () => acme().ticket(id);
const group = (name: string) =>
  acme()
    .describe()
    .groups.find((one) => one.name === name)?.id ?? 0;
const error = (field: string, code: string) => ({
  description: 'Validation failed',
  errors: [expect.objectContaining({ field, code })],
});

describe('a reply', () => {
  test('is a public e-mail to the requester from the agent of the key', async () => {
    const { apiKey: key, id: tomas } = agentOf(sandbox, 'Tomás');
    const body = { body: '<p>Hello &amp; <b>welcome</b></p><p>Bye</p>' };
    const told = await api<Row>('POST', `/api/v2/tickets/${id}/reply`, { key, body });
    expect(told.status).toBe(201);
    expect(told.body).toMatchObject({
      user_id: tomas,
      ticket_id: id,
      body_text: 'Hello & welcome Bye',
      replied_to: ['maya.lindqvist@mail.example'],
    });
    expect(truth().conversations).toMatchObject([
      {
        id: told.body.id,
        incoming: false,
        private: false,
        source: 0,
        to_emails: ['maya.lindqvist@mail.example'],
      },
    ]);
    expect(truth().ticket.status).toBe(2);
  });

  test('hides nothing: comments, attributes and unseen elements are gone', async () => {
    await post('reply', {
      body: '<!-- op_1 --><p class="op_1" data-op="1">Hi<span style="display:none">op_1</span></p><i hidden>op_1</i><a href="https://x.example" title="op_1">x</a>',
    });
    expect(truth().conversations[0]?.body).toBe('<p>Hi</p><a href="https://x.example">x</a>');
  });

  test('can be written for another agent, and for nobody else', async () => {
    const { id: lena } = agentOf(sandbox, 'Lena');
    expect((await post('reply', { body: 'Hi', user_id: lena })).body['user_id']).toBe(lena);
    const told = await post('reply', { body: 'Hi', user_id: acme().describe().customerId });
    expect([told.status, told.body]).toEqual([400, error('user_id', 'invalid_value')]);
  });

  test('cannot be edited afterwards, a note can', async () => {
    const reply = await post('reply', { body: 'Sent' });
    const note = await post('notes', { body: 'Draft' });
    const edit = (row: Row) =>
      api<Row>('PUT', `/api/v2/conversations/${row.id}`, { body: { body: 'Changed' } });
    expect((await edit(reply.body)).status).toBe(400);
    const before = truth().ticket.updated_at;
    sandbox.control.advance(5);
    expect((await edit(note.body)).body).toMatchObject({
      body_text: 'Changed',
      last_edited_at: expect.any(String),
    });
    expect(truth().ticket.updated_at).toBe(before);
    expect(truth().conversations.map(({ body }) => body)).toEqual(['Sent', 'Changed']);
  });

  test('that is sent twice is there twice', async () => {
    await post('reply', { body: 'Hi' });
    await post('reply', { body: 'Hi' });
    expect(truth().conversations).toHaveLength(2);
  });
});

test.each([
  [{ body: 'Hi' }, true, false],
  [{ body: 'Hi', private: false }, false, false],
  [{ body: 'Hi', incoming: true }, true, true],
])('a note sent as %j is private: %s, incoming: %s', async (body, isPrivate, incoming) => {
  const told = await post('notes', body);
  expect(told.status).toBe(201);
  expect(told.body).toMatchObject({
    private: isPrivate,
    incoming,
    source: 2,
    user_id: acme().describe().adminId,
  });
});

test.each<['reply' | 'notes', unknown, unknown]>([
  ['reply', {}, error('body', 'missing_field')],
  ['reply', { body: ' ' }, error('body', 'invalid_value')],
  ['reply', { body: 7 }, error('body', 'datatype_mismatch')],
  ['reply', { body: 'Hi', private: true }, error('private', 'invalid_field')],
  ['reply', { body: 'Hi', from_email: 'me@acme.example' }, error('from_email', 'invalid_value')],
  ['notes', { body: 'Hi', private: 'yes' }, error('private', 'datatype_mismatch')],
  [
    'notes',
    { body: 'Hi', notify_emails: ['maya.lindqvist@mail.example'] },
    error('notify_emails', 'invalid_value'),
  ],
  ['notes', [], error('request', 'datatype_mismatch')],
])('%s %j is refused with the field named', async (what, body, refused) => {
  const told = await post(what, body);
  expect([told.status, told.body]).toEqual([400, refused]);
  expect(truth().conversations).toEqual([]);
});

describe('a ticket', () => {
  test('takes status, priority, type, tags and custom fields in one write', async () => {
    const wanted = {
      status: 6,
      priority: 3,
      type: 'Question',
      tags: ['vip', 'vip', 'Two words'],
      subject: 'New name',
      custom_fields: { cf_order_number: '1' },
    };
    const told = await put(wanted);
    expect([told.status, told.body]).toEqual([
      200,
      expect.objectContaining({ ...wanted, tags: ['vip', 'Two words'] }),
    ]);
  });

  test('has its tags replaced as a whole: what was added meanwhile is lost', async () => {
    await put({ tags: ['a', 'b'] });
    acme().agentActs(id, { agentId: String(acme().describe().adminId), tags: ['a', 'b', 'theirs'] });
    await put({ tags: ['a', 'b', 'ours'] });
    expect(truth().ticket.tags).toEqual(['a', 'b', 'ours']);
    await put({ tags: [] });
    expect(truth().ticket.tags).toEqual([]);
  });

  test('moves updated_at in whole seconds with every write, the idle ones too', async () => {
    const before = truth().ticket.updated_at;
    await put({ status: 2 });
    sandbox.control.advance(3);
    const { body } = await put({ status: 2 });
    expect(Date.parse(String(body['updated_at'])) - Date.parse(before)).toBeGreaterThanOrEqual(3000);
    expect(body['updated_at']).toMatch(/:\d\dZ$/);
  });

  test('keeps what the account requires before it is resolved', async () => {
    acme().change({ requiredToResolve: ['cf_order_number', 'type'] });
    const told = await put({ status: 4 });
    expect(told.status).toBe(400);
    expect(told.body['errors']).toMatchObject([
      { field: 'cf_order_number', code: 'missing_field' },
      { field: 'type', code: 'missing_field' },
    ]);
    expect(truth().ticket.status).toBe(2);
    expect((await put({ status: 4, type: 'Refund', custom_fields: { cf_order_number: '1' } })).status).toBe(
      200,
    );
  });

  test('opens again when the customer writes, closed or not', async () => {
    await put({ status: 5 });
    expect(acme().desk.customerReplies(String(id), 'Not yet')).toBe(String(id));
    expect(truth().ticket.status).toBe(2);
    expect(truth().conversations[0]).toMatchObject({ incoming: true, body_text: 'Not yet' });
  });

  test.each<[unknown, number, unknown]>([
    [{}, 400, error('request', 'missing_field')],
    [{ status: 9 }, 400, error('status', 'invalid_value')],
    [{ status: '4' }, 400, error('status', 'datatype_mismatch')],
    [{ priority: 5 }, 400, error('priority', 'invalid_value')],
    [{ type: 'Complaint' }, 400, error('type', 'invalid_value')],
    [{ tags: 'a' }, 400, error('tags', 'datatype_mismatch')],
    [{ tags: ['a,b'] }, 400, error('tags', 'invalid_value')],
    [{ tags: ['x'.repeat(33)] }, 400, error('tags', 'invalid_value')],
    [{ custom_fields: { cf_unknown: 'x' } }, 400, error('cf_unknown', 'invalid_field')],
    [{ color: 'red' }, 400, error('color', 'invalid_field')],
    [{ due_by: '2030-01-01T00:00:00Z' }, 501, expect.objectContaining({ code: 'not_implemented' })],
  ])('refuses %j with %i', async (body, status, refused) => {
    const told = await put(body);
    expect([told.status, told.body]).toEqual([status, refused]);
  });
});

describe('assigning', () => {
  test('sets agent and group, and a new group drops an agent who is not in it', async () => {
    const tomas = agentOf(sandbox, 'Tomás').id;
    expect((await put({ responder_id: tomas, group_id: group('Support') })).body).toMatchObject({
      responder_id: tomas,
      group_id: group('Support'),
    });
    expect((await put({ group_id: group('Warehouse') })).body).toMatchObject({ responder_id: null });
  });

  test.each([
    [
      'an agent outside the group',
      () => ({ responder_id: agentOf(sandbox, 'Tomás').id, group_id: group('Warehouse') }),
    ],
    ['an unknown agent', () => ({ responder_id: 12 })],
    ['a customer', () => ({ responder_id: acme().describe().customerId })],
    [
      'a deactivated agent',
      () => {
        const { id: lena } = agentOf(sandbox, 'Lena');
        acme().changeAgent(lena, { deactivated: true });
        return { responder_id: lena };
      },
    ],
  ])('to %s is refused', async (_case, wanted) => {
    const told = await put(wanted());
    expect([told.status, told.body]).toEqual([400, error('responder_id', 'invalid_value')]);
    expect(truth().ticket.responder_id).toBeNull();
  });

  test('a ticket away takes it out of the scope of who did it', async () => {
    const { id: ravi, apiKey: key } = agentOf(sandbox, 'Ravi');
    await put({ responder_id: ravi });
    expect((await put({ responder_id: agentOf(sandbox, 'Ada').id }, key)).status).toBe(200);
    expect((await api('GET', `/api/v2/tickets/${id}`, { key })).status).toBe(404);
  });
});

describe('creation', () => {
  const create = (over: Record<string, unknown> = {}) =>
    api<Row>('POST', '/api/v2/tickets', {
      body: {
        subject: 'S',
        description: '<p>D</p>',
        status: 2,
        priority: 1,
        email: 'nia@mail.example',
        ...over,
      },
    });

  test('makes a contact of an address nobody has, and a second ticket when it is sent twice', async () => {
    const told = await create({ name: 'Nia' });
    expect(told.status).toBe(201);
    expect(told.body).toMatchObject({ subject: 'S', description_text: 'D', source: 2 });
    expect(told.headers.get('location')).toContain(`/api/v2/tickets/${told.body.id}`);
    const again = await create();
    expect(again.body.id).not.toBe(told.body.id);
    expect(again.body['requester_id']).toBe(told.body['requester_id']);
  });

  test('asks for what a ticket needs', async () => {
    const told = await api('POST', '/api/v2/tickets', { body: { status: 2 } });
    expect(told.status).toBe(400);
    expect(told.body['errors']).toMatchObject([
      { field: 'subject', code: 'missing_field' },
      { field: 'description', code: 'missing_field' },
      { field: 'priority', code: 'missing_field' },
    ]);
    expect((await create({ email: undefined })).body).toEqual(error('requester_id', 'missing_field'));
    expect((await create({ source: 4 })).status).toBe(400);
  });
});
