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

/** Asks, and notes a grant with the instants around it. */
export async function offer(budget: Budget, request: BudgetRequest, grants: Grant[]): Promise<Date | null> {
  const from = Date.now();
  const answer = await budget.reserve(request);
  if (!answer.granted) return answer.retryAt;
  grants.push({ from, to: Date.now() + 1, cost: request.cost ?? 1 });
  return null;
}

let made = 0;
const newAccount = () => `acc_${process.pid}_${(made += 1)}`;
const account = (limit: number, windowMs = 60_000): BudgetWindow => ({ name: 'account', limit, windowMs });

/** What every engine of the budget promises. `ratio` is the ceiling that `open` is to use; it may change between calls. */
export function budgetPromises(open: (ratio: () => number) => Budget): void {
  const half = () => open(() => 0.5);
  const times = async (n: number, ask: () => Promise<{ granted: boolean }>) => {
    let granted = 0;
    for (let i = 0; i < n; i += 1) if ((await ask()).granted) granted += 1;
    return granted;
  };

  test('writes may use all of the ceiling, reads leave a tenth of it', async () => {
    const budget = half();
    const windows = [account(80)];
    const accountId = newAccount();
    expect(await times(50, () => budget.reserve({ accountId, lane: 'read', windows }))).toBe(36);
    expect(await times(50, () => budget.reserve({ accountId, lane: 'write', windows }))).toBe(4);
    expect(await budget.usage(accountId)).toEqual([
      { ...account(80), ceiling: 40, used: 40, foreign: 0, reserve: 4, blockedUntil: null },
    ]);
  });

  test('a request that one window refuses is counted in none', async () => {
    const budget = half();
    const accountId = newAccount();
    const windows = [account(100), { name: 'search', limit: 4, windowMs: 10_000 }];
    expect(await times(10, () => budget.reserve({ accountId, lane: 'write', windows }))).toBe(2);
    const usage = await budget.usage(accountId);
    expect(usage.map(({ name, used }) => [name, used])).toEqual([
      ['account', 2],
      ['search', 2],
    ]);
    expect(await budget.reserve({ accountId, lane: 'write', windows })).toMatchObject({
      granted: false,
      window: 'search',
    });
  });

  test('any rolling window holds at most the ceiling, whatever is offered when', async () => {
    const budget = half();
    const windowMs = 120;
    const offers = fc.array(
      fc.record({ cost: fc.integer({ min: 1, max: 3 }), wait: fc.nat(25), read: fc.boolean() }),
      {
        minLength: 10,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(offers, fc.integer({ min: 6, max: 20 }), async (plan, limit) => {
        const accountId = newAccount();
        const grants: Grant[] = [];
        for (const { cost, wait, read } of plan) {
          await offer(
            budget,
            { accountId, cost, lane: read ? 'read' : 'write', windows: [account(limit, windowMs)] },
            grants,
          );
          if (wait > 12) await pass(wait - 12);
        }
        expect(mostInAnyWindow(grants, windowMs)).toBeLessThanOrEqual(Math.floor(limit / 2));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('retryAt is the first instant at which the call fits, and using it gives nearly all of the ceiling', async () => {
    const budget = half();
    const accountId = newAccount();
    const windowMs = 300;
    const grants: Grant[] = [];
    const ends = Date.now() + 2_400;
    let early = 0;
    while (Date.now() < ends) {
      const retryAt = await offer(
        budget,
        { accountId, lane: 'write', windows: [account(20, windowMs)] },
        grants,
      );
      if (!retryAt) continue;
      await pass(Math.max(0, retryAt.getTime() - Date.now()) + 1);
      if (await offer(budget, { accountId, lane: 'write', windows: [account(20, windowMs)] }, grants))
        early += 1;
    }
    expect(early).toBeLessThanOrEqual(2); // a timer may fire a millisecond early
    expect(mostInAnyWindow(grants, windowMs)).toBeLessThanOrEqual(10);
    expect(grants.length).toBeGreaterThanOrEqual(70); // 80 would be perfect
  });

  test('a stated limit replaces the configured one, and a changed ceiling holds from the next call', async () => {
    let ratio = 0.5;
    const budget = open(() => ratio);
    const accountId = newAccount();
    const ask = () => budget.reserve({ accountId, lane: 'write', windows: [account(100)] });
    await ask();
    await budget.learn(accountId, [{ name: 'account', windowMs: 60_000, limit: 8 }]);
    expect(await times(10, ask)).toBe(3);
    ratio = 0.75;
    expect(await times(10, ask)).toBe(2);
    expect(await budget.usage(accountId)).toMatchObject([{ limit: 8, ceiling: 6, used: 6 }]);
  });

  test('a lower remaining is foreign use and shrinks what is left, until its window has passed', async () => {
    const budget = half();
    const accountId = newAccount();
    const windowMs = 1_500;
    const ask = () => budget.reserve({ accountId, lane: 'write', windows: [account(40, windowMs)] });
    expect(await times(5, ask)).toBe(5);
    await budget.learn(accountId, [{ name: 'account', windowMs, remaining: 23 }]);
    expect(await budget.usage(accountId)).toMatchObject([{ used: 5, foreign: 12 }]);
    expect(await times(10, ask)).toBe(3);
    await pass(windowMs + 20);
    expect(await times(30, ask)).toBe(20);
  });

  test('a remaining that jumps up does not enlarge the budget over our own count', async () => {
    const budget = half();
    const accountId = newAccount();
    const ask = () => budget.reserve({ accountId, lane: 'write', windows: [account(20)] });
    expect(await times(8, ask)).toBe(8);
    await budget.learn(accountId, [{ name: 'account', windowMs: 60_000, remaining: 11 }]);
    await budget.learn(accountId, [{ name: 'account', windowMs: 60_000, remaining: 20 }]);
    expect(await budget.usage(accountId)).toMatchObject([{ used: 8, foreign: 1 }]);
    expect(await times(10, ask)).toBe(1);
  });

  test('nothing goes out before the instant that a 429 names', async () => {
    const budget = half();
    const accountId = newAccount();
    const ask = () => budget.reserve({ accountId, lane: 'write', windows: [account(20)] });
    const blockedUntil = new Date(Date.now() + 250);
    await budget.learn(accountId, [{ name: 'account', windowMs: 60_000, blockedUntil }]);
    const answer = await ask();
    expect(answer).toMatchObject({ granted: false, window: 'account' });
    const retryAt = answer.granted ? 0 : answer.retryAt.getTime();
    expect(Math.abs(retryAt - blockedUntil.getTime())).toBeLessThan(100);
    await pass(retryAt - Date.now() + 2);
    expect(await ask()).toEqual({ granted: true });
  });

  test('a call that can never fit is an error, not an endless wait; a read may use the reserve when it cannot fit else', async () => {
    const budget = half();
    const accountId = newAccount();
    const ask = (cost: number) => budget.reserve({ accountId, lane: 'read', cost, windows: [account(8)] });
    await expect(ask(5)).rejects.toThrow(BudgetImpossibleError);
    expect(await ask(4)).toEqual({ granted: true });
  });

  test('accounts do not share a budget', async () => {
    const budget = half();
    const ask = (accountId: string) => budget.reserve({ accountId, lane: 'write', windows: [account(2)] });
    const [one, two] = [newAccount(), newAccount()];
    expect(await ask(one)).toEqual({ granted: true });
    expect(await ask(one)).toMatchObject({ granted: false });
    expect(await ask(two)).toEqual({ granted: true });
  });
}
