import { HelpdeskError, type PlatformResponse, type Send } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { inOneGo } from './whole-reading.js';

const clock = new Clock();
const request = { method: 'GET', path: '/t', route: '/t' } as const;
const answer: PlatformResponse = { status: 200, headers: {}, body: null, requestId: undefined };
const refusal = (inMs: number, status?: number) =>
  new HelpdeskError('rate_limited', 'used up', { retryAt: new Date(Date.now() + inMs), status });

/** Sends that end in this order. */
function ending(...ends: (PlatformResponse | Error)[]): { send: Send; left: () => number } {
  const send = async () => {
    const end = ends.shift() ?? answer;
    if (end instanceof Error) throw end;
    return end;
  };
  return { send, left: () => ends.length };
}

test('a reading that has begun waits for its next call', async () => {
  const { send, left } = ending(answer, refusal(30), refusal(10), answer);
  const whole = inOneGo(send, clock, undefined);
  await whole(request);
  const started = performance.now();
  expect(await whole(request)).toBe(answer);
  expect(performance.now() - started).toBeGreaterThan(25);
  expect(left()).toBe(0);
});

test.each<[string, (PlatformResponse | Error)[], number]>([
  ['its first call is refused: nothing is lost by beginning anew', [refusal(1)], 0],
  ['the platform itself says no', [answer, refusal(1, 429)], 1],
  ['the budget is free again too late', [answer, refusal(11_000)], 1],
  [
    'the budget does not say when it is free again',
    [answer, new HelpdeskError('rate_limited', 'used up')],
    1,
  ],
  ['it fails for another reason', [answer, new HelpdeskError('unavailable', 'gone')], 1],
])('it is given up when %s', async (_, ends, before) => {
  const last = ends.at(-1);
  const whole = inOneGo(ending(...ends).send, clock, undefined);
  for (let call = 0; call < before; call += 1) await whole(request);
  await expect(whole(request)).rejects.toBe(last);
});

test('it is given up when the process stops', async () => {
  const stop = new AbortController();
  const refused = refusal(9_000);
  const whole = inOneGo(ending(answer, refused, refused).send, clock, stop.signal);
  await whole(request);
  const reading = whole(request);
  stop.abort();
  await expect(reading).rejects.toBe(refused);
});
