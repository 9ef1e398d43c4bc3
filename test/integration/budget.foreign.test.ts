import { jest } from '@jest/globals';
import type { Budget, BudgetSignal, BudgetWindow } from '@nightdesk/budget';
import { describeEngines } from '../support/engines.js';
import { asking, newAccount, times } from './budget.conformance.js';
import { offerLoad, randomFrom, virtualBudget, VirtualTime } from './budget.virtual.js';

jest.setTimeout(120_000);

const LIMIT = 100;
const WINDOW_MS = 6_000;
const window: BudgetWindow = { name: 'account', limit: LIMIT, windowMs: WINDOW_MS, shared: true };

/** A platform that counts our calls and those of others, and whose headers name the reset in whole seconds. */
class Platform {
  /** Calls of others in a millisecond. */
  foreignPerMs = 0;
  most = 0;
  private arrivals: number[] = [];
  private nextForeign = 0;
  private readonly random = randomFrom(11);

  constructor(
    private readonly kind: 'rolling' | 'fixed',
    private at: number,
  ) {}

  readonly arrive = (at: number): BudgetSignal[] => {
    this.advance(at);
    const count = this.count(at);
    const starts = this.kind === 'fixed' ? at - (at % WINDOW_MS) : (this.arrivals[0] ?? at);
    const resetAt = new Date(Math.ceil((starts + WINDOW_MS) / 1_000) * 1_000);
    const remaining = Math.max(0, LIMIT - count);
    return [{ name: 'account', windowMs: WINDOW_MS, limit: LIMIT, remaining, resetAt }];
  };

  /** Others call at random instants up to this one. */
  private advance(at: number): void {
    if (this.foreignPerMs > 0) {
      this.nextForeign = Math.max(this.nextForeign, this.at);
      for (; this.nextForeign <= at; this.nextForeign -= Math.log(1 - this.random()) / this.foreignPerMs)
        this.count(this.nextForeign);
    }
    this.at = at;
  }

  private count(at: number): number {
    const since = this.kind === 'fixed' ? at - (at % WINDOW_MS) : at - WINDOW_MS + 1;
    this.arrivals = [...this.arrivals.filter((arrival) => arrival >= since), at];
    this.most = Math.max(this.most, this.arrivals.length);
    return this.arrivals.length;
  }
}

describeEngines('foreign use of a budget', (world) => {
  const time = new VirtualTime();
  let budget: Budget;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ budget, close } = await virtualBudget(world, time, () => 0.75));
  });
  afterAll(() => close());
  beforeEach(() => void (time.ms += 600_000));

  test.each(['rolling', 'fixed'] as const)(
    'where the window is %s it is noticed, reads yield, the sum stays under the limit, and all comes back when it ends',
    async (kind) => {
      time.ms += WINDOW_MS - (time.ms % WINDOW_MS);
      const platform = new Platform(kind, time.ms);
      const accountId = newAccount();
      const run = (windows: number) =>
        offerLoad(budget, time, accountId, {
          windows: [window],
          readsPerMs: 150 / WINDOW_MS,
          writesPerMs: 7 / WINDOW_MS,
          forMs: windows * WINDOW_MS,
          arrive: platform.arrive,
        });

      await run(2);
      expect((await budget.usage(accountId))[0]?.foreign).toBeLessThanOrEqual(2);

      platform.foreignPerMs = 40 / WINDOW_MS;
      await run(2);
      const yielding = await run(3);
      expect((await budget.usage(accountId))[0]?.foreign).toBeGreaterThan(20);
      const reads = yielding.filter(({ lane }) => lane === 'read');
      expect(reads.length / 3).toBeLessThan(36); // 75 less 40 less the writes, with some room for chance
      const waits = yielding.filter(({ lane }) => lane === 'write').map(({ waitedMs }) => waitedMs);
      expect(waits.length).toBeGreaterThan(10);
      expect(Math.max(...waits)).toBeLessThan(WINDOW_MS / 10);
      expect(platform.most).toBeLessThanOrEqual(LIMIT * 0.9); // our ceiling, and what came before we saw it

      platform.foreignPerMs = 0;
      await run(7);
      const recovered = await run(2);
      expect(recovered.length / 2).toBeGreaterThan(70);
    },
  );

  const answered = async (accountId: string, lane: 'read' | 'write' = 'write') => {
    const answer = await budget.reserve(asking({ accountId, lane, windows: [window] }));
    if (!answer.granted) throw new Error('refused');
    return (remaining: number) =>
      budget.settle(accountId, answer.lease, [{ name: 'account', windowMs: WINDOW_MS, remaining }]);
  };
  const foreign = async (accountId: string) => (await budget.usage(accountId))[0]?.foreign;

  test('the answer to an older call does not lower what a newer one has shown', async () => {
    const accountId = newAccount();
    const older = await answered(accountId);
    time.ms += 10;
    await (
      await answered(accountId)
    )(58);
    expect(await foreign(accountId)).toBe(40);
    await older(99);
    expect(await foreign(accountId)).toBe(40);
    time.ms += 10;
    await (
      await answered(accountId)
    )(77);
    expect(await foreign(accountId)).toBe(20);
  });

  test('a remaining that is higher than our own count allows enlarges nothing', async () => {
    const accountId = newAccount();
    const ask = () => budget.reserve(asking({ accountId, lane: 'write', windows: [window] }));
    await times(30, ask);
    await (
      await answered(accountId)
    )(100);
    expect(await times(100, ask)).toBe(75 - 31);
  });

  test('a 429 says when to come back, and nothing of others', async () => {
    const accountId = newAccount();
    const answer = await budget.reserve(asking({ accountId, lane: 'read', windows: [window] }));
    if (!answer.granted) throw new Error('refused');
    const blockedUntil = new Date(time.ms + 2_000);
    const signal = { name: 'account', windowMs: WINDOW_MS, remaining: 0, blockedUntil };
    await budget.settle(accountId, answer.lease, [signal]);
    expect(await foreign(accountId)).toBe(0);
    time.ms += 2_001;
    expect(await budget.reserve(asking({ accountId, lane: 'read', windows: [window] }))).toMatchObject({
      granted: true,
    });
  });

  test('after a burst of others reads leave room for the next one, half of the ceiling at most, and less from window to window', async () => {
    const accountId = newAccount();
    const readsAfter = async (windows: number) => {
      time.ms += windows * WINDOW_MS;
      return times(100, () => budget.reserve(asking({ accountId, lane: 'read', windows: [window] })));
    };
    const before = await readsAfter(2);
    time.ms += 2 * WINDOW_MS;
    await (
      await answered(accountId)
    )(30);
    const after = await readsAfter(2);
    expect(after).toBeLessThanOrEqual(38);
    expect(after).toBeGreaterThan(25);
    expect(await readsAfter(10)).toBeGreaterThan(after);
    expect(await readsAfter(40)).toBe(before);
  });

  test('reads yield at once, writes only where the limit itself is near', async () => {
    const accountId = newAccount();
    await (
      await answered(accountId)
    )(99 - 50);
    expect(await foreign(accountId)).toBe(50);
    const ask = (lane: 'read' | 'write') => () =>
      budget.reserve(asking({ accountId, lane, windows: [window] }));
    expect(await times(100, ask('read'))).toBeLessThanOrEqual(24 - 7);
    const used = (await budget.usage(accountId))[0]?.used ?? 0;
    expect(await times(100, ask('write'))).toBe(95 - 50 - used);
  });

  test('nothing is sent for long: we try again slowly, and the refusal says when', async () => {
    const accountId = newAccount();
    await (
      await answered(accountId)
    )(99 - 90);
    time.ms += 1;
    const ask = () => budget.reserve(asking({ accountId, lane: 'read', windows: [window] }));
    const refused = await ask();
    if (refused.granted) throw new Error('granted');
    expect(refused.retryAt.getTime() - time.ms).toBeLessThan(WINDOW_MS);
    time.ms = refused.retryAt.getTime();
    expect(await ask()).toMatchObject({ granted: true });
  });
});
