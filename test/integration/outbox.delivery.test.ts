import { jest } from '@jest/globals';
import type { CreatedSubscriber } from '@nightdesk/contract';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { believed } from '../support/signatures.js';
import { fact, Receiver, wanted, World } from './outbox.world.js';

jest.setTimeout(30_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: World;
let receiver: Receiver;
let subscriber: CreatedSubscriber;
beforeAll(async () => void (world = await World.open()));
afterAll(() => world.close());
beforeEach(async () => {
  receiver = await Receiver.open();
  world.now = new Date();
  subscriber = await world.subscribers.create({ ...wanted, url: receiver.url }, 'test');
});
afterEach(async () => {
  receiver.close();
  await world.subscribers.remove(subscriber.id, 'test');
});

const deliver = () => world.deliver(subscriber.id);
const take = async (limit: number, busy: string[] = []) => {
  const { items, behind = [] } = await world.deliveries.take(subscriber.id, limit, busy);
  return { items, behind };
};
const state = async () => (await world.subscribers.get(subscriber.id))?.state;

interface Row {
  state: string;
  attempts: number;
  due_at: Date;
  last_status: number | null;
  last_error: string | null;
}
const deliveries = () =>
  world.rows<Row>('SELECT * FROM deliveries WHERE subscriber_id = $1 ORDER BY seq', subscriber.id);

/** The first delivery's row, which must be there. */
async function first(): Promise<Row> {
  const [row] = await deliveries();
  return row!;
}

test('a subscriber gets the event signed, under the event’s id and trace', async () => {
  await world.outbox.record([fact({ data: { n: 1, text: 'ñ' } })]);
  await deliver();

  const { headers, body } = receiver.got[0]!;
  const event = believed(subscriber.secret, body, headers) as Record<string, unknown>;
  expect(event).toMatchObject({
    type: 'reply.added',
    accountId: 'acc_1',
    ticketId: '7',
    data: { n: 1, text: 'ñ' },
  });
  expect(event['occurredAt']).toBe('2026-11-22T08:00:00.000Z');
  expect(headers).toMatchObject({
    'webhook-id': event['id'],
    'trace-id': 'a'.repeat(32),
    'content-type': 'application/json',
  });
  expect(await first()).toMatchObject({
    state: 'delivered',
    attempts: 1,
    last_status: 200,
    last_error: null,
  });
  expect(() => believed('whsec_b3RoZXI=', body, headers)).toThrow(WebhookVerificationError);
});

test('while a secret is being replaced both sign; a day later only the new one does', async () => {
  const { secret } = (await world.subscribers.rotate(subscriber.id, 'test'))!;
  await world.outbox.record([fact()]);
  await deliver();
  const during = receiver.got[0]!;
  for (const key of [subscriber.secret, secret]) {
    expect(believed(key, during.body, during.headers)).toMatchObject({ ticketId: '7' });
  }
  expect(during.headers['webhook-signature']!.split(' ')).toHaveLength(2);

  world.pass(24 * HOUR);
  await world.outbox.record([fact()]);
  await deliver();
  const { headers, body } = receiver.got[1]!;
  const signed = new Webhook(secret).sign(headers['webhook-id']!, world.now, body);
  expect(headers['webhook-signature']).toBe(signed);
});

test('reading a secret is audited once per process and secret', async () => {
  await world.outbox.record([fact(), fact()]);
  await deliver();
  const reads = () =>
    world.rows(`SELECT 1 FROM audit_log WHERE action = 'secret.read' AND subject = $1`, subscriber.id);
  expect(await reads()).toHaveLength(1);
  const other = await World.open(world.url);
  await other.outbox.record([fact()]);
  await other.deliver(subscriber.id);
  await other.close();
  expect(await reads()).toHaveLength(2);
});

test('a ticket waits for its failed delivery; other tickets go on; then the order is kept', async () => {
  const [a, b, c, d] = [
    fact({ data: { n: 1 } }),
    fact({ data: { n: 2 } }),
    fact({ data: { n: 3 }, ticketId: '8' }),
    fact({ data: { n: 4 } }),
  ];
  receiver.answer = ({ data }) => (data.n === 1 ? 500 : 200);
  await world.outbox.record([a, b, c]);
  await deliver();
  await world.outbox.record([d]);
  await deliver();
  expect(receiver.numbers).toEqual([1, 3]);

  receiver.answer = () => 200;
  world.pass(5_000);
  await deliver();
  expect(receiver.numbers).toEqual([1, 3, 1, 2, 4]);
  expect(receiver.got[2]!.headers['webhook-id']).toBe(receiver.got[0]!.headers['webhook-id']);
});

test('two of one ticket are never offered together, nor one whose ticket is busy', async () => {
  await world.outbox.record([fact(), fact(), fact({ ticketId: '8' }), fact({ ticketId: null })]);
  const { items, behind } = await take(10, ['acc_1:8']);
  expect(items.map(({ order }) => order)).toEqual(['acc_1:7', 'acc_1:-']);
  expect(behind.toSorted()).toEqual(['acc_1:7', 'acc_1:8']);
});

test('a ticket with a long queue behind a delivery in flight does not hide other tickets', async () => {
  await world.outbox.record(Array.from({ length: 250 }, () => fact()));
  expect((await take(1)).behind).toEqual(['acc_1:7']);
  await world.outbox.record([fact({ ticketId: '8' })]);
  expect(await world.deliveries.nextDue(subscriber.id)).toEqual(world.now);
  const { items, behind } = await take(5, ['acc_1:7']);
  expect(items.map(({ order }) => order)).toEqual(['acc_1:8']);
  expect(behind).toEqual(['acc_1:7']);
  expect((await take(5)).items).toEqual([]);
});

test('processes that take the same row send it once', async () => {
  await world.outbox.record([fact()]);
  const taken = await Promise.all(Array.from({ length: 8 }, () => take(1)));
  const items = taken.flatMap((one) => one.items);
  await Promise.all(items.map((item) => world.deliveries.perform(subscriber.id, item)));
  expect(receiver.got).toHaveLength(1);
});

test('a delivery whose process died is sent again when its claim has run out, under the same id', async () => {
  await world.outbox.record([fact()]);
  await take(1);
  const claim = new Date(world.now.getTime() + 30_000);
  await deliver();
  expect(receiver.got).toHaveLength(0);
  expect(await world.deliveries.nextDue(subscriber.id)).toEqual(claim);
  world.pass(30_000);
  await deliver();
  expect(receiver.got).toHaveLength(1);
});

test('pauses grow with full jitter, and after three days the delivery is dead and frees its ticket', async () => {
  receiver.answer = ({ data }) => (data.n === 1 ? 500 : 200);
  await world.outbox.record([fact({ data: { n: 1 } }), fact({ data: { n: 2 } })]);
  const began = world.now.getTime();
  const longest = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];
  for (let attempt = 1; (await first()).state === 'pending'; attempt += 1) {
    await deliver();
    const { due_at, attempts } = await first();
    expect(attempts).toBe(attempt);
    const pause = due_at.getTime() - world.now.getTime();
    expect(pause).toBeLessThanOrEqual(longest[Math.min(attempt, 8) - 1]!);
    expect(due_at.getTime()).toBeLessThanOrEqual(began + 72 * HOUR);
    world.now = new Date(Math.max(due_at.getTime(), world.now.getTime() + 1));
    // Another delivery succeeds meanwhile, so that the endpoint does not count as failing all the time.
    await world.outbox.record([fact({ ticketId: '8' })]);
    await deliver();
  }
  expect(world.now.getTime()).toBeGreaterThanOrEqual(began + 72 * HOUR);
  expect(await first()).toMatchObject({ state: 'dead', last_status: 500, last_error: 'answered 500' });
  await deliver();
  expect(receiver.numbers).toContain(2);
});

test('an endpoint that only fails is disabled after 24 hours; what is pending waits until it is enabled', async () => {
  receiver.answer = () => 500;
  await world.outbox.record([
    fact({ data: { n: 1 } }),
    fact({ data: { n: 2 } }),
    fact({ ticketId: '8', data: { n: 3 } }),
  ]);
  await deliver();
  world.pass(23 * HOUR);
  await deliver();
  expect(await state()).toBe('active');
  world.pass(HOUR);
  await deliver();
  expect(await state()).toBe('disabled');
  expect((await deliveries()).map((row) => row.state)).toEqual(['pending', 'pending', 'pending']);

  receiver.got.length = 0;
  world.pass(8 * HOUR);
  await deliver();
  expect(receiver.got).toHaveLength(0);
  expect(await world.deliveries.nextDue(subscriber.id)).toBeNull();
  expect(await world.deliveries.dueKeys(10)).not.toContain(subscriber.id);

  receiver.answer = () => 200;
  expect(await world.subscribers.enable(subscriber.id, 'test')).toBe(true);
  expect(await world.deliveries.dueKeys(10)).toContain(subscriber.id);
  await deliver();
  expect(new Set(receiver.numbers)).toEqual(new Set([1, 2, 3]));
  expect(receiver.numbers).toHaveLength(3);
});

test('one success begins the 24 hours anew', async () => {
  receiver.answer = () => 500;
  await world.outbox.record([fact()]);
  await deliver();
  world.pass(23 * HOUR);
  receiver.answer = () => 200;
  await deliver();
  receiver.answer = () => 500;
  await world.outbox.record([fact()]);
  await deliver();
  world.pass(HOUR);
  await deliver();
  expect(await state()).toBe('active');
});

test('an endpoint that answers 410 is disabled at once and its delivery is kept', async () => {
  receiver.answer = () => 410;
  await world.outbox.record([fact()]);
  await deliver();
  expect(await state()).toBe('disabled');
  expect(await first()).toMatchObject({ state: 'pending', last_status: 410 });
});

test.each([
  ['120', 429, 2 * MINUTE],
  ['7200', 503, HOUR],
])('Retry-After %s with %i parks the lane, for an hour at most', async (retryAfter, status, pause) => {
  receiver.answer = () => status;
  receiver.headers = { 'retry-after': retryAfter };
  await world.outbox.record([fact()]);
  const [item] = (await take(1)).items;
  const until = new Date(world.now.getTime() + pause);
  expect(await world.deliveries.perform(subscriber.id, item!)).toMatchObject({ kind: 'park', until });
  expect(await world.deliveries.nextDue(subscriber.id)).toEqual(until);
});

test('an endpoint that cannot be reached is retried, and the row says why', async () => {
  receiver.close();
  await world.outbox.record([fact()]);
  await deliver();
  expect(await first()).toMatchObject({ state: 'pending', attempts: 1, last_status: null });
  expect((await first()).last_error).toMatch(/gave no answer \(ECONNREFUSED\)/);
});

test('lanes with due rows are found, the longest waiting first', async () => {
  const other = await world.subscribers.create(
    { ...wanted, url: receiver.url, accountIds: ['acc_2'] },
    'test',
  );
  await world.outbox.record([fact({ accountId: 'acc_2' })]);
  world.pass(1);
  await world.rows('DELETE FROM deliveries WHERE subscriber_id = $1', subscriber.id);
  expect(await world.deliveries.dueKeys(10)).toEqual([other.id]);
  await world.outbox.record([fact()]);
  expect(await world.deliveries.dueKeys(10)).toEqual([other.id, subscriber.id]);
  expect(await world.deliveries.dueKeys(1)).toEqual([other.id]);
  await world.subscribers.remove(other.id, 'test');
});
