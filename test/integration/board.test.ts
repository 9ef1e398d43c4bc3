import { jest } from '@jest/globals';
import type { Board, BoardChanges } from '@nightdesk/contract';
import { Desk } from '../support/desk.js';
import { seedAccounts } from '../support/many-accounts.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

const thousand = 1_000;
let desk: Desk;

beforeAll(async () => {
  desk = await Desk.start();
  await desk.world.worker.stop();
  await seedAccounts((sql) => desk.rows(sql), thousand);
});
afterAll(() => desk.stop());

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${desk.world.url}/v1${path}`, {
    headers: { Authorization: `Bearer ${desk.world.key}`, ...headers },
  });
const api = () => desk.world.nightdesk;
const board = () => api().health.board();

/** Follows the stream until `ended`. */
async function follow(heard: (changes: BoardChanges, bytes: number) => void, ended: AbortSignal) {
  const answer = await fetch(api().health.streamUrl(), {
    headers: { Authorization: `Bearer ${desk.world.key}` },
    signal: ended,
  });
  let text = '';
  try {
    for await (const chunk of answer.body!) {
      text += new TextDecoder().decode(chunk as Uint8Array);
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const data = /^data: (.+)$/m.exec(frame)?.[1];
        if (data) heard(JSON.parse(data) as BoardChanges, frame.length);
      }
    }
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}

test('a thousand accounts are a row each, with what the account’s own page says of them', async () => {
  const { accounts } = await board();
  expect(accounts).toHaveLength(thousand);
  const of = (id: string) => accounts.find((account) => account.id === id)!;
  expect(of('acc_00042')).toMatchObject({
    state: 'live',
    completeness: { share: 3600 / 3720, changes: 3720, hasFallen: true },
    budget: { name: 'account', free: 1, foreign: 0 },
    errorRate: 0,
  });
  expect(of('acc_00066')).toMatchObject({
    incidents: 1,
    incident: { cause: 'webhook_gone', severity: 'warning' },
  });
  expect(of('acc_00011').write).toMatchObject({ waiting: 1, oldestAt: expect.any(String) });
  expect(of('acc_00007')).toMatchObject({
    state: 'needs_reauth',
    reason: expect.stringContaining('revoked'),
  });
  const own = await api().health.account('acc_00042');
  expect(own).toMatchObject({
    id: 'acc_00042',
    webhook: { deliveries: 100 },
    budget: [{ name: 'account', used: 1 }],
  });
  expect(of('acc_00042').completeness?.share).toBe((await api().completeness('acc_00042')).share);
});

test('an account that there is not is refused as elsewhere', async () => {
  expect((await ask('/accounts/acc_none/health')).status).toBe(404);
});

test('the board is small: half of the overview, and a tenth of that on the wire', async () => {
  const [plain, whole] = await Promise.all([ask('/health/board'), ask('/health/overview')]);
  const [text, all] = [await plain.text(), await whole.text()];
  expect(text.length).toBeLessThan(0.55 * all.length);
  const head = async (accepted: string) => {
    const answer = await ask('/health/board', { 'Accept-Encoding': accepted });
    const bytes = Number(answer.headers.get('content-length'));
    expect(((await answer.json()) as Board).accounts).toHaveLength(thousand);
    return { encoding: answer.headers.get('content-encoding'), bytes, vary: answer.headers.get('vary') };
  };
  const squeezed = await head('gzip, deflate, br');
  expect(squeezed).toMatchObject({ encoding: 'br', vary: 'Accept-Encoding' });
  expect(squeezed.bytes).toBeLessThan(text.length / 10);
  expect((await head('gzip')).encoding).toBe('gzip');
  expect((await head('br;q=0, identity')).encoding).toBeNull();
});

test('the stream tells what changed and no more, once a second at most', async () => {
  const ended = new AbortController();
  const heard: { at: number; changes: BoardChanges; bytes: number }[] = [];
  const following = follow((changes, bytes) => heard.push({ at: Date.now(), changes, bytes }), ended.signal);
  await until(() => heard.length > 0);
  const before = await board();
  const ids = ['acc_00300', 'acc_00301', 'acc_00302', 'acc_00303', 'acc_00304', 'acc_00305'];
  for (const id of ids) {
    await desk.rows(
      `UPDATE accounts SET state = 'needs_reauth', cause = 'grant_refused', reason = 'Gone.', state_since = now() WHERE id = $1`,
      id,
    );
  }
  const changed = () =>
    heard.flatMap(({ changes }) =>
      (changes.accounts?.changed ?? []).map(({ id, state }) => `${id} ${state}`),
    );
  await until(() => ids.every((id) => changed().includes(`${id} needs_reauth`)), 10_000);
  await until(() => heard.at(-1)!.changes.accounts === undefined, 10_000);
  ended.abort();
  await following;
  for (const [index, one] of heard.slice(1).entries()) expect(one.at - heard[index]!.at).toBeGreaterThan(700);
  const telling = heard.filter(({ changes }) => changes.accounts);
  expect(telling.length).toBeLessThan(ids.length);
  expect(Math.max(...telling.map(({ bytes }) => bytes))).toBeLessThan(6_000);
  // Each goes on from the one before, so that a gap would be seen.
  for (const [index, { changes }] of heard.slice(1).entries())
    expect(changes.from).toBe(heard[index]!.changes.at);
  expect(Date.parse(heard.at(-1)!.changes.at)).toBeGreaterThan(Date.parse(before.at));
});

test('several who ask at once get one picture', async () => {
  const pictures = await Promise.all([board(), board(), board(), board()]);
  expect(new Set(pictures.map(({ at }) => at)).size).toBe(1);
});

test('Nightdesk itself says which processes live, and what to do without a worker', async () => {
  const system = await api().health.system();
  expect(system.processes).toMatchObject([
    { role: 'api', alive: true, version: expect.stringMatching(/^\d+\./) },
  ]);
  expect(Math.abs(system.processes[0]!.skewMs)).toBeLessThan(1_000);
  expect(system).toMatchObject({ queue: { reachable: true }, database: { pendingMigrations: [] } });
  expect(system.troubles).toMatchObject([
    { cause: 'no_worker', severity: 'critical', remedy: expect.stringContaining('Start a worker') },
  ]);
});

test('a key that is for one account sees neither the board nor Nightdesk itself, but its account', async () => {
  const { key } = await api().createApiKey({ name: 'one', scopes: ['read'], accountIds: ['acc_00042'] });
  const headers = { Authorization: `Bearer ${key}` };
  const paths = [
    '/health/board',
    '/health/system',
    '/accounts/acc_00042/health',
    '/accounts/acc_00043/health',
  ];
  const answers = await Promise.all(paths.map(async (path) => (await ask(path, headers)).status));
  expect(answers).toEqual([403, 403, 200, 403]);
});

test('work that waits though nothing stops it is told; what a pause explains is not', async () => {
  const causes = async () => (await api().health.system()).troubles.map(({ cause }) => cause);
  await desk.rows(`UPDATE inbox SET state = 'pending', due_at = now() - interval '10 minutes'
                    WHERE account_id IN (SELECT id FROM accounts WHERE state = 'paused')`);
  // What was seen before may be told for three seconds.
  const written = Date.now();
  await until(async () => Date.parse((await api().health.system()).at) > written, 10_000);
  expect(await causes()).toEqual(['no_worker']);
  await desk.rows(`UPDATE accounts SET state = 'live', cause = 'allowed' WHERE state = 'paused'`);
  await until(async () => (await causes()).includes('work_waiting'), 10_000);
});

test('a worker says that it lives, and goodbye when it ends', async () => {
  await desk.rows('DELETE FROM credentials; DELETE FROM webhooks; DELETE FROM inbox; DELETE FROM accounts');
  await desk.world.worker.start();
  const workers = () => desk.rows<{ seen_at: Date }>(`SELECT seen_at FROM processes WHERE role = 'worker'`);
  const [first] = await until(async () => ((await workers()).length > 0 ? workers() : null));
  await until(async () => (await workers())[0]!.seen_at > first!.seen_at, 10_000);
  await until(async () => (await api().health.system()).troubles.length === 0, 10_000);
  await desk.world.worker.stop();
  expect(await workers()).toEqual([]);
});
