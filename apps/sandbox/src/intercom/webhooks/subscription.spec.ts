import { Subscription } from './subscription.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const made = () => {
  const subscription = new Subscription();
  subscription.set('https://hook.example/', ['ticket.created']);
  return subscription;
};

test('more than 1,000 errors in a quarter of an hour are a pause as long', () => {
  const subscription = made();
  for (let error = 0; error < 1000; error += 1) subscription.count('error', 0, true);
  expect(subscription.state(0)).toBe('active');
  subscription.count('error', 14 * minute, true);
  expect(subscription.state(14 * minute)).toBe('paused');
  expect(subscription.state(29 * minute - 1)).toBe('paused');
  expect(subscription.state(29 * minute)).toBe('active');
});

test('errors spread over a longer time are no pause', () => {
  const subscription = made();
  for (let error = 0; error < 1001; error += 1) subscription.count('error', error * 1000, true);
  expect(subscription.state(1001 * 1000)).toBe('active');
});

test('errors for more than seven days suspend a private app, never a public one', () => {
  const [own, publicOne] = [made(), made()];
  for (const [subscription, canBeSuspended] of [
    [own, true],
    [publicOne, false],
  ] as const) {
    subscription.count('error', 0, canBeSuspended);
    subscription.count('error', 7 * day, canBeSuspended);
    expect(subscription.state(7 * day)).toBe('active');
    subscription.count('error', 7 * day + 1, canBeSuspended);
  }
  expect([own.state(8 * day), publicOne.state(8 * day)]).toEqual(['suspended', 'active']);
});

test('one success in between starts the seven days anew', () => {
  const subscription = made();
  subscription.count('error', 0, true);
  subscription.count('success', 6 * day, true);
  subscription.count('error', 7 * day, true);
  subscription.count('error', 8 * day, true);
  expect(subscription.state(8 * day)).toBe('active');
});

test('each 429 after a throttled time doubles the next, to two hours', () => {
  const subscription = made();
  const waits: number[] = [];
  let now = 0;
  for (let times = 0; times < 9; times += 1) {
    subscription.throttle(now, 1);
    // Those that were under way at the same time change nothing.
    subscription.throttle(now, 1);
    waits.push(subscription.throttledFor(now) / minute);
    now += subscription.throttledFor(now);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120]);
});
