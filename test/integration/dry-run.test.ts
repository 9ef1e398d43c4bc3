import { jest } from '@jest/globals';
import { ApiError, type OperationRequest } from '@nightdesk/sdk';
import pg from 'pg';
import { OperationsDesk } from '../support/operations-desk.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let desk: OperationsDesk;
let sql: pg.Client;
beforeAll(async () => {
  desk = await OperationsDesk.open();
  sql = new pg.Client({ connectionString: desk.world.environment['DATABASE_URL'] });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await desk.close();
});

const api = () => desk.world.nightdesk;
const dryRun = (ticketId: string, operation: OperationRequest) =>
  api().dryRun(desk.account, ticketId, operation);
const reply = (body: string, more: Partial<OperationRequest> = {}): OperationRequest => ({
  steps: [{ kind: 'reply', body }],
  ...more,
});
const rows = async () => {
  const counts = await sql.query<{ operations: number; keys: number; transitions: number }>(
    `SELECT (SELECT count(*)::int FROM operations) AS operations, (SELECT count(*)::int FROM idempotency_keys) AS keys,
            (SELECT count(*)::int FROM operation_transitions) AS transitions`,
  );
  return counts.rows[0];
};
/** A ticket of which a copy is stored. */
const known = async () => {
  const ticketId = desk.newTicket();
  await until(async () => (await api().tickets(desk.account)).data.some(({ id }) => id === ticketId));
  return ticketId;
};

test('tells the calls, the capabilities and the budget, stores nothing and sends nothing', async () => {
  const ticketId = await known();
  await desk.world.sandbox.control.deliveriesSettled();
  await until(async () => (await sql.query(`SELECT 1 FROM inbox WHERE state = 'pending'`)).rowCount === 0);
  const before = await rows();
  desk.world.sandbox.control.clearRequests();
  const answer = await dryRun(ticketId, {
    steps: [
      { kind: 'reply', body: 'It is on its way.' },
      { kind: 'status', status: 'pending' },
      { kind: 'addTags', tags: ['late'] },
    ],
  });
  expect(answer).toMatchObject({
    dryRun: true,
    accountId: desk.account,
    ticketId,
    wouldBe: 'queued',
    operationId: null,
    calls: [
      { method: 'PUT', path: `/api/v2/tickets/${ticketId}/tags`, steps: ['addTags'] },
      { method: 'PUT', path: `/api/v2/tickets/${ticketId}`, steps: ['reply', 'status'] },
    ],
    note: null,
  });
  const needed = answer.capabilities.map(({ capability, verdict }) => [capability, verdict]);
  expect(needed).toEqual([
    ['replies:write', expect.not.stringMatching('missing')],
    ['status:write', expect.not.stringMatching('missing')],
    ['tags:write', expect.not.stringMatching('missing')],
  ]);
  expect(answer.budget.map(({ window }) => window)).toEqual([
    'account',
    'tickets-update',
    `ticket:${ticketId}`,
  ]);
  for (const { free, limit, used } of answer.budget) {
    expect(free).toBeGreaterThan(0);
    expect(free + used).toBeLessThan(limit);
  }
  expect(await rows()).toEqual(before);
  expect(desk.updates(ticketId)).toEqual([]);
  const sent = desk.world.sandbox.control.requests().filter(({ path }) => path.includes(ticketId));
  expect(sent).toEqual([]);
});

test('needs no idempotency key and answers 200, because it leaves nothing behind', async () => {
  const ticketId = desk.newTicket();
  const url = `${desk.world.url}/v1/accounts/${desk.account}/tickets/${ticketId}/operations`;
  const post = (body: object) =>
    fetch(url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${desk.world.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post({ ...reply('Hello.'), dryRun: true })).status).toBe(200);
  expect((await post(reply('Hello.'))).status).toBe(400);
  const unknown = api().dryRun('acc_none', ticketId, reply('Hello.'));
  const refusal = await unknown.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ApiError);
  expect(refusal).toMatchObject({ status: 404 });
});

test('what was asked for a moment ago would be the answer again', async () => {
  const ticketId = desk.newTicket();
  const first = await desk.reply(ticketId, 'Twice.');
  expect(await dryRun(ticketId, reply('Twice.'))).toMatchObject({ wouldBe: 'repeat', operationId: first.id });
  const again = await dryRun(ticketId, reply('Twice.', { allowRepeat: true }));
  expect(again).toMatchObject({ wouldBe: 'queued', operationId: null });
  await desk.reached(first, 'confirmed');
});

test('what the adapter would not send, or a condition forbids by the stored copy, would fail', async () => {
  const ticketId = await known();
  const assignee = await dryRun(ticketId, { steps: [{ kind: 'assignee', assigneeId: 'Tomás' }] });
  expect(assignee).toMatchObject({ wouldBe: 'failed', calls: [] });
  expect(assignee.reason).toContain('agent ids are numbers');

  const unmet = await dryRun(ticketId, reply('Hm.', { ifStatusIn: ['solved'] }));
  expect(unmet).toMatchObject({
    wouldBe: 'failed',
    calls: [{ method: 'GET', steps: [] }, { steps: ['reply'] }],
  });
  expect(unmet.reason).toContain('and not solved');
  expect(unmet.note).toContain('judged by the stored copy');

  const ifNoReplySince = new Date().toISOString();
  expect((await dryRun(ticketId, reply('Hm.', { ifNoReplySince }))).wouldBe).toBe('queued');
  desk.humanActs(ticketId, { message: 'I have it.' });
  const superseded = await until(async () => {
    const answer = await dryRun(ticketId, reply('Hm.', { ifNoReplySince }));
    return answer.wouldBe === 'failed' ? answer : null;
  });
  expect(superseded.reason).toMatch(/^superseded: Tomás Rivera/);

  const nobodys = await dryRun('999999999', reply('Hm.', { ifNoReplySince }));
  expect(nobodys).toMatchObject({ wouldBe: 'queued' });
  expect(nobodys.note).toContain('not known here');
});

test('a pause and a switch would hold it, and shadow mode would record it only', async () => {
  const ticketId = desk.newTicket();
  await api().setSwitch('capability:replies:write', 'red status page');
  const off = await until(async () => {
    const answer = await dryRun(ticketId, reply('Hello.'));
    return answer.wouldBe === 'held' ? answer : null;
  });
  expect(off.reason).toContain('red status page');
  await api().releaseSwitch('capability:replies:write');

  await api().pauseAccount(desk.account, 'holidays');
  const paused = await dryRun(ticketId, reply('Hello.'));
  expect(paused).toMatchObject({ wouldBe: 'held', reason: expect.stringContaining('holidays') });
  await api().resumeAccount(desk.account);

  await api().changeAccount(desk.account, { liveShare: 0 });
  const shadowed = await dryRun(ticketId, reply('Hello.'));
  expect(shadowed).toMatchObject({ wouldBe: 'shadowed', calls: [{ steps: ['reply'] }] });
});

test('a missing capability, an open breaker and a frozen ticket would hold it, and are named', async () => {
  const ticketId = desk.newTicket();
  await api().changeAccount(desk.account, { liveShare: 100 });
  const tag: OperationRequest = { steps: [{ kind: 'addTags', tags: ['late'] }] };
  await sql.query(
    `UPDATE capability_findings SET verdict = 'missing', remedy = 'Tick it.' WHERE capability = 'tags:write'`,
  );
  expect(await dryRun(ticketId, tag)).toMatchObject({
    wouldBe: 'held',
    reason: 'the account lacks tags:write: Tick it.',
    capabilities: [{ capability: 'tags:write', verdict: 'missing', remedy: 'Tick it.' }],
  });
  expect((await dryRun(ticketId, reply('Hello.'))).wouldBe).toBe('queued');
  await sql.query(
    `UPDATE capability_findings SET verdict = 'granted', remedy = NULL WHERE capability = 'tags:write'`,
  );

  const opened = (retryIn: string) =>
    sql.query(
      `INSERT INTO breakers VALUES ($1, 'open', '503 again and again', now(), now() + $2::interval)
       ON CONFLICT (account_id) DO UPDATE SET retry_at = excluded.retry_at`,
      [desk.account, retryIn],
    );
  await opened('1 minute');
  const broken = await dryRun(ticketId, tag);
  expect(broken).toMatchObject({ wouldBe: 'held', reason: expect.stringContaining('503 again and again') });
  await opened('-1 minute');
  expect((await dryRun(ticketId, tag)).wouldBe).toBe('queued');
  await sql.query('DELETE FROM breakers');

  await sql.query('INSERT INTO ticket_fuses VALUES ($1, $2, 31, now())', [desk.account, ticketId]);
  const frozen = await dryRun(ticketId, tag);
  expect(frozen).toMatchObject({ wouldBe: 'held', reason: expect.stringContaining('is frozen') });
  expect((await dryRun(desk.newTicket(), tag)).wouldBe).toBe('queued');
});

test('a budget that others have used up would hold it', async () => {
  const ticketId = desk.newTicket();
  await api().changeAccount(desk.account, { liveShare: 100 });
  const { remaining } = desk.site.foreignUse({ calls: 1 });
  desk.site.foreignUse({ calls: remaining - 20 });
  // The next answer of the platform tells of it.
  await desk.reached(await desk.reply(ticketId, 'The last one.'), 'confirmed');
  const starved = await until(async () => {
    const answer = await dryRun(ticketId, reply('Too many.'));
    return answer.wouldBe === 'held' ? answer : null;
  });
  expect(starved.reason).toContain('the account budget is used up');
  expect(starved.budget).toContainEqual(expect.objectContaining({ window: 'account', free: 0 }));
});
