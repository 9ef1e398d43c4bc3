import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { caller } from '../../testing/client.js';

interface Event {
  id: number;
  type: string;
  public?: boolean;
  field_name?: string;
  value?: unknown;
}
interface Written {
  ticket: {
    id: number;
    status: string;
    updated_at: string;
    tags: string[];
    assignee_id: number | null;
    group_id: number | null;
    custom_status_id: number;
  };
  audit: { id: number; author_id: number; metadata: { custom: Record<string, unknown> }; events: Event[] };
}

let sandbox: Sandbox;
let token: string;
let id: number;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  token = acme().issueToken().accessToken;
  id = acme().bulk(1).ids[0] ?? 0;
});

const acme = () => sandbox.control.zendesk('acme');
const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const put = (ticket: Record<string, unknown>, to = id) =>
  api<Written>('PUT', `/api/v2/tickets/${to}`, { token, body: { ticket } });
const userId = (name: string) =>
  acme()
    .describe()
    .users.find((user) => user.name.startsWith(name))?.id ?? 0;
const groupId = (name: string) =>
  acme()
    .describe()
    .groups.find((group) => group.name === name)?.id ?? 0;
const truth = () => acme().ticket(id);

describe('one PUT', () => {
  test('with comment, status and assignee is one audit', async () => {
    const before = truth().audits.length;
    const { status, body } = await put({
      comment: { html_body: '<p>Hello &amp; <b>welcome</b></p>', public: true },
      status: 'pending',
      assignee_id: userId('Ada'),
      metadata: { svc_op: 'op_1' },
    });
    expect(status).toBe(200);
    expect(body.ticket).toMatchObject({
      status: 'pending',
      assignee_id: userId('Ada'),
      group_id: groupId('Support'),
    });
    expect(body.audit.metadata.custom).toEqual({ svc_op: 'op_1' });
    expect(body.audit.events.map(({ type, field_name }) => field_name ?? type).toSorted()).toEqual(
      ['Comment', 'assignee_id', 'custom_status_id', 'group_id', 'status'].toSorted(),
    );
    expect(truth().audits).toHaveLength(before + 1);
    expect(truth().comments.at(-1)).toMatchObject({
      body: 'Hello & welcome',
      audit_id: body.audit.id,
      public: true,
    });
    expect(truth().comments.at(-1)?.id).toBe(body.audit.events[0]?.id);
  });

  test('leaves its metadata in the audits, where it can be found again', async () => {
    await put({ comment: { body: 'One', public: true }, metadata: { svc_op: 'op_1' } });
    await put({ status: 'open', metadata: { svc_op: 'op_2' } });
    const read = (query: string) =>
      api<{ audits: Written['audit'][] }>(
        'GET',
        `/api/v2/tickets/${id}/audits?page[size]=100&sort=-created_at${query}`,
        { token },
      );
    expect((await read('')).body.audits.map(({ metadata }) => metadata.custom['svc_op'])).toEqual([
      'op_2',
      'op_1',
      undefined,
    ]);
    // The filter drops audits without such an event: a status change is not found among comments.
    expect(
      (await read('&filter_events[]=Comment')).body.audits.map(({ metadata }) => metadata.custom['svc_op']),
    ).toEqual(['op_1', undefined]);
  });

  test('that changes nothing keeps no audit and leaves updated_at', async () => {
    const before = truth();
    sandbox.control.advance(5);
    const { body } = await put({ tags: [], metadata: { svc_op: 'op_1' } });
    expect(body.audit.events).toEqual([]);
    expect(truth().audits).toEqual(before.audits);
    expect(body.ticket.updated_at).toBe(before.ticket.updated_at);
  });

  test('with a field the sandbox does not know is a 501, not a silent drop', async () => {
    expect((await put({ custom_fields: [] })).status).toBe(501);
    expect((await put({ comment: { body: 'Hi', uploads: ['t'] } })).status).toBe(501);
    expect((await put({ assignee_id: 'Ada' })).status).toBe(400);
  });
});

test.each([
  [true, true],
  [false, false],
])('a comment without `public` follows the first one: first %s, then %s', async (first, then) => {
  const body = { ticket: { subject: 'S', comment: { body: 'First', public: first } } };
  const { ticket } = (await api<Written>('POST', '/api/v2/tickets', { token, body })).body;
  const written = await put({ comment: { body: 'Meant as the other' } }, ticket.id);
  expect(written.body.audit.events[0]?.public).toBe(then);
});

describe('safe updates', () => {
  test.each([true, false, 'true'])(
    'with safe_update: %s and an old stamp are a conflict',
    async (safe_update) => {
      const stamp = truth().ticket.updated_at;
      sandbox.control.advance(1);
      acme().desk.customerReplies(String(id), 'Me again');
      const told = await put({ status: 'open', safe_update, updated_stamp: stamp });
      expect(told.status).toBe(409);
      expect(told.body).toMatchObject({ error: 'UpdateConflict' });
      expect(truth().ticket.status).toBe('new');
      expect((await put({ status: 'open', updated_stamp: stamp })).status).toBe(200);
    },
  );

  test('see no difference within one second', async () => {
    const frozen = await startSandbox({ now: () => 1_800_000_000_400 });
    const site = frozen.control.zendesk('acme');
    const [ticketId = 0] = site.bulk(1).ids;
    const stamp = site.ticket(ticketId).ticket.updated_at;
    site.desk.customerReplies(String(ticketId), 'In the same second');
    const body = { ticket: { status: 'open', safe_update: true, updated_stamp: stamp } };
    const told = await caller(frozen)('PUT', `/api/v2/tickets/${ticketId}`, {
      token: site.issueToken().accessToken,
      body,
    });
    await frozen.close();
    expect(told.status).toBe(200);
  });
});

describe('status', () => {
  test('closed is the end: every later write is a 422 that says so', async () => {
    await put({ status: 'closed' });
    for (const ticket of [{ status: 'open' }, { comment: { body: 'Hm', public: true } }, { tags: ['x'] }]) {
      const told = await put(ticket);
      expect(told.status).toBe(422);
      expect(told.body).toMatchObject({
        error: 'RecordInvalid',
        details: { status: [{ description: expect.stringContaining('closed prevents ticket update') }] },
      });
    }
    const followUp = await api<{ ticket: { id: number; via: unknown } }>('POST', '/api/v2/tickets', {
      token,
      body: { ticket: { via_followup_source_id: id, comment: { body: 'Once more', public: true } } },
    });
    expect(followUp.status).toBe(201);
    expect(followUp.body.ticket.via).toMatchObject({ source: { rel: 'follow_up', from: { ticket_id: id } } });
  });

  test('custom_status_id wins over status', async () => {
    const courier = acme()
      .describe()
      .customStatuses.find(({ agent_label }) => agent_label === 'Waiting on courier')?.id;
    const { body } = await put({ status: 'open', custom_status_id: courier });
    expect(body.ticket).toMatchObject({ status: 'pending', custom_status_id: courier });
  });

  test('an opened ticket is never new again, and a made-up status is refused', async () => {
    await put({ status: 'open' });
    expect((await put({ status: 'new' })).status).toBe(422);
    expect((await put({ status: 'done' })).status).toBe(422);
  });

  test('solving asks for the fields the site requires', async () => {
    acme().change({ requiredToSolve: ['type'] });
    const told = await put({ status: 'solved' });
    expect(told.status).toBe(422);
    expect(told.body).toMatchObject({
      details: { base: [{ description: expect.stringContaining('type') }] },
    });
    expect((await put({ status: 'solved', type: 'question' })).status).toBe(200);
  });

  test('assigning a new ticket opens it, a customer reply reopens a solved one', async () => {
    expect((await put({ assignee_email: 'tomas.rivera@acme.example' })).body.ticket.status).toBe('open');
    await put({ status: 'solved' });
    acme().desk.customerReplies(String(id), 'It broke again');
    expect(truth().ticket.status).toBe('open');
  });
});

describe('assignment', () => {
  test.each([
    ['an agent outside the group', () => ({ assignee_id: userId('Tomás'), group_id: groupId('Warehouse') })],
    ['an end user', () => ({ assignee_id: userId('Maya') })],
    ['a light agent', () => ({ assignee_id: userId('Lena') })],
    ['an unknown group', () => ({ group_id: 1 })],
  ])('to %s is a 422', async (_case, ticket) => {
    expect((await put(ticket())).status).toBe(422);
    expect(truth().ticket.assignee_id).toBeNull();
  });

  test('ends with null, and with a group the agent is not in', async () => {
    await put({ assignee_id: userId('Tomás') });
    expect((await put({ group_id: groupId('Warehouse') })).body.ticket.assignee_id).toBeNull();
    await put({ assignee_id: userId('Ada') });
    expect((await put({ assignee_id: null })).body.ticket).toMatchObject({
      assignee_id: null,
      group_id: groupId('Warehouse'),
    });
  });
});

describe('tags', () => {
  const tags = (method: string, sent: unknown) =>
    api('' + method, `/api/v2/tickets/${id}/tags`, { token, body: sent });

  test('PUT adds, POST replaces all, DELETE removes', async () => {
    expect((await tags('PUT', { tags: ['b'] })).body).toEqual({ tags: ['b'] });
    expect((await tags('PUT', { tags: ['A b'] })).body).toEqual({ tags: ['a', 'b'] });
    expect((await tags('DELETE', { tags: ['b'] })).body).toEqual({ tags: ['a'] });
    const replaced = await tags('POST', { tags: ['c'] });
    expect([replaced.status, replaced.body]).toEqual([201, { tags: ['c'] }]);
    expect((await put({ tags: ['d'] })).body.ticket.tags).toEqual(['d']);
  });

  test('can be guarded by a stamp', async () => {
    const told = await tags('PUT', {
      tags: ['x'],
      updated_stamp: '2020-01-01T00:00:00Z',
      safe_update: 'true',
    });
    expect(told.status).toBe(409);
  });
});

test('creation is idempotent by key for two hours, and only for the same body', async () => {
  const create = (body: string, key: string) =>
    api<Written & { error: string }>('POST', '/api/v2/tickets', {
      token,
      headers: { 'idempotency-key': key },
      body: {
        ticket: { subject: 'S', comment: { body }, requester: { name: 'Nia', email: 'nia@mail.example' } },
      },
    });
  const first = await create('Hello', 'k1');
  expect([first.status, first.headers.get('x-idempotency-lookup')]).toEqual([201, 'miss']);
  const again = await create('Hello', 'k1');
  expect([again.body.ticket.id, again.headers.get('x-idempotency-lookup')]).toEqual([
    first.body.ticket.id,
    'hit',
  ]);
  const other = await create('Other', 'k1');
  expect([other.status, other.body.error]).toEqual([400, 'IdempotentRequestError']);
  sandbox.control.advance(7200);
  token = acme().issueToken().accessToken;
  expect((await create('Hello', 'k1')).body.ticket.id).not.toBe(first.body.ticket.id);
  expect((await create('Hello', 'k'.repeat(256))).status).toBe(400);
});
