import { columnsOf } from './calls-minutes.js';

const row = (minute: number, lane: 'read' | 'write' | 'token', calls: number, p95: number) => ({
  at: `2026-11-22T10:0${minute}:00.000Z`,
  lane,
  calls,
  failures: 1,
  limited: 0,
  latency: { p50: p95 / 2, p95, p99: p95 + 1 },
});
const budget = (minute: number, used: number, foreign = 0) => ({
  at: `2026-11-22T10:0${minute}:00.000Z`,
  windowMs: 60_000,
  limit: 200,
  ceiling: 150,
  used,
  foreign,
  reserve: 5,
});
const range = { since: '2026-11-22T10:00:00.000Z', until: '2026-11-22T10:02:30.000Z' };

test('lanes are added up, the slowest tells the latency, and minutes without calls are there', () => {
  const data = [row(0, 'read', 3, 40), row(0, 'write', 2, 90), row(2, 'read', 1, 20)];
  const minutes = columnsOf({ ...range, data, budget: [] });
  expect(minutes.map(({ calls, failures, p50, p95, p99 }) => [calls, failures, p50, p95, p99])).toEqual([
    [5, 2, 45, 90, 91],
    [0, 0, null, null, null],
    [1, 1, 10, 20, 21],
  ]);
});

test('what is used is shared out by the calls of each lane, and calls for tokens have no part in it', () => {
  const data = [row(0, 'read', 30, 1), row(0, 'write', 10, 1), row(0, 'token', 60, 1), row(2, 'token', 1, 1)];
  const [first, second, third] = columnsOf({ ...range, data, budget: [budget(0, 42, 7), budget(2, 9)] });
  expect(first?.budget).toEqual({
    windowMs: 60_000,
    limit: 200,
    ceiling: 150,
    used: 42,
    reads: 31,
    writes: 11,
    foreign: 7,
    reserve: 5,
  });
  expect(second?.budget).toBeNull();
  expect(third?.budget).toMatchObject({ used: 9, reads: 9, writes: 0 });
});

test('longer stretches add calls up, and show the fullest minute of the budget', () => {
  const data = [row(0, 'read', 3, 40), row(2, 'write', 4, 90)];
  const columns = columnsOf({ ...range, data, budget: [budget(0, 80), budget(2, 4, 90)] }, 15);
  expect(columns).toHaveLength(1);
  expect(columns[0]).toMatchObject({
    calls: 7,
    reads: 3,
    writes: 4,
    p95: 90,
    budget: { used: 4, foreign: 90 },
  });
});

test('a range of no length is one column, so that a chart can be drawn', () => {
  const at = '2026-11-22T10:00:00.000Z';
  expect(columnsOf({ since: at, until: at, data: [], budget: [] })).toHaveLength(1);
});
