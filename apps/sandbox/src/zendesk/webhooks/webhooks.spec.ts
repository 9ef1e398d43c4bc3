import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import type { Reaction } from '../../testing/client.js';
import { caller, receiver } from '../../testing/client.js';

const all = [
  'created',
  'comment_added',
  'status_changed',
  'tags_changed',
  'agent_assignment_changed',
  'merged',
  'soft_deleted',
];
const types = all.map((name) => `zen:event-type:ticket.${name}`);

let sandbox: Sandbox;
let token: string;
let target: Awaited<ReturnType<typeof receiver>>;
let react: (index: number) => Reaction;

beforeAll(async () => {
  // 12 s become 1.2 s, which even a busy machine answers in.
  sandbox = await startSandbox({ deliveryTimeScale: 0.1 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  token = acme().issueToken().accessToken;
  react = () => ({ status: 200 });
  target = await receiver((index) => react(index));
});
afterEach(() => target.close());

const acme = () => sandbox.control.zendesk('acme');
const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const wanted = (over: Record<string, unknown> = {}) => ({
  webhook: {
    name: 'svc',
    status: 'active',
    endpoint: target.url,
    http_method: 'POST',
    request_format: 'json',
    subscriptions: types,
    ...over,
  },
});
async function subscribe(over: Record<string, unknown> = {}): Promise<string> {
  const told = await api<{ webhook: { id: string } }>('POST', '/api/v2/webhooks', {
    token,
    body: wanted(over),
  });
  expect(told.status).toBe(201);
  return told.body.webhook.id;
}
const settled = () => sandbox.control.deliveriesSettled();
const seen = () => target.received.map(({ event }) => event.type.replace('zen:event-type:ticket.', ''));

test('a delivery is signed with the secret that is asked for on its own', async () => {
  const id = await subscribe({ subscriptions: [types[0]] });
  const path = `/api/v2/webhooks/${id}/signing_secret`;
  const { signing_secret } = (
    await api<{ signing_secret: { secret: string; algorithm: string } }>('GET', path, { token })
  ).body;
  expect(signing_secret.algorithm).toBe('SHA256');
  acme().bulk(1);
  await settled();
  const { headers, body } = target.received[0] ?? { headers: {} as IncomingHttpHeaders, body: '' };
  const timestamp = String(headers['x-zendesk-webhook-signature-timestamp']);
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(headers['x-zendesk-webhook-signature']).toBe(
    createHmac('sha256', signing_secret.secret)
      .update(timestamp + body)
      .digest('base64'),
  );
  expect(headers['x-zendesk-webhook-id']).toBe(id);
  expect(headers['x-zendesk-account-id']).toBe(String(acme().describe().accountId));
  expect(headers['x-zendesk-webhook-invocation-id']).toBeTruthy();
  const reset = await api<{ signing_secret: { secret: string } }>('POST', path, { token });
  expect(reset.body.signing_secret.secret).not.toBe(signing_secret.secret);
});

test('one write of ours is one event for each thing that changed, in one sequence', async () => {
  const [id = 0] = acme().bulk(1).ids;
  await subscribe();
  const { adminId } = acme().describe();
  const ticket = {
    comment: { body: 'Hi', public: false },
    status: 'pending',
    tags: ['x'],
    assignee_id: adminId,
  };
  await api('PUT', `/api/v2/tickets/${id}`, { token, body: { ticket } });
  await settled();
  expect(seen().toSorted()).toEqual([
    'agent_assignment_changed',
    'comment_added',
    'status_changed',
    'tags_changed',
  ]);
  const change = target.received.find(({ event }) => event.type.endsWith('.status_changed'))?.event;
  expect(change).toMatchObject({
    subject: `zen:ticket:${id}`,
    zendesk_event_version: '2022-11-06',
    detail: {
      id: String(id),
      actor_id: String(adminId),
      status: 'PENDING',
      priority: null,
      tags: ['x'],
      via: { channel: 'web' },
    },
    event: { current: 'PENDING', previous: 'NEW' },
  });
  const comment = target.received.find(({ event }) => event.type.endsWith('.comment_added'))?.event.event;
  expect(comment).toMatchObject({ comment: { body: 'Hi', is_public: false, author: { is_staff: true } } });
  const sequences = target.received.map(
    ({ event }) => (event.event['meta'] as { sequence: { id: string; position: number } }).sequence,
  );
  expect(new Set(sequences.map((sequence) => sequence.id)).size).toBe(1);
  expect(new Set(sequences.map(({ position }) => position)).size).toBe(4);
  expect(new Set(target.received.map(({ event }) => event.id)).size).toBe(4);
});

test('customers, agents, merges and deletions are heard too', async () => {
  await subscribe();
  const [one = 0, two = 0] = acme().bulk(2).ids;
  acme().merge(one, two);
  await api('DELETE', `/api/v2/tickets/${two}`, { token });
  await settled();
  expect(seen()).toEqual(expect.arrayContaining(['created', 'comment_added', 'merged', 'soft_deleted']));
});

describe('the sender', () => {
  const rules: [string, Reaction, number][] = [
    ['retries a 409 three times', { status: 409 }, 4],
    ['retries a 503 with a short Retry-After', { status: 503, headers: { 'retry-after': '1' } }, 6],
    ['retries a 429 with a short Retry-After', { status: 429, headers: { 'retry-after': '0' } }, 6],
    ['never retries a 503 without Retry-After', { status: 503 }, 1],
    ['never retries a 429 told to wait a minute', { status: 429, headers: { 'retry-after': '60' } }, 1],
    ['never retries a 500', { status: 500 }, 1],
    ['never follows a redirect', { status: 307, headers: { location: '/elsewhere' } }, 1],
  ];
  test.each(rules)('%s', async (_rule, reaction, attempts) => {
    const id = await subscribe({ subscriptions: [types[0]] });
    react = () => reaction;
    acme().bulk(1);
    await settled();
    expect(target.received).toHaveLength(attempts);
    expect(new Set(target.received.map(({ event }) => event.id)).size).toBe(1);
    // A retry carries the first attempt's time stamp.
    expect(
      new Set(target.received.map(({ headers }) => headers['x-zendesk-webhook-signature-timestamp'])).size,
    ).toBe(1);
    const list = await api<{ invocations: { id: string; status: string }[] }>(
      'GET',
      `/api/v2/webhooks/${id}/invocations`,
      { token },
    );
    const path = `/api/v2/webhooks/${id}/invocations/${list.body.invocations[0]?.id}/attempts`;
    expect((await api<{ attempts: unknown[] }>('GET', path, { token })).body.attempts).toHaveLength(attempts);
  });

  test('retries a time-out five times', async () => {
    const hasty = await startSandbox({ deliveryTimeScale: 0.005 });
    const site = hasty.control.zendesk('acme');
    const body = wanted({ subscriptions: [types[0]] });
    await caller(hasty)('POST', '/api/v2/webhooks', { token: site.issueToken().accessToken, body });
    react = () => 'never';
    site.bulk(1);
    await hasty.control.deliveriesSettled();
    await hasty.close();
    const [webhook] = hasty.world.zendesk.get('acme')?.webhooks.values() ?? [];
    expect(webhook?.invocations[0]?.attempts.map(({ status }) => status)).toEqual(Array(6).fill('timeout'));
  });

  test('stops retrying once it is taken', async () => {
    await subscribe({ subscriptions: [types[0]] });
    react = (index) => (index === 0 ? { status: 503, headers: { 'retry-after': '1' } } : { status: 204 });
    acme().bulk(1);
    await settled();
    expect(target.received).toHaveLength(2);
  });
});

test('a webhook that fails 100 times is blocked for five seconds, and what falls into them is lost', async () => {
  let now = Date.now();
  const patient = await startSandbox({ now: () => now });
  const site = patient.control.zendesk('acme');
  const body = wanted({ subscriptions: [types[0]] });
  await caller(patient)('POST', '/api/v2/webhooks', { token: site.issueToken().accessToken, body });
  react = () => ({ status: 500 });
  const receivedAfter = async (tickets: number) => {
    site.bulk(tickets);
    await patient.control.deliveriesSettled();
    return target.received.length;
  };
  expect(await receivedAfter(99)).toBe(99);
  expect(await receivedAfter(1)).toBe(100);
  expect(await receivedAfter(1)).toBe(100);
  now += 5000;
  expect(await receivedAfter(1)).toBe(101);
  await patient.close();
});

describe('faults', () => {
  const fault = (kind: 'webhook-drop' | 'webhook-double' | 'webhook-delay', ms?: number) =>
    sandbox.control.fault({
      platform: 'zendesk',
      site: 'acme',
      kind,
      match: { event: types[0] },
      ...(ms === undefined ? {} : { ms }),
    });

  test('drop one, double one, and delay one past the next', async () => {
    await subscribe({ subscriptions: [types[0]] });
    fault('webhook-drop');
    acme().bulk(1);
    await settled();
    expect(target.received).toHaveLength(0);
    fault('webhook-double');
    acme().bulk(1);
    await settled();
    expect(new Set(target.received.map(({ event }) => event.id)).size).toBe(1);
    expect(target.received).toHaveLength(2);
    fault('webhook-delay', 150);
    const [late, early] = acme().bulk(2).ids;
    await settled();
    expect(target.received.slice(2).map(({ event }) => event.detail['id'])).toEqual([
      String(early),
      String(late),
    ]);
    expect(sandbox.control.faults()).toEqual([]);
  });
});

describe('the API of webhooks', () => {
  test.each([
    ['events mixed with triggers', { subscriptions: [types[0], 'conditional_ticket_events'] }, 400],
    ['an unknown event', { subscriptions: ['zen:event-type:ticket.sneezed'] }, 400],
    ['no address', { endpoint: 'svc.example' }, 400],
    ['a format the sandbox lacks', { request_format: 'xml' }, 501],
  ])('refuses %s', async (_case, over, status) => {
    expect((await api('POST', '/api/v2/webhooks', { token, body: wanted(over) })).status).toBe(status);
  });

  test('changes, shows, lists and deletes without ever showing a credential', async () => {
    const authentication = { type: 'bearer_token', add_position: 'header', data: { token: 'hush' } };
    const id = await subscribe({ authentication, subscriptions: [types[0]] });
    acme().bulk(1);
    await settled();
    expect(target.received[0]?.headers['authorization']).toBe('Bearer hush');
    expect(
      (await api('PATCH', `/api/v2/webhooks/${id}`, { token, body: { webhook: { status: 'inactive' } } }))
        .status,
    ).toBe(204);
    const shown = await api('GET', `/api/v2/webhooks/${id}`, { token });
    expect(shown.body).toMatchObject({
      webhook: { status: 'inactive', authentication: { type: 'bearer_token' } },
    });
    expect(shown.text).not.toContain('hush');
    acme().bulk(1);
    await settled();
    expect(target.received).toHaveLength(1);
    const switched = { webhook: { subscriptions: ['conditional_ticket_events'] } };
    expect((await api('PATCH', `/api/v2/webhooks/${id}`, { token, body: switched })).status).toBe(400);
    const list = await api<{ webhooks: unknown[] }>('GET', '/api/v2/webhooks?filter[name_contains]=sv', {
      token,
    });
    expect(list.body.webhooks).toHaveLength(1);
    expect((await api('DELETE', `/api/v2/webhooks/${id}`, { token })).status).toBe(204);
    expect((await api('GET', `/api/v2/webhooks/${id}`, { token })).status).toBe(404);
  });
});
