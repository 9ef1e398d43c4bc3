import { randomUUID } from 'node:crypto';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { Breakers, type CallEnd, type Passage } from '../../libs/gateway/src/breaker.js';
import { BreakersStore } from '../../libs/gateway/src/breakers.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { until } from '../support/until.js';

/** Time that a test moves, the same for all processes. */
class MovedClock extends Clock {
  ms = Date.parse('2026-11-22T12:00:00.000Z');

  override now(): Date {
    return new Date(this.ms);
  }
}

let template: TestDatabase;
let database: Database;
const clock = new MovedClock();
const lines: Record<string, unknown>[] = [];
const log = new Log(
  { level: 'info', process: 'test' },
  { write: (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>) },
);
/** The breakers as another process has them. */
const another = () => new Breakers(new BreakersStore(database), clock, log);

beforeAll(async () => {
  template = await cloneTemplate();
  database = new Database({ url: template.url, poolSize: 10 });
});
afterAll(async () => {
  await database.close();
  await template.drop();
});

const failed: CallEnd = { kind: 'failed', reason: 'it answered 503' };
const answered: CallEnd = { kind: 'answered' };
const entered = (breakers: Breakers, account: string) =>
  breakers.enter(account).then(
    ({ kind }) => kind,
    (error: { kind: string }) => error.kind,
  );

/** One call of a process. */
async function call(breakers: Breakers, account: string, end: CallEnd): Promise<Date | null> {
  return breakers.leave(account, await breakers.enter(account), end);
}

async function opened(breakers = another()): Promise<{ account: string; breakers: Breakers }> {
  const account = `acc_${randomUUID()}`;
  for (let calls = 0; calls < 5; calls += 1) await call(breakers, account, failed);
  return { account, breakers };
}

async function trial(breakers: Breakers, account: string): Promise<Passage> {
  const passage = await breakers.enter(account);
  expect(passage.kind).toBe('trial');
  return passage;
}

test('the fifth failure in a row opens it for 30 s, here at once and in another process within a second', async () => {
  const [here, there] = [another(), another()];
  const account = `acc_${randomUUID()}`;
  expect(await entered(there, account)).toBe('closed');
  for (let calls = 1; calls <= 4; calls += 1) expect(await call(here, account, failed)).toBeNull();
  const until30 = new Date(clock.ms + 30_000);
  expect(await call(here, account, failed)).toEqual(until30);
  await expect(here.enter(account)).rejects.toMatchObject({ kind: 'held', details: { retryAt: until30 } });
  const began = performance.now();
  await until(async () => (await entered(there, account)) === 'held');
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(await there.of(account)).toMatchObject({
    state: 'open',
    reason: 'it answered 503',
    retryAt: until30,
  });
});

test('a call that fails while another process has opened it is told so, and its row loses no attempt', async () => {
  const { account } = await opened();
  expect(await another().leave(account, { kind: 'closed' }, failed)).toEqual(new Date(clock.ms + 30_000));
});

test('after 30 s one call over all processes tries; the others wait a second', async () => {
  const { account } = await opened();
  clock.ms += 29_999;
  expect(await entered(another(), account)).toBe('held');
  clock.ms += 1;
  const asked = await Promise.all(Array.from({ length: 20 }, () => entered(another(), account)));
  expect(asked.filter((kind) => kind === 'trial')).toHaveLength(1);
  expect(asked.filter((kind) => kind === 'held')).toHaveLength(19);
  await expect(another().enter(account)).rejects.toMatchObject({
    details: { retryAt: new Date(clock.ms + 1_000) },
  });
});

test('a trial that is answered closes it for all; one that fails opens it for another 30 s', async () => {
  const { account, breakers } = await opened();
  clock.ms += 30_000;
  const first = await trial(breakers, account);
  expect(await breakers.leave(account, first, failed)).toEqual(new Date(clock.ms + 30_000));
  expect(await entered(another(), account)).toBe('held');
  clock.ms += 30_000;
  const second = await trial(breakers, account);
  await breakers.leave(account, second, answered);
  expect(await entered(another(), account)).toBe('closed');
  expect(await another().of(account)).toBeNull();
});

test('a trial that was not made is free again a second later', async () => {
  const { account, breakers } = await opened();
  clock.ms += 30_000;
  await breakers.leave(account, await trial(breakers, account), { kind: 'unknown' });
  expect(await entered(another(), account)).toBe('held');
  clock.ms += 1_000;
  expect(await entered(another(), account)).toBe('trial');
});

test('the trial of a process that died ends by itself, and its late answer changes nothing', async () => {
  const { account, breakers } = await opened();
  clock.ms += 30_000;
  const dead = await trial(breakers, account);
  clock.ms += 15_000;
  const next = another();
  const own = await trial(next, account);
  await breakers.leave(account, dead, answered);
  expect(await another().of(account)).toMatchObject({ state: 'half_open' });
  await next.leave(account, own, failed);
  expect(await another().of(account)).toMatchObject({ state: 'open' });
});

test('one line at each change, with the account and what failed', async () => {
  lines.length = 0;
  const { account, breakers } = await opened();
  clock.ms += 30_000;
  await breakers.leave(account, await trial(breakers, account), failed);
  clock.ms += 30_000;
  await breakers.leave(account, await trial(breakers, account), answered);
  const told = lines.map(({ event, accountId }) => [event, accountId]);
  const events = ['open', 'half_open', 'open', 'half_open', 'closed'].map((to) => `breaker.${to}`);
  expect(told).toEqual(events.map((event) => [event, account]));
  expect(lines[0]).toMatchObject({ reason: 'it answered 503' });
});
