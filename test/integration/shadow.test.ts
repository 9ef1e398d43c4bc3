import { jest } from '@jest/globals';
import type { Operation } from '@nightdesk/contract';
import { Database } from '@nightdesk/platform/database';
import { ApiError, type LiveShare, type OperationRequest } from '@nightdesk/sdk';
import pg from 'pg';
import { LiveSharesStore, type Trial } from '../../libs/accounts/src/live-shares.store.js';
import { hundredthOf } from '../../libs/operations/src/shadow.js';
import { moves, OperationsDesk } from '../support/operations-desk.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

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
const account = () => api().account(desk.account);
const share = (liveShare: LiveShare, errorSlo?: number) =>
  api().changeAccount(desk.account, { liveShare, ...(errorSlo !== undefined && { errorSlo }) });
/** A new ticket in a range of hundredths; tickets outside of it are opened and left. */
function ticketIn(from: number, below: number): string {
  for (;;) {
    const ticketId = desk.newTicket();
    const hundredth = hundredthOf(desk.account, ticketId);
    if (hundredth >= from && hundredth < below) return ticketId;
  }
}
const audited = async () => {
  const { rows } = await sql.query<{ actor: string; details: object }>(
    `SELECT actor, details FROM audit_log WHERE subject = $1 AND action = 'account.live_share' ORDER BY seq`,
    [desk.account],
  );
  return rows;
};
const refused = async (call: Promise<unknown>): Promise<ApiError> => {
  const outcome = await call.catch((error: unknown) => error);
  if (!(outcome instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  return outcome;
};

test('an account is live as a whole until somebody says otherwise, and other shares than the steps are refused', async () => {
  expect(await account()).toMatchObject({ liveShare: 100, errorSlo: 0.05, shadowReason: null });
  const odd = await refused(share(10 as LiveShare));
  expect(odd).toMatchObject({ status: 400, errors: [{ path: 'liveShare' }] });
  expect(odd.errors[0]?.message).toContain('use 0 (shadow mode: nothing goes out), 5, 25, 50 or 100');
  expect(await refused(share(50, 1.5))).toMatchObject({ status: 400, errors: [{ path: 'errorSlo' }] });
  expect(await account()).toMatchObject({ liveShare: 100 });
});

test('connecting the site anew keeps its share', async () => {
  await share(25, 0.1);
  expect(await desk.world.account()).toBe(desk.account);
  expect(await account()).toMatchObject({ liveShare: 25, errorSlo: 0.1, shadowReason: null });
  await share(100, 0.05);
});

test('of many processes that end a trial at once one does, and none that was looked at before a person set it', async () => {
  const database = new Database({ url: desk.world.environment['DATABASE_URL'] ?? '', poolSize: 5 });
  const store = new LiveSharesStore(database);
  const trial = async () => (await store.trials()).get(desk.account);
  const end = (looked: Trial | undefined) =>
    store.transaction((tx) =>
      looked ? store.end(tx, desk.account, looked, { liveShare: 0 }) : Promise.resolve(false),
    );
  expect(await trial()).toBeUndefined();
  await share(5);
  const looked = await trial();
  expect(looked).toMatchObject({ liveShare: 5, errorSlo: 0.05 });
  expect((await Promise.all([looked, looked, looked, looked].map(end))).filter(Boolean)).toHaveLength(1);
  await share(5);
  expect(await end(looked)).toBe(false);
  expect(await account()).toMatchObject({ liveShare: 5 });
  await share(100);
  await database.close();
});

test('in shadow mode an operation is recorded and told, and nothing of it is ever sent', async () => {
  const before = (await audited()).length;
  expect(await share(0)).toMatchObject({ liveShare: 0, shadowReason: expect.stringContaining('operator') });
  expect((await audited()).slice(before)).toMatchObject([{ details: { from: 100, to: 0 } }]);
  const ticketId = desk.newTicket();
  const asked = await desk.reply(ticketId, 'A robot would say this.');
  expect(asked).toMatchObject({
    state: 'shadowed',
    partiallyApplied: false,
    reason: expect.stringMatching(/^shadow mode: /),
    transitions: [{ from: 'none', to: 'shadowed' }],
    finishedAt: asked.createdAt,
  });
  expect(await desk.told(asked)).toMatchObject({
    type: 'operation.shadowed',
    data: { state: 'shadowed', reason: asked.reason },
  });
  expect((await desk.reply(ticketId, 'A robot would say this.')).id).toBe(asked.id);
  expect((await refused(api().cancel(asked.id))).status).toBe(409);
  expect((await refused(api().replay(asked.id))).status).toBe(409);

  // Live again, what follows on the ticket goes out at once; what was recorded does not follow it.
  expect(await share(100)).toMatchObject({ liveShare: 100, shadowReason: null });
  const live = await desk.reply(ticketId, 'A robot would say this.');
  expect(live.id).not.toBe(asked.id);
  await desk.reached(live, 'confirmed');
  expect(desk.updates(ticketId)).toHaveLength(1);
  expect((await api().operation(asked.id)).state).toBe('shadowed');
});

test('a share sends on the same tickets always, and raising it keeps those', async () => {
  const tickets = [ticketIn(0, 25), ticketIn(25, 50), ticketIn(50, 100)];
  const states = async (liveShare: LiveShare) => {
    await share(liveShare);
    const body = `At ${liveShare} %.`;
    const operations = await Promise.all(tickets.map((ticketId) => desk.reply(ticketId, body)));
    return operations.map(({ state }) => state);
  };
  expect(await states(25)).toEqual(['queued', 'shadowed', 'shadowed']);
  expect(await states(50)).toEqual(['queued', 'queued', 'shadowed']);
  expect(await states(25)).toEqual([
    expect.stringMatching(/^(queued|sending|confirmed)$/),
    'shadowed',
    'shadowed',
  ]);
  expect(await states(100)).toEqual(['queued', 'queued', 'queued']);
  await until(() => tickets.every((ticketId) => desk.said(ticketId).includes('At 100 %.')));
  expect(tickets.map((ticketId) => desk.said(ticketId))).toEqual([
    ['At 25 %.', 'At 50 %.', 'At 100 %.'],
    ['At 50 %.', 'At 100 %.'],
    ['At 100 %.'],
  ]);
});

describe('an automation that fails too often', () => {
  const good = () => ended('confirmed', () => desk.reply(ticketIn(0, 50), 'Hello.'));
  const bad = () => {
    const ticketId = ticketIn(0, 50);
    desk.humanActs(ticketId, { status: 'closed' });
    return ended('failed', () => desk.reply(ticketId, 'Too late.'));
  };
  const unmet = () => ended('failed', () => desk.reply(ticketIn(0, 50), 'Hm.', { ifStatusIn: ['solved'] }));
  async function ended(state: Operation['state'], ask: () => Promise<Operation>): Promise<void> {
    await desk.reached(await ask(), state);
  }
  const all = async (count: number, end: () => Promise<void>) => {
    await Promise.all(Array.from({ length: count }, end));
  };

  test('falls back to shadow mode by itself while it is tried; conditions that did not hold are no failures', async () => {
    await share(50);
    await all(2, bad);
    await all(3, unmet);
    await all(17, good);
    expect(await account()).toMatchObject({ liveShare: 50, shadowReason: null });
    await good();
    const fallen = await until(async () => {
      const now = await account();
      return now.liveShare === 0 ? now : null;
    });
    expect(fallen.shadowReason).toMatch(/2 of the 20 operations .* 5 % is tolerated/);
    expect((await audited()).at(-1)).toEqual({
      actor: 'system',
      details: { from: 50, to: 0, reason: fallen.shadowReason },
    });
    const [event] = await desk.world.events('account.shadowed');
    expect(event).toMatchObject({
      accountId: desk.account,
      ticketId: null,
      data: { reason: fallen.shadowReason, liveShare: { previous: 50, current: 0 } },
    });
    const next = await desk.reply(ticketIn(0, 5), 'Hello?');
    expect(moves(next)).toEqual(['shadowed']);
  });

  test('starts from nothing when it is tried again, and tolerates what its SLO does', async () => {
    await share(50, 0.5);
    await all(9, bad);
    await all(11, good);
    await all(1, unmet);
    expect(await account()).toMatchObject({ liveShare: 50, errorSlo: 0.5, shadowReason: null });
    expect(desk.world.consumer.received('account.shadowed')).toHaveLength(1);
  });

  test('does not fall back when it has been declared live as a whole', async () => {
    await share(100, 0);
    await all(20, bad);
    await good();
    expect(await account()).toMatchObject({ liveShare: 100, errorSlo: 0, shadowReason: null });
    expect(desk.world.consumer.received('account.shadowed')).toHaveLength(1);
  });
});

test('the scorecard sets what was recorded beside what people then did', async () => {
  await share(0);
  const since = new Date().toISOString();
  const request: OperationRequest = {
    steps: [
      { kind: 'reply', body: 'Your order left us today.' },
      { kind: 'status', status: 'pending' },
      { kind: 'addTags', tags: ['shipping'] },
    ],
  };
  const [alike, otherwise, alone] = [desk.newTicket(), desk.newTicket(), desk.newTicket()];
  const stored = async () => (await api().tickets(desk.account)).data.map(({ id }) => id);
  await until(async () => {
    const ids = await stored();
    return [alike, otherwise, alone].every((id) => ids.includes(id));
  });
  for (const ticketId of [alike, otherwise, alone]) await desk.submit(ticketId, request);
  desk.humanActs(alike, {
    message: 'Good news: your order left us today.',
    status: 'pending',
    tags: ['shipping'],
  });
  desk.humanActs(otherwise, { message: 'Please send a photo.', status: 'solved', tags: ['photo'] });

  const card = await until(async () => {
    const { data, ...rest } = await api().scorecard(desk.account, { since });
    const settled = data.filter(({ steps }) => steps.every(({ verdict }) => verdict !== 'nobody'));
    return settled.length === 2 ? { data, ...rest } : null;
  });
  expect(card).toMatchObject({ accountId: desk.account, since, more: false });
  expect(card.data.map(({ ticketId }) => ticketId)).toEqual([alone, otherwise, alike]);
  const of = (ticketId: string) => card.data.find((one) => one.ticketId === ticketId)?.steps;
  expect(of(alike)).toMatchObject([
    { kind: 'reply', verdict: 'agreed', theirs: 'Good news: your order left us today.', similarity: 0.714 },
    { kind: 'status', verdict: 'agreed', ours: 'pending', theirs: 'pending' },
    { kind: 'addTags', verdict: 'agreed', ours: 'shipping' },
  ]);
  expect(of(otherwise)).toMatchObject([
    { verdict: 'differed', ours: 'Your order left us today.', theirs: 'Please send a photo.', similarity: 0 },
    { verdict: 'differed', ours: 'pending', theirs: 'solved' },
    { verdict: 'differed', ours: 'shipping', theirs: 'photo' },
  ]);
  expect(of(alone)).toMatchObject([{ verdict: 'nobody' }, { verdict: 'nobody' }, { verdict: 'nobody' }]);
  const count = { agreed: 1, differed: 1, nobody: 1 };
  expect(card.summary).toEqual([
    { kind: 'reply', ...count },
    { kind: 'status', ...count },
    { kind: 'addTags', ...count },
  ]);
  expect(await refused(api().scorecard(desk.account, { since: 'yesterday' }))).toMatchObject({ status: 400 });
  expect(await refused(api().scorecard('acc_none'))).toMatchObject({ status: 404 });
});

test('changes of one account that come at once all come through, whatever each names', async () => {
  const one = { requiredCapabilities: ['tickets:read' as const], ceiling: 0.5 };
  const other = { ceiling: 0.6, liveShare: 25 as const };
  const changes = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? one : other));
  const made = await Promise.allSettled(changes.map((change) => api().changeAccount(desk.account, change)));
  expect(made.filter(({ status }) => status === 'rejected')).toEqual([]);
});
