import { jest } from '@jest/globals';
import { type Budget, ModelBudget, ModelWindow } from '@nightdesk/budget';
import fc from 'fast-check';
import { describeOn } from '../support/engines.js';
import { newAccount } from './budget.conformance.js';
import { virtualBudget, VirtualTime } from './budget.virtual.js';

jest.setTimeout(120_000);

/** Everything that a plan may do at an instant: ask, or settle the oldest lease with what a platform says. */
const step = fc.record({
  wait: fc.oneof(fc.nat(3), fc.nat(40), fc.nat(300)),
  lane: fc.constantFrom('read' as const, 'write' as const),
  asks: fc.integer({ min: 1, max: 4 }),
  settle: fc.nat(5),
  remaining: fc.integer({ min: 0, max: 30 }),
  resetIn: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
  blocked: fc.nat(300),
});
const plan = fc.record({
  ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
  limit: fc.integer({ min: 4, max: 60 }),
  windowMs: fc.integer({ min: 50, max: 2_000 }),
  shared: fc.boolean(),
  places: fc.integer({ min: 1, max: 8 }),
  steps: fc.array(step, { minLength: 40, maxLength: 80 }),
});

// Of the two engines the one on Redis is held to this one by its own suite.
describeOn('postgres', 'the model of the budget', (world) => {
  const time = new VirtualTime();
  let ratio = 0.75;
  let budget: Budget;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ budget, close } = await virtualBudget(world, time, () => ratio));
  });
  afterAll(() => close());

  test('answers any demand as the budget does: the same grants, and the same instants to ask again', async () => {
    let compared = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(plan, async (one) => {
        const { limit, windowMs, shared, places, steps } = one;
        const accountId = newAccount();
        ratio = one.ratio;
        time.ms += 100_000;
        const window = new ModelWindow(limit, windowMs, shared);
        const model = new ModelBudget(ratio, places);
        const leases: { real: string; modelled: number }[] = [];
        for (const { wait, lane, asks, settle, remaining, resetIn, blocked } of steps) {
          time.ms += wait;
          for (let i = 0; i < asks; i += 1) {
            // Postgres keeps no second demand of one millisecond, which Redis and the model do.
            time.ms += 1;
            const real = await budget.reserve({
              accountId,
              lane,
              windows: [{ name: 'account', limit, windowMs, shared }],
              places,
              leaseMs: 1_000_000,
            });
            const modelled = model.reserve(lane === 'read', [window], time.ms);
            compared += 1;
            if (real.granted) {
              expect(modelled).toEqual({ lease: expect.any(Number) });
              if ('lease' in modelled) leases.push({ real: real.lease, modelled: modelled.lease });
              continue;
            }
            refused += 1;
            expect(modelled).toEqual({ retryAt: real.retryAt.getTime(), isFull: real.window === null });
          }
          const lease = settle > 0 ? leases.shift() : undefined;
          if (lease) {
            const resetAt = resetIn === undefined ? undefined : new Date(time.ms + resetIn * 1_000);
            const blockedUntil = settle === 1 ? new Date(time.ms + blocked) : undefined;
            const says = settle > 3 ? [] : [{ name: 'account', windowMs, remaining, resetAt, blockedUntil }];
            await budget.settle(accountId, lease.real, says);
            const resetInMs = resetIn === undefined ? {} : { resetInMs: resetIn * 1_000 };
            const told = { window, remaining, ...resetInMs, ...(blockedUntil && { blockedInMs: blocked }) };
            model.settle(lease.modelled, time.ms, settle > 3 ? undefined : told);
          }
          const [usage] = await budget.usage(accountId);
          const ceiling = window.ceilingAt(ratio);
          expect({
            used: window.used(time.ms),
            foreign: window.foreignAt(time.ms),
            reserve: window.reserve(ceiling, time.ms),
            ceiling,
          }).toEqual({
            used: usage?.used,
            foreign: usage?.foreign,
            reserve: usage?.reserve,
            ceiling: usage?.ceiling,
          });
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(1_500);
    expect(refused / compared).toBeGreaterThan(0.2);
  });
});
