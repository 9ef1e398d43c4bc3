import { durationBounds } from '@nightdesk/credentials';
import fc from 'fast-check';
import { latency } from './percentiles.js';

const classes = durationBounds.length + 1;
const calls = (counts: Readonly<Record<number, number>>) =>
  Array.from({ length: classes }, (_none, index) => counts[index] ?? 0);

test('without calls there is no latency', () => {
  expect(latency(calls({}))).toBeNull();
});

test('a percentile lies in the class of the call at that rank', () => {
  // 90 calls within 25 ms, 9 within 1,000 ms, 1 within 10,000 ms.
  expect(latency(calls({ 0: 90, 7: 9, 11: 1 }))).toEqual({ p50: 14, p95: 889, p99: 1_000 });
});

test('what took longer than the last bound is told as that bound', () => {
  expect(latency(calls({ 12: 3 }))).toEqual({ p50: 10_000, p95: 10_000, p99: 10_000 });
});

test('percentiles rise', () => {
  const counts = fc.array(fc.nat(1_000), { minLength: classes, maxLength: classes });
  fc.assert(
    fc.property(counts, (durations) => {
      const { p50, p95, p99 } = latency(durations) ?? { p50: 0, p95: 0, p99: 0 };
      expect(p50 <= p95 && p95 <= p99 && p99 <= 10_000).toBe(true);
    }),
  );
});
