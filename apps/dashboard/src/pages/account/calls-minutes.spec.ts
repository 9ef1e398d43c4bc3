import { minutesOf } from './calls-minutes.js';

const row = (minute: number, lane: 'read' | 'write', calls: number, p95: number) => ({
  at: `2026-11-22T10:0${minute}:00.000Z`,
  lane,
  calls,
  failures: 1,
  limited: 0,
  latency: { p50: p95 / 2, p95, p99: p95 },
});

test('lanes are added up, the slowest tells the latency, and minutes without calls are there', () => {
  const minutes = minutesOf({
    since: '2026-11-22T10:00:00.000Z',
    until: '2026-11-22T10:02:30.000Z',
    data: [row(0, 'read', 3, 40), row(0, 'write', 2, 90), row(2, 'read', 1, 20)],
  });
  expect(minutes.map(({ calls, failures, p50, p95 }) => [calls, failures, p50, p95])).toEqual([
    [5, 2, 45, 90],
    [0, 0, null, null],
    [1, 1, 10, 20],
  ]);
});

test('a range of no length is one minute, so that a chart can be drawn', () => {
  const at = '2026-11-22T10:00:00.000Z';
  expect(minutesOf({ since: at, until: at, data: [] })).toHaveLength(1);
});
