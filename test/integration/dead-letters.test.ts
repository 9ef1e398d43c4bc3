import { jest } from '@jest/globals';
import type { Operation } from '@nightdesk/contract';
import { Nightdesk } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';
import { RefusedReplies } from '../support/refused-replies.js';
import { quickLooks } from '../support/looks.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let desk: Desk;
let account: string;
let replies: RefusedReplies;
beforeAll(async () => {
  desk = await Desk.start(quickLooks);
  account = await desk.world.account();
  replies = new RefusedReplies(desk.world, account);
});
afterAll(() => desk.stop());

/** Each test has its own dead letters. */
afterEach(async () => {
  for (const { cause } of await api().deadLetters.groups())
    await api().deadLetters.discard({ cause, accountId: account });
});

const api = () => desk.world.nightdesk;
const idsOf = (operations: readonly Operation[]) => operations.map(({ id }) => id);
const said = (operation: Operation) => replies.said(operation);

test('dead letters are grouped by cause, with meaning, remedy, accounts and samples, and listed page by page', async () => {
  const refused = await replies.make(4);
  const superseded = desk.world.customerWrites('Hello?', 'Hello');
  replies.humanActs(superseded, { message: 'I am on it.' });
  const since = new Date(Date.now() - 60_000).toISOString();
  const late = await api().submit(account, superseded, {
    steps: [{ kind: 'reply', body: 'Late.' }],
    ifNoReplySince: since,
  });
  await replies.reached(late.id, 'failed');
  const groups = await api().deadLetters.groups();
  expect(groups.map(({ cause, count }) => [cause, count])).toEqual([
    ['precondition', 4],
    ['superseded', 1],
  ]);
  expect(groups[0]).toMatchObject({
    meaning: expect.stringContaining('status'),
    remedy: expect.stringContaining('replay'),
    accountCount: 1,
    accounts: [{ id: account, site: 'acme', state: 'live', remedy: '', count: 4 }],
  });
  expect(idsOf(groups[0]!.samples)).toEqual(idsOf(refused).toReversed().slice(0, 3));
  expect(Date.parse(groups[0]!.oldestAt)).toBeLessThanOrEqual(Date.parse(groups[0]!.newestAt));

  const page = async (after?: string) => {
    const query = `limit=3&accountId=${account}${after ? `&after=${after}` : ''}`;
    const answer = await fetch(`${desk.world.url}/v1/dead-letters/precondition?${query}`, {
      headers: { Authorization: `Bearer ${desk.world.key}` },
    });
    return (await answer.json()) as { data: Operation[]; next: string | null };
  };
  const first = await page();
  const second = await page(first.next ?? '');
  expect([...idsOf(first.data), ...idsOf(second.data)]).toEqual(idsOf(refused).toReversed());
  expect(second.next).toBeNull();
  expect(await api().deadLetters.groups({ accountId: 'acc_other' })).toEqual([]);
});

test('a replay goes one, then ten, then all, and each reply is on its ticket once', async () => {
  const refused = await replies.make(13);
  await replies.heal(refused);
  const replay = await replies.replayed({ cause: 'precondition' });
  expect(replay).toMatchObject({ state: 'done', stage: 'all', reason: null });
  expect(replay.counts).toMatchObject({
    total: 13,
    confirmed: 13,
    replayed: 13,
    underWay: 0,
    waiting: 0,
    skipped: 0,
  });
  await replies.expectStages(refused);
  expect(refused.map(said)).toEqual(refused.map((_, index) => [`Reply ${index + 1}`]));
  expect(await api().deadLetters.groups()).toEqual([]);
  const audited = await desk.rows('SELECT action FROM audit_log WHERE subject = $1', replay.id);
  expect(audited).toEqual([{ action: 'replay.started' }]);
});

test('a replay stops when the first one fails again, says why, and leaves the others alone', async () => {
  const refused = await replies.make(4);
  const replay = await replies.replayed({ operationIds: idsOf(refused) });
  expect(replay).toMatchObject({ state: 'stopped', stage: 'one' });
  expect(replay.reason).toContain(`${refused[0]!.id} failed again: precondition`);
  expect(replay.counts).toMatchObject({ total: 4, replayed: 1, failed: 1, waiting: 3, confirmed: 0 });
  for (const { id, transitions } of refused.slice(1))
    expect((await api().operation(id)).transitions).toHaveLength(transitions.length);
  expect((await api().deadLetters.groups())[0]).toMatchObject({ cause: 'precondition', count: 4 });
});

test('what nobody wants any more is skipped with its reason, proves nothing, and stays a dead letter', async () => {
  const all = await replies.make(5);
  const [solved, answered, old, ...wanted] = all;
  await replies.heal(wanted);
  replies.humanActs(solved!.ticketId, { status: 'solved' });
  replies.humanActs(answered!.ticketId, { message: 'Here I am.' });
  await until(async () => (await api().ticket(account, solved!.ticketId)).status === 'solved');
  await until(async () => (await api().conversation(account, answered!.ticketId)).messages.length === 2);
  await desk.rows(`UPDATE operations SET created_at = created_at - interval '3 h' WHERE id = $1`, old!.id);
  const replay = await replies.replayed({ accountId: account, ttlHours: 2 });
  expect(replay).toMatchObject({ state: 'done', counts: { confirmed: 2, skipped: 3, failed: 0 } });
  const reasons = new Map(replay.skipped.map(({ operationId, reason }) => [operationId, reason]));
  expect(reasons.get(solved!.id)).toBe('the ticket is solved since');
  expect(reasons.get(answered!.id)).toMatch(/^a human agent replied at 2/);
  expect(reasons.get(old!.id)).toBe('it was accepted more than 2 h ago');
  const { data } = await api().deadLetters.of('precondition');
  expect(new Set(idsOf(data))).toEqual(new Set(idsOf([solved!, answered!, old!])));
  expect([solved!, old!].flatMap(said)).toEqual([]);
});

test('where the stored copy is older than the failure, events decide', async () => {
  const [gone, solved] = await replies.make(2);
  await desk.rows(`UPDATE tickets SET read_at = read_at - interval '1 h', updated_at = created_at`);
  const event = (ticketId: string, type: string, data: object) =>
    desk.rows(
      `INSERT INTO events (id, account_id, ticket_id, type, dedupe_key, origin, via, data, trace_id, occurred_at, recorded_at)
       VALUES ('evt_' || $2 || $3, $1, $2, $3, $2 || $3, 'platform', 'webhook', $4, '', now(), now())`,
      account,
      ticketId,
      type,
      JSON.stringify(data),
    );
  await event(gone!.ticketId, 'ticket.deleted', { previous: false, current: true });
  await event(solved!.ticketId, 'status.changed', { previous: 'open', current: 'solved' });
  const { skipped } = await replies.replayed({ cause: 'precondition' });
  expect(skipped.map(({ reason }) => reason).toSorted()).toEqual([
    'the ticket is solved since',
    'the ticket was deleted since',
  ]);
});

test('nothing is replayed while the account is paused, or in shadow mode', async () => {
  const refused = await replies.make(1);
  await replies.heal(refused);
  await api().pauseAccount(account, 'for a test');
  const paused = await replies.replayed({ cause: 'precondition' });
  expect(paused).toMatchObject({ state: 'done', counts: { skipped: 1 } });
  expect(paused.skipped[0]?.reason).toMatch(/^its account is paused: Resume it/);
  await api().resumeAccount(account);
  await api().changeAccount(account, { liveShare: 0 });
  const shadowed = await replies.replayed({ cause: 'precondition' });
  expect(shadowed.skipped).toMatchObject([{ reason: 'nothing goes out on its ticket now (shadow mode)' }]);
  await api().changeAccount(account, { liveShare: 100 });
  expect((await replies.replayed({ cause: 'precondition' })).counts).toMatchObject({ confirmed: 1 });
  expect(refused.map(said)).toEqual([['Reply 1']]);
});

test('a cancelled replay sends nothing more; what is on its way goes on and is counted', async () => {
  const refused = await replies.make(3);
  await replies.heal(refused);
  await api().setSwitch('writes', 'for a test');
  const { id } = await api().deadLetters.replay({ cause: 'precondition' });
  const waiting = await until(async () => {
    const now = await api().deadLetters.progress(id);
    return now.underWay.length > 0 ? now : null;
  });
  expect(waiting).toMatchObject({
    state: 'running',
    stage: 'one',
    underWay: [{ operationId: refused[0]!.id }],
  });
  await expect(api().deadLetters.replay({ operationIds: [refused[1]!.id] })).rejects.toMatchObject({
    status: 409,
  });
  expect(await api().deadLetters.cancelReplay(id)).toMatchObject({
    state: 'cancelled',
    counts: { waiting: 2, underWay: 1 },
  });
  expect((await api().deadLetters.cancelReplay(id)).state).toBe('cancelled');
  await api().releaseSwitch('writes');
  await until(async () => (await api().deadLetters.progress(id)).counts.confirmed === 1);
  expect(await api().deadLetters.progress(id)).toMatchObject({
    state: 'cancelled',
    counts: { waiting: 2, underWay: 0 },
  });
  expect(refused.map(said)).toEqual([['Reply 1'], [], []]);
});

test('what is discarded leaves the list, with a line in the audit log; what then fails again is listed again', async () => {
  const [kept, gone] = await replies.make(2);
  expect(await api().deadLetters.discard({ operationIds: [gone!.id] })).toEqual({ discarded: 1 });
  expect(idsOf((await api().deadLetters.of('precondition')).data)).toEqual([kept!.id]);
  expect((await api().operation(gone!.id)).state).toBe('failed');
  await api().deadLetters.discard({ cause: 'precondition', accountId: account });
  expect(await api().deadLetters.groups()).toEqual([]);
  await expect(api().deadLetters.replay({ cause: 'precondition' })).rejects.toMatchObject({ status: 409 });
  await expect(api().deadLetters.discard({ cause: 'precondition' } as never)).rejects.toMatchObject({
    status: 400,
  });
  const audited = await desk.rows<{ details: { discarded: number } }>(
    `SELECT details FROM audit_log WHERE action = 'dead_letters.discarded' AND subject = 'operations' ORDER BY seq`,
  );
  expect(audited.at(-1)?.details).toMatchObject({ discarded: 1, operationIds: [gone!.id] });

  await api().replay(gone!.id);
  await until(async () => (await api().deadLetters.groups())[0]?.samples[0]?.id === gone!.id);
});

test('a key for another account sees and moves nothing of it', async () => {
  const refused = await replies.make(1);
  const { key } = await api().createApiKey({
    name: 'x',
    scopes: ['read', 'write'],
    accountIds: ['acc_other'],
  });
  const other = new Nightdesk({ baseUrl: desk.world.url, apiKey: key });
  expect(await other.deadLetters.groups()).toEqual([]);
  expect((await other.deadLetters.of('precondition')).data).toEqual([]);
  expect(await other.deadLetters.discard({ operationIds: idsOf(refused) })).toEqual({ discarded: 0 });
  await expect(other.deadLetters.replay({ accountId: account })).rejects.toMatchObject({ status: 409 });
  const { id } = await replies.replayed({ operationIds: idsOf(refused) });
  await expect(other.deadLetters.progress(id)).rejects.toMatchObject({ status: 404 });
  await expect(other.deadLetters.cancelReplay(id)).rejects.toMatchObject({ status: 404 });
  expect(await other.deadLetters.replays()).toEqual([]);
  expect((await api().deadLetters.replays())[0]?.id).toBe(id);
});
