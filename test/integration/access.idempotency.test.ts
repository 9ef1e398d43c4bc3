import { jest } from '@jest/globals';
import { type Answer, Idempotency, IdempotencyInProgress, IdempotencyMismatch } from '@nightdesk/access';
import type { Tx } from '@nightdesk/platform/database';
import { ended, startProcess } from '../support/processes.js';
import { until } from '../support/lane-workers.js';
import { World } from './outbox.world.js';

jest.setTimeout(60_000);

const HOUR = 3_600_000;

let world: World;
let other: World;
beforeAll(async () => {
  world = await World.open();
  other = await World.open(world.url);
  await world.rows('CREATE TABLE effects (key text NOT NULL)');
});
afterAll(async () => {
  await other.close();
  await world.close();
});

const accepted: Answer = {
  status: 202,
  headers: { location: '/v1/operations/op_1' },
  body: { id: 'op_1', secret: 'xyz' },
};
let key = '';
beforeEach(() => void (key = `key-${Math.random()}`));

async function effect(tx: Tx): Promise<Answer> {
  await tx.$executeRaw`INSERT INTO effects (key) VALUES (${key})`;
  return accepted;
}
const run = (work = effect, { hash = 'hash', owner = 'key_1', at = world } = {}) =>
  at.get(Idempotency).run(owner, key, hash, work);

async function effects(): Promise<number> {
  return (await world.rows('SELECT 1 FROM effects WHERE key = $1', key)).length;
}

test('a repeated request gets the first answer, from any process, and has no second effect', async () => {
  expect(await run()).toEqual({ answer: accepted, replayed: false });
  expect(await run(effect, { at: other })).toEqual({ answer: accepted, replayed: true });
  expect(await effects()).toBe(1);
});

test('twenty at once from two processes make one effect; the others are told to wait or get its answer', async () => {
  const all = Array.from({ length: 20 }, (_, n) => run(effect, { at: n % 2 ? world : other }));
  const outcomes = await Promise.allSettled(all);
  const firsts = outcomes.filter((each) => each.status === 'fulfilled' && !each.value.replayed);
  expect(firsts).toHaveLength(1);
  for (const each of outcomes) {
    if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(IdempotencyInProgress);
    else expect(each.value.answer).toEqual(accepted);
  }
  expect(await effects()).toBe(1);
});

test('while the first is being worked on a repeat is refused at once and not kept waiting', async () => {
  let finish: () => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const first = run(async (tx) => {
    begin();
    await new Promise<void>((resolve) => (finish = resolve));
    return effect(tx);
  });
  await begun;
  await expect(run(effect, { at: other })).rejects.toThrow(IdempotencyInProgress);
  finish();
  expect((await first).replayed).toBe(false);
  expect((await run()).replayed).toBe(true);
});

test('another body under the same key is refused and does nothing', async () => {
  await run();
  await expect(run(effect, { hash: 'another' })).rejects.toThrow(IdempotencyMismatch);
  expect(await effects()).toBe(1);
});

test('keys of two owners do not meet', async () => {
  await run();
  expect((await run(effect, { owner: 'key_2' })).replayed).toBe(false);
});

test('work that throws leaves no effect and frees the key', async () => {
  const broken = run(async (tx) => {
    await effect(tx);
    throw new TypeError('broken');
  });
  await expect(broken).rejects.toThrow(TypeError);
  expect(await effects()).toBe(0);
  expect(await run()).toEqual({ answer: accepted, replayed: false });
});

test('a process killed in the middle of the work leaves no effect and a key that can be used', async () => {
  const child = startProcess('./test/integration/access.idempotency.child.ts', { url: world.url, key });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  await until('the child is at work', async () => said.includes('working'), 30_000);
  await expect(run()).rejects.toThrow(IdempotencyInProgress);

  await ended(child, 'SIGKILL');
  const retried = async () => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof IdempotencyInProgress) return null;
      throw error;
    }
  };
  let result: Awaited<ReturnType<typeof run>> | null = null;
  await until('the key is free', async () => (result = await retried()) !== null);
  expect(result).toEqual({ answer: accepted, replayed: false });
  expect(await effects()).toBe(1);
});

test('answers are stored sealed: they can hold a secret that is shown once', async () => {
  await run();
  const stored = JSON.stringify(await world.rows('SELECT * FROM idempotency_keys WHERE key = $1', key));
  expect(stored).toContain(key);
  expect(stored).not.toContain('xyz');
});

test('an answer is remembered for 24 hours and swept afterwards', async () => {
  await run();
  world.pass(24 * HOUR - 1);
  expect((await run()).replayed).toBe(true);
  world.pass(1);
  expect((await run()).replayed).toBe(false);
  expect(await effects()).toBe(2);
  world.pass(24 * HOUR);
  expect(await world.get(Idempotency).sweep()).toBeGreaterThan(0);
  expect(await world.rows('SELECT 1 FROM idempotency_keys')).toHaveLength(0);
});
