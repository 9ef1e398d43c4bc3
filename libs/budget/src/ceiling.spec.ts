import { Clock } from '@nightdesk/platform/clock';
import { answer, BudgetImpossibleError, counted, inMs, usageOf, type Verdict } from './ceiling.js';

const at = (ms: number) => Object.assign(new Clock(), { now: () => new Date(ms) });
const request = {
  accountId: 'acc_1',
  lane: 'read',
  windows: [{ name: 'search', limit: 2, windowMs: 1_000, cost: 3 }],
  places: 5,
  leaseMs: 1_000,
} as const;
const said = (verdict: Verdict['verdict'], window: string | null) =>
  answer({ verdict, retryInMs: 250, window }, request, 'lease_1', at(1_000));

describe('answer', () => {
  test('a grant carries its lease', () => {
    expect(said('granted', null)).toEqual({ granted: true, lease: 'lease_1' });
  });

  test('the instant is counted from our own clock, so that it may differ from the engine', () => {
    expect(said('refused', 'search')).toEqual({
      granted: false,
      retryAt: new Date(1_250),
      window: 'search',
    });
  });

  test('no free place names no window', () => {
    expect(said('full', null)).toEqual({ granted: false, retryAt: new Date(1_250), window: null });
  });

  test('what can never fit throws and names window and cost', () => {
    const ask = () => said('impossible', 'search');
    expect(ask).toThrow(BudgetImpossibleError);
    expect(ask).toThrow(/3.*search/);
  });
});

test('a window that is named twice is counted once, with both costs', () => {
  const window = { name: 'account', limit: 10, windowMs: 1_000 };
  expect(counted([window, { ...window, cost: 2, shared: true }])).toEqual([
    { ...window, cost: 3, shared: true },
  ]);
});

test('usage says until when a window is blocked, and null when it is not', () => {
  const window = { name: 'account', windowMs: 60_000, limit: 8, ceiling: 6, used: 1, foreign: 0, reserve: 1 };
  expect(usageOf({ ...window, blockedInMs: 5 }, new Date(10)).blockedUntil).toEqual(new Date(15));
  expect(usageOf({ ...window, blockedInMs: 0 }, new Date(10)).blockedUntil).toBeNull();
});

test('an instant that has passed is now, and no instant stays none', () => {
  expect([
    inMs(new Date(5), new Date(10)),
    inMs(new Date(10.2), new Date(5)),
    inMs(undefined, new Date(0)),
  ]).toEqual([0, 5, null]);
});
