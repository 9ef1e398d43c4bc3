import { jest } from '@jest/globals';
import type { Budget, BudgetRequest } from '@nightdesk/budget';
import { describeEngines } from '../support/engines.js';
import { account, newAccount } from './budget.conformance.js';
import { virtualBudget, VirtualTime } from './budget.virtual.js';

jest.setTimeout(60_000);

describeEngines('places of a budget', (world) => {
  const time = new VirtualTime();
  let budget: Budget;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ budget, close } = await virtualBudget(world, time, () => 1));
  });
  afterAll(() => close());
  beforeEach(() => void (time.ms += 600_000));

  const site = (places: number, limit = 100) => {
    const accountId = newAccount();
    const ask = (lane: BudgetRequest['lane']) =>
      budget.reserve({ accountId, lane, windows: [account(limit)], places, leaseMs: 5_000 });
    const take = async (lane: BudgetRequest['lane']) => {
      const answer = await ask(lane);
      if (!answer.granted) throw new Error(`refused by ${answer.window}`);
      return answer.lease;
    };
    return { accountId, ask, take, end: (lease: string) => budget.settle(accountId, lease, []) };
  };
  const full = { granted: false, window: null };

  test('reads leave one place to writes, and both together hold no more than there are', async () => {
    const { ask, take, end } = site(3);
    const first = await take('read');
    await take('read');
    expect(await ask('read')).toMatchObject({ ...full, retryAt: new Date(time.ms + 20) });
    await take('write');
    expect(await ask('write')).toMatchObject(full);
    await end(first);
    await take('write');
    expect(await ask('write')).toMatchObject(full);
  });

  test('all processes share them', async () => {
    const other = await virtualBudget(world, time, () => 1);
    const { accountId, take, ask } = site(2);
    const request = { accountId, lane: 'write' as const, windows: [account(100)], places: 2, leaseMs: 5_000 };
    const theirs = await other.budget.reserve(request);
    await take('read');
    expect(await ask('write')).toMatchObject(full);
    if (theirs.granted) await other.budget.settle(accountId, theirs.lease, []);
    expect(await ask('write')).toMatchObject({ granted: true });
    await other.close();
  });

  test('a place that nobody gives back is free when its lease ends', async () => {
    const { ask, take } = site(1);
    await take('write');
    time.ms += 4_999;
    expect(await ask('write')).toMatchObject(full);
    time.ms += 1;
    expect(await ask('write')).toMatchObject({ granted: true });
  });

  test('a write that waits for the only place gets it before any read', async () => {
    const { ask, take, end } = site(1);
    const reading = await take('read');
    expect(await ask('write')).toMatchObject(full);
    await end(reading);
    expect(await ask('read')).toMatchObject(full);
    const writing = await take('write');
    await end(writing);
    expect(await ask('read')).toMatchObject({ granted: true });
  });

  test('a write that came back no more holds reads up for a second at most', async () => {
    const { ask, take, end } = site(1);
    const reading = await take('read');
    await ask('write');
    await end(reading);
    time.ms += 999;
    expect(await ask('read')).toMatchObject(full);
    time.ms += 1;
    expect(await ask('read')).toMatchObject({ granted: true });
  });

  test('a write that its window refuses keeps no place from reads', async () => {
    const { accountId, ask, take, end } = site(1);
    const reading = await take('read');
    const windows = [account(100), { name: 'ticket', limit: 1, windowMs: 30_000, cost: 1 }];
    const write = () => budget.reserve({ accountId, lane: 'write', windows, places: 1, leaseMs: 5_000 });
    await end(reading);
    const first = await write();
    if (first.granted) await end(first.lease);
    const still = await take('read');
    expect(await write()).toMatchObject({ granted: false, window: 'ticket' });
    await end(still);
    expect(await ask('read')).toMatchObject({ granted: true });
  });

  test('settling twice, or what was never granted, gives no place away', async () => {
    const { ask, take, end } = site(2);
    const one = await take('write');
    await take('write');
    await end(one);
    await end(one);
    await end('never granted');
    await take('write');
    expect(await ask('write')).toMatchObject(full);
  });
});
