import { jest } from '@jest/globals';
import { loadConfig } from '@nightdesk/platform/config';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { InboxRetention } from '@nightdesk/intake';
import { InboxStore } from '../../libs/intake/src/inbox.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

jest.setTimeout(60_000);

const dayMs = 86_400_000;
let rows: TestDatabase;
let database: Database;
beforeAll(async () => {
  rows = await cloneTemplate();
  database = new Database({ url: rows.url, poolSize: 4 });
});
afterAll(async () => {
  await database.close();
  await rows.drop();
});

test('webhooks that were dealt with go after their time, those that still wait stay, and so does what is young', async () => {
  const store = new InboxStore(database);
  const arrivedAt = (daysAgo: number) => new Date(Date.now() - daysAgo * dayMs);
  const stored = (n: number, daysAgo: number) =>
    Array.from({ length: n }, (_, at) => ({
      accountId: 'acc_1',
      dedupeKey: `${daysAgo}-${at}`,
      via: 'webhook' as const,
      ticketId: '7',
      type: 'x',
      occurredAt: null,
      receivedAt: arrivedAt(daysAgo),
      body: Buffer.from(`body ${at}`),
      traceId: 't',
    }));
  await store.insert(stored(1_700, 31));
  await store.insert(stored(300, 29));
  const states = `UPDATE inbox SET state = CASE WHEN seq <= 600 THEN 'pending' WHEN seq % 2 = 0 THEN 'dead' ELSE 'done' END`;
  await database.pool.query(states);
  await new InboxRetention(store, new Clock(), loadConfig({ DATABASE_URL: rows.url, KEY_RING: 'k' })).sweep();
  const { rows: left } = await database.pool.query(
    `SELECT state = 'pending' AS waits, count(*)::int AS n, min(convert_from(body, 'UTF8')) AS body FROM inbox GROUP BY 1 ORDER BY 1`,
  );
  expect(left).toEqual([
    { waits: false, n: 300, body: 'body 0' },
    { waits: true, n: 600, body: expect.stringMatching(/^body \d+$/) },
  ]);
});
