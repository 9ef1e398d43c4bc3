import { Clock } from '@nightdesk/platform/clock';
import { answer, BudgetImpossibleError, inMs, usageOf } from './ceiling.js';

const at = (ms: number) => Object.assign(new Clock(), { now: () => new Date(ms) });
const request = { accountId: 'acc_1', lane: 'read', cost: 3, windows: [] } as const;

describe('usageOf', () => {
  const usage = (limit: number, ratio: number) =>
    usageOf(
      { name: 'account', windowMs: 60_000, limit, used: 0, foreign: 0, blockedInMs: 0 },
      ratio,
      new Date(0),
    );

  test.each([
    [700, 0.75, 525, 53],
    [100, 0.29, 29, 3],
    [10, 0.7, 7, 1],
    [3, 0.5, 1, 0],
    [1, 0.75, 1, 0],
  ])(
    'a limit of %i at %f gives a ceiling of %i and leaves %i to writes',
    (limit, ratio, ceiling, reserve) => {
      expect(usage(limit, ratio)).toMatchObject({ ceiling, reserve });
    },
  );
});

describe('answer', () => {
  test('the instant is counted from our own clock, so that it may differ from the engine', () => {
    const said = answer({ verdict: 'refused', retryInMs: 250, window: 'account' }, request, at(1_000));
    expect(said).toEqual({ granted: false, retryAt: new Date(1_250), window: 'account' });
  });

  test('what can never fit throws and names window and cost', () => {
    const ask = () => answer({ verdict: 'impossible', retryInMs: 0, window: 'search' }, request, at(0));
    expect(ask).toThrow(BudgetImpossibleError);
    expect(ask).toThrow(/3.*search/);
  });
});

test('an instant that has passed is now, and no instant stays none', () => {
  expect([
    inMs(new Date(5), new Date(10)),
    inMs(new Date(10.2), new Date(5)),
    inMs(undefined, new Date(0)),
  ]).toEqual([0, 5, null]);
});
