import { clockTime, dateOf, day, daysLeft, duration, exact, relative, since, moment } from './time.js';

const now = Date.parse('2026-11-22T08:00:00.000Z');
const at = (offset: number) => new Date(now + offset).toISOString();

test.each([
  [-5, '0 ms'],
  [38, '38 ms'],
  [999, '999 ms'],
  [1_240, '1.24 s'],
  [5_000, '5 s'],
  [42_900, '42 s'],
  [250_000, '4 min 10 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [273_600_000, '3 d 4 h'],
])('a length of %d ms reads %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test.each([
  [-300, 'now'],
  [1_900, 'now'],
  [-12_000, '12 s ago'],
  [-119_000, '1 min ago'],
  [180_000, 'in 3 min'],
  [7_200_000, 'in 2 h'],
  [-432_000_000, '5 d ago'],
])('a time %d ms away reads %s', (offset, text) => {
  expect(relative(at(offset), now)).toBe(text);
});

test('a time that is none is called unknown, not a number', () => {
  expect(relative('soon', now)).toBe('unknown');
  expect(exact('soon')).toBe('soon');
});

test('a wait is never negative, even when clocks differ', () => {
  expect(since(at(5_000), now)).toBe('0 s');
  expect(since(at(-125_000), now)).toBe('2 min');
});

test('the exact time tells the local one and the instant', () => {
  expect(exact(at(345), 'UTC')).toBe('22 Nov 2026, 08:00:00 UTC (2026-11-22T08:00:00.345Z)');
});

test('stops of a timeline are told to the millisecond, under their day', () => {
  expect(clockTime(at(345), 'UTC')).toBe('08:00:00.345');
  expect(day(at(0), 'UTC')).toBe('Sunday 22 November 2026');
  expect(day(at(0), 'America/Los_Angeles')).toBe('Sunday 22 November 2026');
  expect(day(at(-3_600_000), 'America/Los_Angeles')).toBe('Saturday 21 November 2026');
});

test('days that are left count the begun one, and never fall below none', () => {
  expect(daysLeft(at(1), now)).toBe(1);
  expect(daysLeft(at(86_400_000), now)).toBe(1);
  expect(daysLeft(at(86_400_001), now)).toBe(2);
  expect(daysLeft(at(-1), now)).toBe(0);
});

test('a day that a platform names is the same day everywhere', () => {
  expect(dateOf('2027-04-30T00:00:00.000Z')).toBe('30 April 2027');
  expect(dateOf('2027-04-30T23:59:59.000Z')).toBe('30 April 2027');
  expect(dateOf('soon')).toBe('soon');
});

test('an instant within a sentence is told to the minute, with its time zone', () => {
  expect(moment('2026-11-26T04:59:50.638Z', 'UTC')).toBe('26 Nov 2026, 04:59 UTC');
});
