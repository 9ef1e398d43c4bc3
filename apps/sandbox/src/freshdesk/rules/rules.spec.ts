import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import type { Reaction } from '../../testing/client.js';
import { receiver } from '../../testing/client.js';
import { freshdeskCaller } from '../testing/client.js';
import type { NewRule } from './add.js';

let sandbox: Sandbox;
let target: Awaited<ReturnType<typeof receiver>>;
let react: (index: number) => Reaction;

beforeAll(async () => {
  // An hour becomes 720 ms.
  sandbox = await startSandbox({ deliveryTimeScale: 0.0002 });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control.reset();
  react = () => ({ status: 200 });
  target = await receiver((index) => react(index));
});
afterEach(() => target.close());

const acme = () => sandbox.control.freshdesk('acme');
const api: ReturnType<typeof freshdeskCaller> = (...call) => freshdeskCaller(sandbox)(...call);
const rule = (over: Partial<NewRule> = {}) =>
  acme().addRule({
    event: 'ticket.updated',
    url: target.url,
    body: '{"ticket_id":"{{ticket.id}}"}',
    ...over,
  });
const settled = () => sandbox.control.deliveriesSettled();
const bodies = () => target.received.map(({ body }) => body);
const say = (message: string, id = 202) => acme().desk.customerReplies(String(id), message);

test('a change sends what the rule holds, with its headers and no signature', async () => {
  rule({ headers: { 'X-Secret': 's3cret' } });
  say('Hello');
  await settled();
  expect(bodies()).toEqual(['{"ticket_id":"202"}']);
  const headers = target.received[0]?.headers ?? {};
  expect(headers).toMatchObject({ 'x-secret': 's3cret', 'content-type': 'application/json' });
  expect(Object.keys(headers).filter((name) => /sign|stamp|id$/.test(name))).toEqual([]);
});

test.each([
  ['a status', () => api('PUT', '/api/v2/tickets/202', { body: { status: 3 } })],
  ['a reply', () => api('POST', '/api/v2/tickets/202/reply', { body: { body: 'Hi' } })],
  ['a note', () => api('POST', '/api/v2/tickets/202/notes', { body: { body: 'Hi' } })],
  ['a write that changes nothing', () => api('PUT', '/api/v2/tickets/202', { body: { status: 2 } })],
])('%s written by the API sets rules off as well', async (_case, write) => {
  rule();
  expect((await write()).status).toBeLessThan(300);
  await settled();
  expect(bodies()).toEqual(['{"ticket_id":"202"}']);
});

test('a rule hears its own event and its own performers', async () => {
  const names = {
    created: { event: 'ticket.created' },
    asked: { performedBy: 'requester' },
    done: { performedBy: 'agent' },
  } as const;
  for (const [name, over] of Object.entries(names))
    rule({ ...over, body: `{"rule":"${name}","id":{{ticket.id}}}` });
  const id = Number(acme().desk.customerOpens('New', 'Text'));
  say('More', id);
  acme().agentActs(id, { agentId: String(acme().describe().adminId), message: 'Hi' });
  await settled();
  expect(bodies().toSorted()).toEqual([
    `{"rule":"asked","id":${id}}`,
    `{"rule":"created","id":${id}}`,
    `{"rule":"done","id":${id}}`,
  ]);
});

test('nothing is escaped, and what is not known for sure stays empty', async () => {
  const { id } = rule({
    body: '{"s":"{{ticket.subject}}","st":"{{ ticket.status }}","at":"{{ticket.updated_at}}","who":"{{event_performer.email}}","c":"{{ticket.latest_public_comment}}"}',
  });
  await target.close();
  const ticket = Number(acme().desk.customerOpens('A "quoted" subject', 'Text'));
  say('Say "please"', ticket);
  const sent = () =>
    acme()
      .rules()
      .find((one) => one.id === id)?.deliveries[0]?.body;
  expect(sent()).toBe('{"s":"A "quoted" subject","st":"Open","at":"","who":"","c":"Say "please""}');
  expect(() => JSON.parse(sent() ?? '') as unknown).toThrow(SyntaxError);
});

test('a failed call is tried again after 5, 30 and 60 minutes, the same each time, and then given up', async () => {
  react = () => ({ status: 500 });
  rule();
  const start = performance.now();
  say('Hello');
  await settled();
  // 95 minutes at this scale.
  expect(performance.now() - start).toBeGreaterThan(1100);
  expect(bodies()).toEqual(Array.from({ length: 4 }, () => '{"ticket_id":"202"}'));
  expect(acme().rules()[0]).toMatchObject({ failureMails: 1, deliveries: [{ state: 'given up' }] });
});

test.each([[{ status: 302, headers: { location: '/elsewhere' } }], [{ status: 410 }], ['never' as const]])(
  '%j is a failure, and the next attempt delivers',
  async (first: Reaction) => {
    react = (index) => (index === 0 ? first : { status: 202 });
    rule();
    say('Hello');
    await settled();
    expect(target.received).toHaveLength(2);
    expect(acme().rules()[0]).toMatchObject({ failureMails: 0, deliveries: [{ state: 'delivered' }] });
  },
);

test('a delayed rule tells what is true when it runs', async () => {
  rule({ delaySeconds: 600, body: '{"s":"{{ticket.status}}"}' });
  say('Hello');
  acme().agentActs(202, { agentId: String(acme().describe().adminId), status: 'Closed' });
  await settled();
  expect(bodies()).toEqual(['{"s":"Closed"}', '{"s":"Closed"}']);
});

test('webhook calls use up the limit of the account, and wait when there is none left', async () => {
  rule();
  say('One');
  await settled();
  const { headers } = await api('GET', '/api/v2/agents/me');
  expect(headers.get('x-ratelimit-remaining')).toBe('398');
  acme().foreignUse({ calls: 400 });
  say('Two');
  expect((await api('GET', '/api/v2/agents/me')).status).toBe(429);
  expect(target.received).toHaveLength(1);
  sandbox.control.advance(61);
  await settled();
  const second = acme().rules()[0]?.deliveries[1];
  expect(second?.state).toBe('delivered');
  const heldMs = Date.parse(second?.attempts[0]?.at ?? '') - Date.parse(second?.at ?? '');
  expect(heldMs).toBeGreaterThanOrEqual(60_000);
});

test('a webhook that waited for a day is dropped', async () => {
  rule();
  acme().foreignUse({ calls: 400 });
  say('One');
  sandbox.control.advance(25 * 3600);
  await settled();
  expect(target.received).toEqual([]);
  expect(acme().rules()[0]).toMatchObject({ failureMails: 1, deliveries: [{ state: 'dropped' }] });
});

test('a site can keep webhooks out of its limit', async () => {
  acme().change({ webhooksUseLimit: false });
  rule();
  acme().foreignUse({ calls: 400 });
  say('One');
  await settled();
  expect(target.received).toHaveLength(1);
});

describe('faults', () => {
  const fault = (kind: 'webhook-drop' | 'webhook-double' | 'webhook-delay' | 'webhook-reorder', over = {}) =>
    sandbox.control.fault({ platform: 'freshdesk', site: 'acme', kind, ...over });

  test('lose one, double one', async () => {
    rule();
    fault('webhook-drop');
    fault('webhook-double', { match: { event: 'ticket.updated' } });
    say('One');
    say('Two', 203);
    await settled();
    expect(bodies()).toEqual(['{"ticket_id":"203"}', '{"ticket_id":"203"}']);
  });

  test('delay one', async () => {
    rule();
    fault('webhook-delay', { ms: 100 });
    const start = performance.now();
    say('One');
    await settled();
    expect(performance.now() - start).toBeGreaterThanOrEqual(95);
  });

  test('let one be overtaken by the next', async () => {
    rule();
    fault('webhook-reorder');
    say('One');
    say('Two', 203);
    await settled();
    expect(bodies()).toEqual(['{"ticket_id":"203"}', '{"ticket_id":"202"}']);
  });

  test('let one go that nobody overtakes', async () => {
    rule();
    fault('webhook-reorder', { ms: 50 });
    say('One');
    await settled();
    expect(bodies()).toEqual(['{"ticket_id":"202"}']);
  });
});
