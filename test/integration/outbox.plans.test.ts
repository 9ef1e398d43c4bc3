import { Database } from '@nightdesk/platform/database';
import { DeliveryStore } from '../../libs/outbox/src/deliveries.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

let template: TestDatabase;
let database: Database;
let store: DeliveryStore;

beforeAll(async () => {
  template = await cloneTemplate();
  // One connection: its prepared statements are what this is about.
  database = new Database({ url: template.url, poolSize: 1 });
  store = new DeliveryStore(database);
});
afterAll(async () => {
  await database.close();
  await template.drop();
});

const at = new Date('2026-03-01T10:00:00Z');

/** Appends so many events of tickets of their own, with their deliveries. */
async function append(from: number, to: number, state: 'pending' | 'delivered'): Promise<void> {
  await database.pool.query(
    `INSERT INTO events (id, account_id, ticket_id, type, dedupe_key, origin, via, data, trace_id, occurred_at, recorded_at)
     SELECT 'evt_' || n, 'acc', n, 'reply.added', n, 'platform', 'webhook', '{}', 't', $3, $3
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to, at],
  );
  await database.pool.query(
    `INSERT INTO deliveries (subscriber_id, event_seq, order_key, state, due_at, created_at)
     SELECT 'sub', seq, 'acc:' || ticket_id, $4, $3, $3 FROM events WHERE ticket_id::int BETWEEN $1 AND $2`,
    [from, to, at, state],
  );
}

/** Claims one and tells that it was delivered. */
async function deliverOne(): Promise<void> {
  const wanted = { subscriberId: 'sub', limit: 1, busy: [], now: at, until: new Date(at.getTime() + 30_000) };
  const { items } = await store.take(wanted);
  expect(items).toHaveLength(1);
  for (const { id } of items) await store.delivered(id, at, 204);
}

async function tablesRead(): Promise<number> {
  await database.pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await database.pool.query<{ scans: string }>(
    `SELECT sum(seq_scan) AS scans FROM pg_stat_user_tables WHERE relname IN ('deliveries', 'events')`,
  );
  return Number(rows[0]?.scans);
}

test('plans that were made on a table of one page read no whole table when it has grown', async () => {
  const subscriber = { id: 'sub', url: 'http://127.0.0.1:9/', state: 'active', includeOwn: false };
  const lists = { eventTypes: [], accountIds: [] };
  await database.client.subscriber.create({
    data: { ...subscriber, ...lists, sealedSecret: 's', createdAt: at },
  });
  await append(1, 12, 'pending');
  await database.pool.query('ANALYZE deliveries, events, subscribers');
  // From the sixth time on, a prepared statement has one plan for all that is asked.
  for (let round = 0; round < 8; round += 1) await deliverOne();
  await append(1_001, 3_000, 'delivered');
  const before = await tablesRead();
  for (let round = 0; round < 3; round += 1) await deliverOne();
  expect(await tablesRead()).toBe(before);
});
