import { Logger } from '@nestjs/common';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import type { Lanes } from '@nightdesk/lanes';
import { Audit } from '@nightdesk/access';
import { Accounts } from '@nightdesk/accounts';
import { OperationDecisions } from '@nightdesk/operations';
import { Outbox } from '@nightdesk/outbox';
import { AccessStore } from '../../libs/access/src/access.store.js';
import { OperationLog } from '../../libs/operations/src/operation-log.js';
import { OperationsStore } from '../../libs/operations/src/operations.store.js';
import { ReplaySteps } from '../../libs/operations/src/replays.steps.js';
import { ReplaysStore } from '../../libs/operations/src/replays.store.js';
import { AccountsStore } from '../../libs/accounts/src/accounts.store.js';
import { OutboxStore } from '../../libs/outbox/src/outbox.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

const total = 40;

/** Each look at it is two seconds later, so that no replay waits. */
class FastClock extends Clock {
  private ahead = 0;

  override now(): Date {
    this.ahead += 2_000;
    return new Date(super.now().getTime() + this.ahead);
  }
}

const clock = new FastClock();
let template: TestDatabase;
let databases: Database[];
let watcher: Database;
beforeAll(async () => {
  // Each connection that is ended here would be told.
  Logger.overrideLogger(false);
  template = await cloneTemplate();
  watcher = new Database({ url: template.url, poolSize: 3 });
  databases = [1, 2, 3].map(() => new Database({ url: template.url, poolSize: 3 }));
});
afterAll(async () => {
  await Promise.all([watcher, ...databases].map((database) => database.close()));
  await template.drop();
});

/** The steps of a replay as one process does them; nobody works on its lanes. `broken`: replaying this one fails. */
function worker(database: Database, broken?: string): ReplaySteps {
  const lanes = { wake: () => Promise.resolve() } as unknown as Lanes;
  const audit = new Audit(new AccessStore(database), clock);
  const outbox = new Outbox(new OutboxStore(database), lanes, clock, new Ids(clock));
  const accounts = new Accounts(new AccountsStore(database), outbox, lanes, audit, clock);
  const store = new OperationsStore(database);
  const history = new OperationLog(store, outbox, lanes, clock);
  const decisions = new OperationDecisions(store, accounts, history, audit, clock);
  const replayed = decisions.replay.bind(decisions);
  decisions.replay = (tx, id, asker) =>
    id === broken ? Promise.reject(new Error('a defect')) : replayed(tx, id, asker);
  return new ReplaySteps(new ReplaysStore(database), decisions, lanes, clock);
}

async function begin(): Promise<void> {
  await watcher.pool.query(
    `INSERT INTO accounts (id, platform, site, state, cause, reason, remedy, state_since, required_capabilities, created_at)
     VALUES ('acc', 'zendesk', 'acme', 'live', 'allowed', '', '', now(), '{}', now())`,
  );
  await watcher.pool.query(
    `INSERT INTO operations (id, account_id, ticket_id, state, content_hash, if_status_in, requested_by, trace_id, due_at,
                             created_at, finished_at, cause)
     SELECT 'op_' || n, 'acc', n::text, 'dead', 'h', '{}', 'key', 't', now(), now(), now(), 'unavailable'
       FROM generate_series(1, $1::int) n`,
    [total],
  );
  expect(await beginReplay('rpl', {})).toBe(total);
}

/** Answers how many operations it has. */
function beginReplay(id: string, choice: { operationIds?: string[] }): Promise<number> {
  const replay = {
    id,
    cause: null,
    accountIds: [] as string[],
    ttlHours: 8_760,
    state: 'running',
    reason: null,
    requestedBy: 'usr',
    createdAt: new Date(),
    endedAt: null,
  } as const;
  const store = new ReplaysStore(watcher);
  return store.transaction((tx) => store.insert(tx, replay, { accountIds: [], ...choice }, total));
}

/** Confirms some of those on their way, as a write lane does. */
const confirmSome = () =>
  watcher.pool.query(
    `UPDATE operations SET state = 'confirmed', finished_at = now() WHERE id IN (
       SELECT id FROM operations WHERE state = 'queued' ORDER BY random() LIMIT 4)`,
  );
/** Ends a connection in the middle of its transaction, as the death of its process does; answers how many it ended. */
async function killOne(): Promise<number> {
  const { rowCount } = await watcher.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
      ORDER BY random() LIMIT 1`,
  );
  return rowCount ?? 0;
}
/** Fails when more are out than the stage allows; answers the replay's state. */
async function look(): Promise<string> {
  const { rows } = await watcher.pool.query<{ out: number; confirmed: number; replay: string }>(
    `SELECT count(*) FILTER (WHERE state = 'queued')::int AS out,
            count(*) FILTER (WHERE state = 'confirmed')::int AS confirmed,
            (SELECT state FROM replays WHERE id = 'rpl') AS replay FROM operations`,
  );
  const { out, confirmed, replay } = rows[0]!;
  expect(out).toBeLessThanOrEqual(confirmed === 0 ? 1 : confirmed < 11 ? 10 : total);
  return replay;
}

test('three processes that die at any instruction replay each operation once, and never more than a stage allows', async () => {
  await begin();
  const workers = databases.map((database) => worker(database));
  let kills = 0;
  while ((await look()) === 'running') {
    const taken = Promise.allSettled(workers.map((one) => one.take()));
    // Death comes at another moment of the step each time; meanwhile the rule is looked after.
    for (let looks = Math.floor(Math.random() * 50); looks > 0; looks -= 1) await look();
    kills += await killOne();
    await taken;
    if (Math.random() < 0.5) await confirmSome();
  }
  expect(await new ReplaysStore(watcher).counts('rpl')).toMatchObject({ confirmed: total, replayed: 0 });
  expect(await look()).toBe('done');
  expect(kills).toBeGreaterThan(0);
  const { rows } = await watcher.pool.query<{ times: number }>(
    `SELECT DISTINCT count(*)::int AS times FROM operation_transitions GROUP BY operation_id`,
  );
  expect(rows).toEqual([{ times: 1 }]);
  const audited = await watcher.pool.query(`SELECT 1 FROM audit_log WHERE action = 'operation.replayed'`);
  expect(audited.rowCount).toBe(total);
}, 60_000);

test('a replay whose step fails holds up no other', async () => {
  await watcher.pool.query(`UPDATE operations SET state = 'dead', cause = 'unavailable'`);
  expect(await beginReplay('first', { operationIds: ['op_1'] })).toBe(1);
  expect(await beginReplay('second', { operationIds: ['op_2'] })).toBe(1);
  const one = worker(watcher, 'op_1');
  await expect(one.take()).rejects.toThrow('a defect');
  expect(await one.take()).toBe(true);
  const { rows } = await watcher.pool.query(`SELECT id, state FROM operations WHERE state <> 'dead'`);
  expect(rows).toEqual([{ id: 'op_2', state: 'queued' }]);
}, 60_000);
