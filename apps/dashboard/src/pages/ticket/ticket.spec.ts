import type { Overview, TimelineStop } from '@nightdesk/sdk';
import { byDay } from './days.js';
import { ticketMark } from './ticket-mark.js';

const stop = (id: string, at: string): TimelineStop => ({
  id,
  at,
  station: 'webhook',
  what: '',
  state: 'done',
  durationMs: 1,
  traceId: null,
  requestId: null,
});

test('stops stand in the order of time, each with the time since the one before, across days too', () => {
  const stops = [
    stop('c', '2026-11-22T00:00:01.000Z'),
    stop('a', '2026-11-21T23:59:59.000Z'),
    stop('b', '2026-11-21T23:59:59.250Z'),
  ];
  const days = byDay(stops, 'UTC');
  expect(days.map(({ day }) => day)).toEqual(['Saturday 21 November 2026', 'Sunday 22 November 2026']);
  expect(days.flatMap((one) => one.stops.map(({ stop: { id }, gapMs }) => [id, gapMs]))).toEqual([
    ['a', null],
    ['b', 250],
    ['c', 1750],
  ]);
});

test('the mark of a ticket changes with its own events and operations, and with nothing else', () => {
  const event = (accountId: string, ticketId: string, delivered: number) =>
    ({
      id: 'e',
      accountId,
      ticketId,
      deliveries: { pending: 0, delivered, dead: 0 },
    }) as Overview['events'][number];
  const mark = (events: Overview['events']) => ticketMark({ events, operations: [] }, 'a', '7');
  const before = mark([event('a', '7', 0)]);
  expect(mark([event('a', '7', 0), event('a', '8', 0), event('b', '7', 0)])).toBe(before);
  expect(mark([event('a', '7', 1)])).not.toBe(before);
});
