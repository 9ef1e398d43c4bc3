import { jest } from '@jest/globals';
import { Database } from '@nightdesk/platform/database';
import { Subscribers, SubscriberUnknown, SubscriberUrlRefused } from '@nightdesk/outbox';
import { until } from '../support/lane-workers.js';
import { fact, wanted, World } from './outbox.world.js';

jest.setTimeout(30_000);

let world: World;
beforeAll(async () => void (world = await World.open()));
afterAll(() => world.close());
afterEach(async () => {
  await world.rows('DELETE FROM deliveries');
  await world.rows('DELETE FROM subscribers');
  await world.rows('DELETE FROM events');
});

const url = 'http://127.0.0.1:9/hook';
const subscribe = (given: object = {}) => world.subscribers.create({ url, ...wanted, ...given }, 'test');

/** The dedupe keys of what is queued for a subscriber, in order. */
async function queued(id: string): Promise<string[]> {
  const rows = await world.rows<{ key: string }>(
    `SELECT dedupe_key AS key FROM deliveries JOIN events ON events.seq = event_seq
     WHERE subscriber_id = $1 ORDER BY deliveries.seq`,
    id,
  );
  return rows.map(({ key }) => key);
}

test('an event and its deliveries stand or fall with the caller’s transaction', async () => {
  await subscribe();
  const broken = world.get(Database).transaction(async (tx) => {
    await world.outbox.append(tx, [fact()]);
    throw new Error('the caller failed');
  });
  await expect(broken).rejects.toThrow('the caller failed');
  expect([await world.count('events'), await world.count('deliveries')]).toEqual([0, 0]);
});

test('appending answers the lanes to wake, each once, and none for a fact that is known', async () => {
  const { id } = await subscribe();
  const [first, second] = [fact(), fact()];
  const append = () => world.get(Database).transaction((tx) => world.outbox.append(tx, [first, second]));
  expect(await append()).toEqual([{ kind: 'deliver', key: id }]);
  expect(await append()).toEqual([]);
  expect(await queued(id)).toEqual([first.dedupeKey, second.dedupeKey]);
});

test('the same fact told twice at once, from two transactions, makes one event and one delivery', async () => {
  await subscribe();
  const told = fact();
  await Promise.all(Array.from({ length: 10 }, () => world.outbox.record([told, told])));
  expect([await world.count('events'), await world.count('deliveries')]).toEqual([1, 1]);
});

test('the same key of two accounts is two facts', async () => {
  await world.outbox.record([fact({ dedupeKey: 'k' }), fact({ dedupeKey: 'k', accountId: 'acc_2' })]);
  expect(await world.count('events')).toBe(2);
});

test('a subscriber gets the types and accounts that it asked for', async () => {
  const typed = await subscribe({ eventTypes: ['ticket.created'] });
  const narrow = await subscribe({ accountIds: ['acc_2'] });
  const all = await subscribe();
  const facts = [
    fact({ dedupeKey: 'one', type: 'ticket.created' }),
    fact({ dedupeKey: 'two', accountId: 'acc_2' }),
    fact({ dedupeKey: 'three' }),
  ];
  await world.outbox.record(facts);
  expect(await queued(typed.id)).toEqual(['one']);
  expect(await queued(narrow.id)).toEqual(['two']);
  expect(await queued(all.id)).toEqual(['one', 'two', 'three']);
});

test('what our own operations caused goes to those only who asked for it', async () => {
  const usual = await subscribe();
  const own = await subscribe({ includeOwn: true });
  await world.outbox.record([
    fact({ dedupeKey: 'echo', origin: 'nightdesk' }),
    fact({ dedupeKey: 'confirmed', origin: 'system', type: 'operation.confirmed' }),
  ]);
  expect(await queued(usual.id)).toEqual(['confirmed']);
  expect(await queued(own.id)).toEqual(['echo', 'confirmed']);
});

test('a subscriber that is removed while events are appended does not break the appending', async () => {
  const { id } = await subscribe();
  const { appended } = await world.get(Database).transaction(async (tx) => {
    await tx.subscriber.delete({ where: { id } });
    const appended = world.outbox.record([fact()]);
    const waits = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    await until('the appending waits for the removal', async () => (await world.rows(waits)).length > 0);
    return { appended };
  });
  await appended;
  expect([await world.count('events'), await world.count('deliveries')]).toEqual([1, 0]);
});

test('a subscriber’s secret is shown once, stored sealed, and every change is in the audit log', async () => {
  const { id, secret, ...shown } = await subscribe();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(await world.subscribers.get(id)).toEqual({ id, ...shown });
  const [row] = await world.rows<{ sealed_secret: string }>('SELECT sealed_secret FROM subscribers');
  expect(row!.sealed_secret).toMatch(/^v1\.test\./);
  expect(row!.sealed_secret).not.toContain(secret.slice(6));

  await world.get(Subscribers).rotate(id, 'usr_1');
  await world.subscribers.remove(id, 'usr_1');
  await expect(world.subscribers.remove(id, 'usr_1')).rejects.toThrow(SubscriberUnknown);
  const lines = await world.rows<{ action: string }>(
    'SELECT actor, action FROM audit_log WHERE subject = $1 ORDER BY seq',
    id,
  );
  expect(lines).toEqual([
    { actor: 'test', action: 'subscriber.created' },
    { actor: 'usr_1', action: 'subscriber.secret_rotated' },
    { actor: 'usr_1', action: 'subscriber.removed' },
  ]);
});

test('a URL with a password in it is refused', async () => {
  await expect(subscribe({ url: 'https://me:secret@example.com/' })).rejects.toThrow(SubscriberUrlRefused);
});
