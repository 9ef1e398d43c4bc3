import { jest } from '@jest/globals';
import { type Case, casesOf } from './incidents.cases.js';
import { seeds } from './incidents.seeds.js';
import { World } from './incidents.world.js';

jest.setTimeout(60_000);

let world: World;
let cases: Record<string, Case>;
let seed: ReturnType<typeof seeds>;
beforeAll(async () => {
  world = await World.open({ OLDEST_WRITE_MINUTES: '5' });
  cases = casesOf(world);
  seed = seeds(world);
});
afterAll(() => world.close());
beforeEach(() => world.begin());

describe('what explains itself raises nothing', () => {
  const quiet = async () => {
    await world.tick();
    return (await world.open()).map(({ cause }) => cause);
  };
  const waits = ['oldest_write'];

  test('a write that waits for less than the set time', async () => {
    await seed.operation({ created_at: world.ago(4) });
    expect(await quiet()).toEqual([]);
  });

  test.each(['paused', 'disconnected'])('an account that is %s', async (to) => {
    await seed.operation();
    await seed.credential({ refresh_failures: 2, expires_at: world.ago(1) });
    await cases['breaker_open']!.holds();
    await cases['error_rate']!.holds();
    expect(await quiet()).toEqual(['breaker_open', 'error_rate', 'refresh_failing']);
    await seed.set('accounts', 'state = $1', to);
    world.pass(6);
    expect(await quiet()).toEqual(to === 'paused' ? ['refresh_failing'] : []);
  });

  test('writes that waited for the account, which has only just begun to work again', async () => {
    await seed.operation({ created_at: world.ago(600) });
    await world.accepted('acc');
    expect(await quiet()).toEqual([]);
    world.pass(6);
    expect(await quiet()).toEqual(waits);
  });

  test('writes that an operator has switched off', async () => {
    await seed.operation();
    expect(await quiet()).toEqual(waits);
    const off = { reason: 'r', set_by: 'usr', set_at: world.now };
    await world.insert('switches', { name: 'platform:zendesk', ...off });
    world.pass(2);
    expect(await quiet()).toEqual([]);
  });

  test('writes of a capability that is off or missing, and what waits behind them', async () => {
    await seed.operation({ id: 'op_first' });
    await world.insert('operation_steps', {
      operation_id: 'op_first',
      position: 0,
      kind: 'addTags',
      payload: {},
      state: 'pending',
      remote_ids: [],
    });
    await seed.operation();
    expect(await quiet()).toEqual(waits);
    await world.insert('switches', {
      name: 'capability:tags:write',
      reason: 'r',
      set_by: 'u',
      set_at: world.now,
    });
    world.pass(2);
    expect(await quiet()).toEqual([]);
    await world.rows('DELETE FROM switches');
    expect(await quiet()).toEqual(waits);
    await cases['scope_drift']!.holds();
    world.pass(2);
    expect(await quiet()).toEqual(['scope_drift']);
  });

  test('writes behind a frozen ticket are told as that', async () => {
    await seed.operation();
    await cases['ticket_frozen']!.holds();
    expect(await quiet()).toEqual(['ticket_frozen']);
  });

  test('one failure of few calls', async () => {
    await world.insert('call_minutes', {
      account_id: 'acc',
      minute: world.ago(1),
      lane: 'read',
      calls: 19,
      failures: 19,
      limited: 0,
      total_ms: 1,
    });
    expect(await quiet()).toEqual([]);
  });

  test('shadow mode that an operator wanted', async () => {
    await seed.set(
      'accounts',
      `live_share = 0, live_share_since = $1, shadow_reason = 'An operator set it.'`,
      world.now,
    );
    expect(await quiet()).toEqual([]);
  });

  test('a token that is renewed in time again', async () => {
    await seed.credential({ refresh_failures: 1, expires_at: new Date(world.now.getTime() + 100 * 60_000) });
    expect(await quiet()).toEqual([]);
  });
});
