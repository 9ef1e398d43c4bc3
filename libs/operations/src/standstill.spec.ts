import { Standstill } from './standstill.js';

const noon = new Date('2026-11-22T12:00:00.000Z');
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const refusedBy = (standstill: Standstill, sublimits: readonly string[], everySeconds = 0) =>
  sublimits.map((sublimit, index) => standstill.at('acc_1', sublimit, after(index * everySeconds)));

test('the lane waits once the same sub-limit has stopped five rows in a row', () => {
  const updates = Array.from({ length: 6 }, () => 'tickets-update');
  expect(refusedBy(new Standstill(), updates)).toEqual([false, false, false, false, true, false]);
});

test('sub-limits of single tickets never stop the lane, nor do refusals far apart', () => {
  const tickets = Array.from({ length: 10 }, (_, index) => `ticket:${index}`);
  expect(refusedBy(new Standstill(), tickets)).not.toContain(true);
  expect(
    refusedBy(
      new Standstill(),
      Array.from({ length: 10 }, () => 'ticket:1'),
      6,
    ),
  ).not.toContain(true);
});

test('an operation that went through ends the count', () => {
  const standstill = new Standstill();
  refusedBy(standstill, ['a', 'a', 'a', 'a']);
  standstill.moved('acc_1');
  expect(standstill.at('acc_1', 'a', noon)).toBe(false);
});
