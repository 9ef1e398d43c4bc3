import { createHmac } from 'node:crypto';
import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { caller, receiver } from '../testing.js';
import { topics } from './topics.js';

let sandbox: Sandbox;
let target: Awaited<ReturnType<typeof receiver>>;
let react: (index: number) => number | 'never';

beforeAll(async () => {
  // 5 s become 0.25 s, a minute 3 s.
  sandbox = await startSandbox({ deliveryTimeScale: 0.05 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  react = () => 200;
  target = await receiver((index) => react(index));
  await hub().setWebhook({ url: target.url, topics: [...topics] });
});
afterEach(() => target.close());

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
const hub = () => sandbox.control.intercomApp('nightdesk');
const settled = () => sandbox.control.deliveriesSettled();
const seen = () => target.received.map(({ notification }) => notification.topic);
const signed = (body = '') => `sha1=${createHmac('sha1', 'sandbox-secret').update(body).digest('hex')}`;
const opens = () => acme().desk.customerOpens('Hi', 'Help <me>');

test('a notification is signed with the client secret over its raw bytes, and names the workspace', async () => {
  const id = opens();
  await settled();
  const [first] = target.received;
  expect(first?.headers['x-hub-signature']).toBe(signed(first?.body));
  expect(first?.headers['user-agent']).toBe('intercom-parrot-service-client/1.0');
  expect(first?.notification).toMatchObject({
    type: 'notification_event',
    app_id: 'acme1',
    topic: 'conversation.user.created',
    delivery_attempts: 1,
    data: {
      type: 'notification_event_data',
      item: { type: 'conversation', id, source: { body: 'Help <me>' } },
    },
  });
  expect(first?.notification.created_at).toBeGreaterThan(Date.now() / 1000 - 30);
});

test('what we do ourselves comes back to us, marked as ours', async () => {
  const id = opens();
  const said = { type: 'admin', admin_id: acme().describe().adminId };
  await api('POST', `/conversations/${id}/reply`, {
    body: { ...said, message_type: 'comment', body: 'Hello' },
  });
  await api('POST', `/conversations/${id}/reply`, { body: { ...said, message_type: 'note', body: 'Hm' } });
  for (const message_type of ['close', 'open'])
    await api('POST', `/conversations/${id}/parts`, { body: { ...said, message_type } });
  await settled();
  expect(seen().toSorted()).toEqual([
    'conversation.admin.closed',
    'conversation.admin.noted',
    'conversation.admin.opened',
    'conversation.admin.replied',
    'conversation.user.created',
  ]);
  const replied = target.received.find(({ notification }) => notification.topic.endsWith('admin.replied'));
  expect(replied?.notification.data.item).toMatchObject({
    conversation_parts: {
      conversation_parts: [
        { part_type: 'comment', body: 'Hello', app_package_code: hub().describe().packageCode },
      ],
    },
  });
});

test('items of deletions are bare, and a closed ticket is wrapped once more', async () => {
  const id = opens();
  acme().deleteConversation(id);
  const ticket = acme().contactOpensTicket({ title: 'Boots', description: 'Narrow' }).id;
  acme().agentActs(ticket, { agentId: acme().describe().adminId, status: 'resolved' });
  acme().agentActs(ticket, { agentId: acme().describe().adminId, status: 'closed' });
  await settled();
  const items = new Map(
    target.received.map(({ notification: { topic, data } }) => [topic, data.item] as const),
  );
  expect(items.get('conversation.deleted')).toEqual({ type: 'conversation', id });
  expect(items.get('ticket.created')).toMatchObject({ type: 'ticket', id: ticket });
  expect(items.get('ticket.resolved')).toMatchObject({ id: ticket, open: true });
  expect(items.get('ticket.closed')).toMatchObject({ ticket: { id: ticket, open: false } });
  expect(items.get('ticket.closed')).not.toHaveProperty('id');
});

test('one URL serves every workspace where the app is installed, and no other', async () => {
  for (const id of ['other1', 'other2']) sandbox.control.addIntercomWorkspace({ id });
  sandbox.control.intercom('other1').issueToken();
  for (const id of ['other1', 'other2']) sandbox.control.intercom(id).desk.customerOpens('Hi', 'There');
  hub().uninstall('acme1');
  opens();
  await settled();
  expect(target.received.map(({ notification }) => notification.app_id)).toEqual(['other1']);
});

test('only topics that were chosen come, and only with the scope to read them', async () => {
  await hub().setWebhook({ url: target.url, topics: ['ticket.created', 'conversation.admin.closed'] });
  opens();
  acme().contactOpensTicket({ title: 'One', description: 'One' });
  await settled();
  hub().setScopes(['read_conversations']);
  acme().contactOpensTicket({ title: 'Two', description: 'Two' });
  await settled();
  expect(seen()).toEqual(['ticket.created']);
});

describe('setting the URL up', () => {
  const set = (url: string, wanted = ['ticket.created']) => hub().setWebhook({ url, topics: wanted });

  test('asks it by HEAD first', async () => {
    const deaf = await receiver(() => 200, 405);
    await expect(set(deaf.url)).rejects.toThrow('HEAD');
    await deaf.close();
    await expect(set(deaf.url)).rejects.toThrow('nothing came');
    expect(hub().describe().webhook.url).toBe(target.url);
  });

  test('refuses plain http elsewhere, unknown topics, and topics without their scope', async () => {
    await expect(set('http://hook.example/x')).rejects.toThrow('https');
    await expect(set(target.url, ['ticket.exploded'])).rejects.toThrow('no topic');
    hub().setScopes(['read_conversations']);
    await expect(set(target.url)).rejects.toThrow('read_tickets');
  });

  test('can be tried out by a ping, which has no id', async () => {
    hub().ping();
    await settled();
    expect(target.received[0]?.notification).toMatchObject({
      topic: 'ping',
      id: null,
      data: { item: { type: 'ping' } },
    });
  });
});

describe('a failed delivery', () => {
  test('is tried once more after a minute, with the same id, whatever went wrong', async () => {
    react = (index) => ([500, 404, 'never', 302] as const)[index] ?? 503;
    const ids = [opens(), opens(), opens(), opens()];
    await settled();
    const attempts = ids.map((id) =>
      target.received.map(({ notification }) => notification).filter(({ data }) => data.item['id'] === id),
    );
    for (const tries of attempts) {
      expect(tries.map(({ delivery_attempts }) => delivery_attempts)).toEqual([1, 2]);
      expect(tries[0]?.id).toBe(tries[1]?.id);
    }
    const last = target.received.at(-1);
    expect(last?.headers['x-hub-signature']).toBe(signed(last?.body));
  });

  test('410 ends the subscription, until it is set up again', async () => {
    react = () => 410;
    opens();
    await settled();
    expect(hub().describe().webhook.state).toBe('removed');
    opens();
    await settled();
    expect(target.received).toHaveLength(1);
    await hub().setWebhook({ url: target.url, topics: ['conversation.user.created'] });
    opens();
    await settled();
    expect(target.received).toHaveLength(2);
  });

  test('429 holds it back for a minute instead', async () => {
    react = (index) => (index < 1 ? 429 : 200);
    const at = Date.now();
    opens();
    await settled();
    expect(target.received).toHaveLength(2);
    expect(Date.now() - at).toBeGreaterThan(2900);
    expect(
      hub()
        .describe()
        .webhook.attempts.map(({ status }) => status),
    ).toEqual([429, 200]);
  });
});

test('faults lose, double and reorder notifications', async () => {
  const fault = { platform: 'intercom', site: 'acme1' } as const;
  sandbox.control.fault({ ...fault, kind: 'webhook-drop', match: { event: 'conversation.user.created' } });
  const id = opens();
  await settled();
  expect(target.received).toEqual([]);
  sandbox.control.fault({ ...fault, kind: 'webhook-double' });
  acme().desk.customerReplies(id, 'Twice');
  await settled();
  expect(new Set(target.received.map(({ body }) => body)).size).toBe(1);
  expect(target.received).toHaveLength(2);
  sandbox.control.fault({ ...fault, kind: 'webhook-reorder' });
  acme().desk.customerReplies(id, 'First');
  acme().agentActs(id, { agentId: acme().describe().adminId, status: 'closed' });
  await settled();
  expect(seen().slice(2)).toEqual(['conversation.admin.closed', 'conversation.user.replied']);
});
