import { jest } from '@jest/globals';
import { Clock } from '@nightdesk/platform/clock';
import { loadConfig } from '@nightdesk/platform/config';
import { Database } from '@nightdesk/platform/database';
import { Retention } from '@nightdesk/retention';
import { RetentionStore } from '../../libs/retention/src/retention.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

jest.setTimeout(60_000);

let rows: TestDatabase;
let database: Database;
beforeAll(async () => {
  rows = await cloneTemplate();
  database = new Database({ url: rows.url, poolSize: 6 });
});
afterAll(async () => {
  await database.close();
  await rows.drop();
});

const run = (sql: string) => database.pool.query(sql);
const count = async (table: string) =>
  ((await run(`SELECT count(*)::int AS n FROM ${table}`)).rows as { n: number }[])[0]!.n;
const sweep = () => {
  const config = loadConfig({ DATABASE_URL: rows.url, KEY_RING: 'k' });
  return new Retention(new RetentionStore(database), new Clock(), config).sweep();
};

/** Every tenth is still open; days ago of the end, and of the beginning before it. */
const operations = (prefix: string, n: number, daysAgo: number) =>
  run(`
    WITH made AS (
      INSERT INTO operations (id, account_id, ticket_id, state, content_hash, if_status_in, requested_by, trace_id, due_at, created_at, finished_at)
      SELECT '${prefix}' || n, 'acc_1', '7', CASE WHEN n % 10 = 0 THEN 'held' ELSE 'confirmed' END, 'h', '{}', 'key', 't', now(),
             now() - make_interval(days => ${daysAgo + 1}), CASE WHEN n % 10 > 0 THEN now() - make_interval(days => ${daysAgo}) END
        FROM generate_series(1, ${n}) n RETURNING id),
    steps AS (INSERT INTO operation_steps (operation_id, position, kind, payload, state) SELECT id, 0, 'reply', '{}', 'confirmed' FROM made)
    INSERT INTO operation_transitions (operation_id, "from", "to", reason, attempt, at) SELECT id, 'none', 'queued', 'accepted', 0, now() FROM made`);

test('operations that have ended go with all that belongs to them; open ones, young ones and those of a running replay stay', async () => {
  await operations('old_', 1_500, 31);
  await operations('young_', 200, 29);
  await run(`INSERT INTO replays (id, account_ids, ttl_hours, state, requested_by, created_at)
             VALUES ('rep_1', '{}', 24, 'running', 'key', now() - interval '40 days')`);
  await run(
    `INSERT INTO replay_items (replay_id, position, operation_id, state) VALUES ('rep_1', 0, 'old_1', 'pending')`,
  );
  // Two processes at once, as several workers are.
  const both = await Promise.all([sweep(), sweep()]);
  expect(both.reduce((sum, { operations: gone }) => sum + gone!, 0)).toBe(1_349);
  expect(await count(`operations WHERE id LIKE 'old%' AND finished_at IS NULL`)).toBe(150);
  expect(await count(`operations WHERE id = 'old_1'`)).toBe(1);
  expect(await count(`operations WHERE id LIKE 'young%'`)).toBe(200);
  expect([await count('operation_steps'), await count('operation_transitions')]).toEqual([351, 351]);
  expect(await count('replays')).toBe(1);
  await run(`UPDATE replays SET ended_at = now() - interval '31 days'`);
  await sweep();
  expect([await count('replays'), await count(`operations WHERE id = 'old_1'`)]).toEqual([0, 0]);
});

test('incidents that are over go with their alerts, and open ones stay however old they are', async () => {
  await run(`
    INSERT INTO incidents (id, cause, subject, severity, reason, remedy, details, opened_at, updated_at, resolved_at)
    SELECT 'inc_' || n, 'webhook_gone', 's' || n, 'warning', '', '', '{}', now() - interval '90 days', now(),
           CASE n % 3 WHEN 0 THEN now() - interval '31 days' WHEN 1 THEN now() - interval '29 days' END
      FROM generate_series(1, 30) n`);
  await run(`
    INSERT INTO alerts (incident_id, kind, lane, channel, target, audience, state, due_at, created_at)
    SELECT id, 'opened', 'l', 'email', 'ops@example.com', 'operators', 'sent', now(), now() FROM incidents`);
  expect(await sweep()).toMatchObject({ incidents: 10 });
  expect([await count('incidents'), await count('alerts')]).toEqual([20, 20]);
});

test('fuses that were released and budgets of accounts that are long gone go', async () => {
  await run(`INSERT INTO ticket_fuses VALUES ('acc_1', '1', 40, now() - interval '60 days', now() - interval '31 days'),
                                             ('acc_1', '2', 40, now() - interval '60 days', NULL)`);
  const account = (id: string, state: string, days: number) =>
    run(`INSERT INTO accounts (id, platform, site, state, cause, reason, remedy, state_since, required_capabilities, created_at)
         VALUES ('${id}', 'zendesk', '${id}', '${state}', '', '', '', now() - make_interval(days => ${days}), '{}', now())`);
  await account('acc_gone', 'disconnected', 31);
  await account('acc_going', 'disconnected', 29);
  await account('acc_live', 'live', 31);
  for (const id of ['acc_gone', 'acc_going', 'acc_live'])
    await run(
      `SELECT budget_reserve('${id}', true, 0.75, 5, 'l', 60000, '{account}', '{60000}', '{700}', '{1}', '{true}')`,
    );
  expect(await sweep()).toMatchObject({ ticket_fuses: 1, budget_accounts: 1, budget_windows: 1 });
  expect(await count('ticket_fuses')).toBe(1);
  expect(await count(`budget_accounts WHERE account_id = 'acc_gone'`)).toBe(0);
});

test('each rule finds its rows by an index once the table is large', async () => {
  await run(`
    INSERT INTO tickets (account_id, id, status, platform_status, tags, created_at, updated_at, deleted, raw, version, read_at)
    SELECT 'acc_1', n::text, 'open', 'open', '{}', now(), now(), false, '{}', 1, now() - make_interval(mins => n)
      FROM generate_series(1, 20000) n`);
  await run('ANALYZE tickets');
  const { rows: plan } = await run(
    `EXPLAIN SELECT account_id, id FROM tickets WHERE emptied_at IS NULL AND read_at < now() - interval '13 days'
      ORDER BY read_at LIMIT 100 FOR UPDATE SKIP LOCKED`,
  );
  expect(JSON.stringify(plan)).toContain('tickets_full');
});
