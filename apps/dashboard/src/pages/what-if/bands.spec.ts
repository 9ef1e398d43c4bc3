import { band, changeOf } from './bands.js';

const of = (low: number, mid: number, high: number) => ({ low, mid, high });
const ms = (value: number) => `${value} ms`;

test('a range is told where the replays differ, and only there', () => {
  expect(band(of(2, 3, 9), ms)).toBe('3 ms (2 ms–9 ms)');
  expect(band(of(3, 3, 3), ms)).toBe('3 ms');
  expect(band(of(98, 100, 103), ms)).toBe('100 ms');
  expect(band(of(3.1, 3.2, 3.3), (value) => value.toFixed(0))).toBe('3');
});

test('better and worse are told only beyond what chance makes', () => {
  expect(changeOf(of(5, 6, 7), of(1, 2, 4), ms).word).toBe('better');
  expect(changeOf(of(5, 6, 7), of(8, 9, 9), ms).word).toBe('worse');
  expect(changeOf(of(5, 6, 7), of(1, 2, 5), ms).word).toBe('same');
  expect(changeOf(of(5, 5, 5), of(5, 5, 5), ms).word).toBe('same');
  expect(changeOf(of(9.9, 9.9, 9.9), of(9.8, 9.8, 9.8), (value) => value.toFixed(0)).word).toBe('same');
});
