import { Failures } from './failures.js';

/** Feeds calls (`x` fails, `.` goes well) and answers after how many the breaker was to open, or null. */
function opensAfter(calls: string): number | null {
  const failures = new Failures();
  for (const [index, call] of calls.split('').entries()) {
    if (call === '.') failures.answered('acc_1');
    else if (failures.failed('acc_1')) return index + 1;
  }
  return null;
}

test.each([
  ['five failures in a row', 'xxxxx', 5],
  ['four, because one call went well', 'xxxx.xxxx', null],
  ['exactly half of twenty calls', 'x.x.x.x.x.x.x.x.x..x', 20],
  ['nine of twenty', 'x.x.x.x.x.x.x.x.x...', null],
  ['failures that left the last twenty', `${'x..'.repeat(20)}`, null],
])('%s', (_what, calls, expected) => {
  expect(opensAfter(calls)).toBe(expected);
});

test('healthy accounts are not remembered, and a failing one no longer once twenty calls in a row went well', () => {
  const failures = new Failures();
  for (let call = 0; call < 100; call += 1) failures.answered(`acc_${call}`);
  expect(failures.size).toBe(0);
  failures.failed('acc_1');
  for (let call = 0; call < 19; call += 1) failures.answered('acc_1');
  expect(failures.size).toBe(1);
  failures.answered('acc_1');
  expect(failures.size).toBe(0);
});

test('accounts are counted apart', () => {
  const failures = new Failures();
  const opened = ['acc_1', 'acc_2', 'acc_3', 'acc_4', 'acc_5'].map((id) => failures.failed(id));
  expect(opened).not.toContain(true);
});
