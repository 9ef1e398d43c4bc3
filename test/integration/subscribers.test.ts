import { jest } from '@jest/globals';
import type { Event, EventDelivery } from '@nightdesk/contract';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { openPool } from '../support/pool.js';
import { isBelieved } from '../support/signatures.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';
import { Receiver } from './outbox.world.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let world: World;
let pool: ReturnType<typeof openPool>;
let receiver: Receiver;

beforeAll(async () => {
  database = await cloneTemplate();
  pool = openPool(database.url);
  world = await World.start({ databaseUrl: database.url, redis: undefined });
  await world.account();
});
beforeEach(async () => void (receiver = await Receiver.open()));
afterEach(() => receiver.close());
afterAll(async () => {
  await world.stop();
  await pool.end();
  await database.drop();
});

async function subscribe(more: object = {}) {
  return world.nightdesk.createSubscriber({ url: receiver.url, ...more });
}
/** Of what arrived, the events of a ticket. */
const events = (ticketId: string): Event[] =>
  receiver.got.map(({ body }) => JSON.parse(body) as Event).filter((event) => event.ticketId === ticketId);
const arrived = (ticketId: string) => until(() => events(ticketId)[0]);
const bearer = () => ({ Authorization: `Bearer ${world.key}` });

test('a rotated secret signs at once, the old one beside it until the overlap ends', async () => {
  const { id, secret: old } = await subscribe();
  const { secret, previousUntil } = await world.nightdesk.subscriberActions.rotateSecret(id);
  expect(Date.parse(previousUntil) - Date.now()).toBeGreaterThan(23 * 3_600_000);
  await arrived(world.customerWrites('Both?'));
  expect(receiver.got.map((one) => [isBelieved(old, one), isBelieved(secret, one)])).toEqual([[true, true]]);
  await pool.query(`UPDATE subscribers SET previous_until = now() WHERE id = $1`, [id]);
  await arrived(world.customerWrites('New only?'));
  expect(receiver.got.slice(1).map((one) => [isBelieved(old, one), isBelieved(secret, one)])).toEqual([
    [false, true],
  ]);
  await expect(world.nightdesk.subscriberActions.rotateSecret('sub_none')).rejects.toMatchObject({
    status: 404,
  });
});

test('a test delivery is signed, named as such, recorded nowhere, and says what the endpoint answered', async () => {
  const { id, secret } = await subscribe();
  expect(await world.nightdesk.subscriberActions.test(id)).toMatchObject({ delivered: true, status: 200 });
  const [got] = receiver.got;
  expect(JSON.parse(got?.body ?? '')).toMatchObject({ type: 'test', data: { subscriberId: id } });
  expect(got && isBelieved(secret, got)).toBe(true);
  receiver.answer = () => 500;
  expect(await world.nightdesk.subscriberActions.test(id)).toMatchObject({
    delivered: false,
    status: 500,
    error: 'answered 500',
  });
  const { rows } = await pool.query(`SELECT count(*)::int AS n FROM deliveries WHERE subscriber_id = $1`, [
    id,
  ]);
  expect(rows).toEqual([{ n: 0 }]);
});

test('a disabled subscriber gets nothing; enabled under a new URL, what waited goes there', async () => {
  const { id } = await subscribe();
  receiver.answer = () => 503;
  const ticketId = world.customerWrites('Wait for me.');
  await arrived(ticketId);
  expect(await world.nightdesk.subscriberActions.change(id, { state: 'disabled' })).toMatchObject({
    state: 'disabled',
  });
  const moved = await Receiver.open();
  await world.nightdesk.subscriberActions.change(id, { state: 'active', url: moved.url });
  const got = await until(() => moved.got[0]);
  expect(JSON.parse(got.body)).toMatchObject({ ticketId, type: 'ticket.created' });
  moved.close();
  await expect(
    world.nightdesk.subscriberActions.change(id, { url: 'https://me:secret@bot.example/' }),
  ).rejects.toMatchObject({ status: 422 });
});

test('dead deliveries are listed, and replayed singly and by filter under the id that they had', async () => {
  const { id } = await subscribe();
  receiver.answer = () => 500;
  const tickets = [
    world.customerWrites('One.'),
    world.customerWrites('Two.'),
    world.customerWrites('Three.'),
  ];
  for (const ticketId of tickets) await arrived(ticketId);
  const died = async () =>
    (
      await pool.query(
        `UPDATE deliveries SET state = 'dead', claimed_until = NULL WHERE subscriber_id = $1 AND attempts > 0`,
        [id],
      )
    ).rowCount === tickets.length;
  await until(died);
  const { data: dead } = await world.nightdesk.subscriberActions.deliveries(id);
  expect(dead.map(({ event }) => event.ticketId ?? '').toSorted()).toEqual(tickets.toSorted());
  expect(dead.map(({ id: seq }) => Number(seq))).toEqual(
    dead.map(({ id: seq }) => Number(seq)).toSorted((a, b) => b - a),
  );
  expect(dead[0]).toMatchObject({ state: 'dead', lastStatus: 500, lastError: 'answered 500' });

  receiver.answer = () => 200;
  receiver.got.length = 0;
  const [newest] = dead as [EventDelivery];
  const single = { deliveryIds: [newest.id] };
  expect(await world.nightdesk.subscriberActions.replayDeliveries(id, single)).toEqual({ queued: 1 });
  await arrived(newest.event.ticketId ?? '');
  expect(receiver.got[0]?.headers['webhook-id']).toBe(newest.event.id);
  const others = { accountId: newest.event.accountId, type: 'ticket.created' as const };
  expect(await world.nightdesk.subscriberActions.replayDeliveries(id, others)).toEqual({ queued: 2 });
  await until(() => receiver.got.length === 3);
  expect((await world.nightdesk.subscriberActions.deliveries(id)).data).toEqual([]);
});

test('a subscriber is told everything since an instant again, each ticket in its order', async () => {
  const since = new Date().toISOString();
  const ticketId = world.customerWrites('First.');
  await until(() => world.consumer.deliveries.some((one) => one.ticketId === ticketId));
  world.sandbox.control.zendesk('acme').desk.customerReplies(ticketId, 'Second.');
  await until(() =>
    world.consumer.deliveries.some((one) => one.ticketId === ticketId && one.type === 'reply.added'),
  );
  const { id } = await subscribe();
  const { queued, next } = await world.nightdesk.subscriberActions.replayEvents(id, { since });
  expect(next).toBeNull();
  await until(() => receiver.got.length === queued);
  expect(events(ticketId).map(({ type }) => type)).toEqual(['ticket.created', 'reply.added']);

  const again = await world.nightdesk.subscriberActions.replayEvents(id, { since, limit: 1 });
  expect(again).toEqual({ queued: 1, next: expect.any(String) });
  await until(() => receiver.got.length === queued + 1);
  expect(receiver.got.at(-1)?.headers['webhook-id']).toBe(receiver.got[0]?.headers['webhook-id']);
});

/** Reads a stream until it has shown so many events. */
async function listen(count: number, last?: string): Promise<{ id: string; event: Event }[]> {
  const aborted = new AbortController();
  const answer = await fetch(`${world.url}/v1/events/stream`, {
    headers: { ...bearer(), ...(last === undefined ? {} : { 'Last-Event-ID': last }) },
    signal: aborted.signal,
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const seen: { id: string; event: Event }[] = [];
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk).toString();
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const [, id = '', data = ''] = /^id: (.*)\nevent: .*\ndata: (.*)$/.exec(frame) ?? [];
      if (id !== '') seen.push({ id, event: JSON.parse(data) as Event });
    }
    if (seen.length >= count) break;
  }
  aborted.abort();
  return seen;
}

test('the stream shows what was and what comes; who comes back gets exactly the rest', async () => {
  const { data } = await world.nightdesk.events();
  const all = await listen(data.length);
  expect(all.map(({ event }) => event)).toEqual(data);
  const [middle, last] = [all.at(-3)?.id, all.at(-1)?.id ?? ''];
  expect((await listen(2, middle)).map(({ id }) => id)).toEqual(all.slice(-2).map(({ id }) => id));

  const coming = listen(1, last);
  const ticketId = world.customerWrites('Live?');
  expect((await coming)[0]?.event).toMatchObject({ ticketId, type: 'ticket.created' });
  const refused = await fetch(`${world.url}/v1/events/stream?after=rubbish`, { headers: bearer() });
  expect(refused.status).toBe(400);
});

test('webhooks that died are listed, tried again and given up, and only by who may see their account', async () => {
  const ticketId = world.customerWrites('Do not hear me.');
  await until(() => world.consumer.deliveries.some((one) => one.ticketId === ticketId));
  await pool.query(
    `UPDATE inbox SET state = 'dead', last_error = 'not_found', attempts = 3 WHERE ticket_id = $1`,
    [ticketId],
  );
  const { data } = await world.nightdesk.deadWebhooks.list({ ticketId });
  expect(data.length).toBeGreaterThan(0);
  expect(data[0]).toMatchObject({ ticketId, lastError: 'not_found', attempts: 3 });
  const stateOf = async () =>
    (await pool.query<{ state: string }>(`SELECT DISTINCT state FROM inbox WHERE ticket_id = $1`, [ticketId]))
      .rows;

  const { key } = await world.nightdesk.createApiKey({
    name: 'other',
    scopes: ['read', 'write'],
    accountIds: ['acc_other'],
  });
  const foreign = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${key}`,
    'Idempotency-Key': 'x',
  };
  const body = JSON.stringify({ ticketId });
  const refused = await fetch(`${world.url}/v1/dead-webhooks/replay`, {
    method: 'POST',
    headers: foreign,
    body,
  });
  expect(await refused.json()).toEqual({ replayed: 0 });

  expect(await world.nightdesk.deadWebhooks.replay({ ticketId })).toEqual({ replayed: data.length });
  await until(async () => (await stateOf())[0]?.state === 'done');
  await pool.query(`UPDATE inbox SET state = 'dead' WHERE ticket_id = $1`, [ticketId]);
  expect(await world.nightdesk.deadWebhooks.discard({ webhookIds: data.map(({ id }) => id) })).toEqual({
    discarded: data.length,
  });
  expect(await stateOf()).toEqual([{ state: 'done' }]);
  await expect(world.nightdesk.deadWebhooks.discard({})).rejects.toMatchObject({ status: 400 });
});

test('a subscriber that is removed while it is told again is there until then, or unknown', async () => {
  const { nightdesk } = world;
  const since = '2020-01-01T00:00:00Z';
  const rounds = Array.from({ length: 8 }, async () => {
    const { id } = await subscribe({ eventTypes: ['ticket.created'] });
    const told = nightdesk.subscriberActions.replayEvents(id, { since }).then(
      () => 202,
      ({ status }: { status: number }) => status,
    );
    await nightdesk.deleteSubscriber(id);
    return told;
  });
  for (const status of await Promise.all(rounds)) expect([202, 404]).toContain(status);
});
