import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { jest } from '@jest/globals';
import { AccessModule } from '@nightdesk/access';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { RoundTrips, SyntheticChecks, SyntheticChecksModule } from '@nightdesk/synthetic-checks';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { platformModules } from '../support/platform-modules.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let workers: INestApplicationContext[];
let now = new Date('2026-11-22T08:00:00.000Z');
const first = () => workers[0]!;
const rows = async <T extends object>(sql: string, ...values: unknown[]) =>
  (await first().get(Database).pool.query<T>(sql, values)).rows;
const pass = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));
/** Both workers look at the same moment. */
const tick = () => Promise.all(workers.map((worker) => worker.get(RoundTrips, { strict: false }).advance()));
const operations = () =>
  rows<{ account_id: string; payload: object; state: string; id: string }>(
    `SELECT o.id, o.account_id, o.state, s.payload FROM operations o JOIN operation_steps s ON s.operation_id = o.id
      ORDER BY o.seq`,
  );
const checks = () => first().get(SyntheticChecks, { strict: false });

async function plan(accountId: string, state: string): Promise<void> {
  await rows(
    `INSERT INTO accounts (id, platform, site, state, cause, reason, remedy, state_since, created_at)
     VALUES ($1, 'zendesk', $1, $2, 'allowed', '', '', $3, $3)`,
    accountId,
    state,
    now,
  );
  const wanted = { ticketId: '7', everyMinutes: 5, sloSeconds: 60 };
  await first()
    .get(Database)
    .transaction((tx) => checks().plan(tx, accountId, wanted, 'usr_1'));
}

beforeAll(async () => {
  database = await cloneTemplate();
  @Module({
    imports: [
      ...platformModules({ DATABASE_URL: database.url }),
      AccessModule,
      LanesModule,
      OutboxModule,
      SyntheticChecksModule,
    ],
  })
  class Worker {}
  workers = await Promise.all(
    [1, 2].map(() => NestFactory.createApplicationContext(Worker, { logger: ['error'] })),
  );
  for (const worker of workers) worker.get(Clock, { strict: false }).now = () => now;
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await database.drop();
});

test('a round trip that is due is begun once, whoever looks, and never in an account that does not work', async () => {
  await plan('acc_works', 'live');
  await plan('acc_paused', 'paused');
  await tick();
  await tick();
  expect(await operations()).toMatchObject([
    { account_id: 'acc_works', state: 'queued', payload: { kind: 'addTags', tags: ['nightdesk-check'] } },
  ]);
});

test('one that does not come back has failed once, and the next one takes the tag off again', async () => {
  pass(1);
  await tick();
  const { runs, day, operationId } = await checks().view('acc_works');
  expect(runs).toMatchObject([{ ok: false, durationMs: null, problem: expect.stringContaining('queued') }]);
  expect({ day, operationId }).toEqual({ day: { runs: 1, share: 0 }, operationId: null });
  await rows(
    `INSERT INTO tickets (account_id, id, status, platform_status, tags, read_at, subject, created_at, updated_at, version, deleted, raw)
     VALUES ('acc_works', '7', 'open', 'open', '{nightdesk-check}', $1, '', $1, $1, 1, false, '{}')`,
    now,
  );
  await tick();
  expect(await operations()).toHaveLength(1);
  pass(4);
  await tick();
  expect((await operations())[1]).toMatchObject({ payload: { kind: 'removeTags' } });
});

test('what our change is told by ends it, with the time that took', async () => {
  const [, { id } = { id: '' }] = await operations();
  await rows(
    `INSERT INTO events (id, account_id, ticket_id, type, dedupe_key, origin, via, operation_id, data, trace_id, occurred_at,
       recorded_at) VALUES ('evt_1', 'acc_works', '7', 'ticket.tags_changed', 'k', 'nightdesk', 'webhook', $1, '{}', '', $2, $3)`,
    id,
    now,
    new Date(now.getTime() + 2_500),
  );
  pass(0.1);
  await tick();
  const { runs, day } = await checks().view('acc_works');
  expect(runs[0]).toMatchObject({ ok: true, durationMs: 2_500, problem: null });
  expect(day).toEqual({ runs: 2, share: 0.5 });
});
