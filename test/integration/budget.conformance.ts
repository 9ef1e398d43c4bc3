import fc from 'fast-check';
import { setTimeout as pass } from 'node:timers/promises';
import { type Budget, BudgetImpossibleError, type BudgetRequest, type BudgetWindow } from '@nightdesk/budget';

/** A grant and the instants between which the engine made it, by this machine's one clock. */
export interface Grant {
  from: number;
  to: number;
  cost: number;
}

/** The most that was surely granted within any `windowMs`: only grants that lie in it with both of their instants count. */
export function mostInAnyWindow(grants: readonly Grant[], windowMs: number): number {
  return Math.max(
    0,
    ...grants.map(({ from }) =>
      grants
        .filter((other) => other.from >= from && other.to < from + windowMs)
        .reduce((sum, { cost }) => sum + cost, 0),
    ),
  );
}

let made = 0;
export const newAccount = () => `acc_${process.pid}_${(made += 1)}`;
export const account = (limit: number, windowMs = 60_000): BudgetWindow => ({
  name: 'account',
  limit,
  windowMs,
});
/** A request that never wants for a place, unless a test says so. */
export const asking = (request: Pick<BudgetRequest, 'accountId' | 'lane' | 'windows'>): BudgetRequest => ({
  places: 10_000,
  leaseMs: 60_000,
  ...request,
});

export async function times(n: number, ask: () => Promise<{ granted: boolean }>): Promise<number> {
  let granted = 0;
  for (let i = 0; i < n; i += 1) if ((await ask()).granted) granted += 1;
  return granted;
}

/** What every engine of the budget promises, in real time. `open` gets the ceiling to use; it may change between calls. */
export function budgetPromises(open: (ratio: () => number) => Budget): void {
  const half = () => open(() => 0.5);
  const writer = (budget: Budget, ...windows: BudgetWindow[]) => {
    const accountId = newAccount();
    return { accountId, ask: () => budget.reserve(asking({ accountId, lane: 'write', windows })) };
  };

  test('writes may use all of the ceiling, reads leave a tenth of a window that writes share', async () => {
    const budget = half();
    const windows = [{ ...account(80), shared: true }];
    const accountId = newAccount();
    const read = () => budget.reserve(asking({ accountId, lane: 'read', windows }));
    expect(await times(50, read)).toBe(36);
    expect(await times(50, () => budget.reserve(asking({ accountId, lane: 'write', windows })))).toBe(4);
    expect(await budget.usage(accountId)).toMatchObject([
      { ...account(80), ceiling: 40, used: 40, foreign: 0, blockedUntil: null },
    ]);
  });

  test('many accounts are told at once as each is by itself, without those that made no call', async () => {
    const budget = half();
    const ids = [newAccount(), newAccount(), newAccount()];
    const windows = [account(80), { ...account(20_000), windowMs: 3_600_000, name: 'hour' }];
    for (const accountId of ids.slice(0, 2))
      await budget.reserve(asking({ accountId, lane: 'read', windows }));
    const told = await budget.usages(ids);
    expect([...told.keys()].toSorted()).toEqual(ids.slice(0, 2).toSorted());
    for (const [accountId, windowsOf] of told) expect(windowsOf).toEqual(await budget.usage(accountId));
    expect(told.get(ids[0]!)).toHaveLength(2);
  });

  test('reads may use all of a window in which no write ever counts', async () => {
    const budget = half();
    const accountId = newAccount();
    const windows = [account(80)];
    expect(await times(50, () => budget.reserve(asking({ accountId, lane: 'read', windows })))).toBe(40);
  });

  test('a request that one window refuses is counted in none, and holds no place', async () => {
    const budget = half();
    const { accountId, ask } = writer(budget, account(100), { name: 'search', limit: 4, windowMs: 10_000 });
    expect(await times(10, ask)).toBe(2);
    const used = async () => (await budget.usage(accountId)).map((window) => [window.name, window.used]);
    expect(await used()).toEqual([
      ['account', 2],
      ['search', 2],
    ]);
    expect(await ask()).toMatchObject({ granted: false, window: 'search' });
    const other = asking({ accountId, lane: 'write', windows: [account(100)] });
    expect(await budget.reserve({ ...other, places: 3 })).toMatchObject({ granted: true });
  });

  test('a window of ten minutes and one of a minute are counted together or not at all', async () => {
    const budget = half();
    const ticket = { name: 'ticket:7', limit: 6, windowMs: 600_000 };
    const { accountId, ask } = writer(budget, account(100), ticket);
    expect(await times(5, ask)).toBe(3);
    expect(await ask()).toMatchObject({ granted: false, window: 'ticket:7' });
    expect((await budget.usage(accountId)).map(({ name, used }) => [name, used])).toEqual([
      ['account', 3],
      ['ticket:7', 3],
    ]);
  });

  test('each window counts what the call costs there', async () => {
    const budget = half();
    const { accountId, ask } = writer(
      budget,
      { ...account(20), cost: 3 },
      { name: 'search', limit: 90, windowMs: 10_000 },
    );
    expect(await times(5, ask)).toBe(3);
    expect(await budget.usage(accountId)).toMatchObject([{ used: 9 }, { used: 3 }]);
  });

  test('any rolling window holds at most the ceiling, whatever is offered when', async () => {
    const budget = half();
    const windowMs = 120;
    const offers = fc.array(
      fc.record({ cost: fc.integer({ min: 1, max: 3 }), wait: fc.nat(25), read: fc.boolean() }),
      { minLength: 10, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(offers, fc.integer({ min: 6, max: 20 }), async (plan, limit) => {
        const accountId = newAccount();
        const grants: Grant[] = [];
        for (const { cost, wait, read } of plan) {
          const windows = [{ ...account(limit, windowMs), cost, shared: true }];
          const from = Date.now();
          const { granted } = await budget.reserve(
            asking({ accountId, lane: read ? 'read' : 'write', windows }),
          );
          if (granted) grants.push({ from, to: Date.now() + 1, cost });
          if (wait > 12) await pass(wait - 12);
        }
        expect(mostInAnyWindow(grants, windowMs)).toBeLessThanOrEqual(Math.floor(limit / 2));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  test('a stated limit replaces the configured one, and a changed ceiling holds from the next call', async () => {
    let ratio = 0.5;
    const budget = open(() => ratio);
    const { accountId, ask } = writer(budget, account(100));
    const first = await ask();
    const lease = first.granted ? first.lease : '';
    await budget.settle(accountId, lease, [{ name: 'account', windowMs: 60_000, limit: 8 }]);
    expect(await times(10, ask)).toBe(3);
    ratio = 0.75;
    expect(await times(10, ask)).toBe(2);
    expect(await budget.usage(accountId)).toMatchObject([{ limit: 8, ceiling: 6, used: 6 }]);
  });

  test('nothing goes out before the instant that a 429 names', async () => {
    const budget = half();
    const { accountId, ask } = writer(budget, account(20));
    const blockedUntil = new Date(Date.now() + 250);
    await budget.settle(accountId, 'unknown', [{ name: 'account', windowMs: 60_000, blockedUntil }]);
    const answer = await ask();
    expect(answer).toMatchObject({ granted: false, window: 'account' });
    const retryAt = answer.granted ? 0 : answer.retryAt.getTime();
    expect(Math.abs(retryAt - blockedUntil.getTime())).toBeLessThan(100);
    await pass(retryAt - Date.now() + 2);
    expect(await ask()).toMatchObject({ granted: true });
  });

  test('a call that can never fit is an error, not an endless wait; a read may use the reserve when it cannot fit else', async () => {
    const budget = half();
    const accountId = newAccount();
    const ask = (cost: number) =>
      budget.reserve(asking({ accountId, lane: 'read', windows: [{ ...account(8), cost, shared: true }] }));
    await expect(ask(5)).rejects.toThrow(BudgetImpossibleError);
    expect(await ask(4)).toMatchObject({ granted: true });
  });

  test('accounts do not share a budget', async () => {
    const budget = half();
    const [one, two] = [writer(budget, account(2)), writer(budget, account(2))];
    expect(await one.ask()).toMatchObject({ granted: true });
    expect(await one.ask()).toMatchObject({ granted: false });
    expect(await two.ask()).toMatchObject({ granted: true });
  });
}
