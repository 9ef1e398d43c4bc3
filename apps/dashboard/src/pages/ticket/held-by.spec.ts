import type { Incident } from '@nightdesk/sdk';
import { heldUpBy } from './held-by.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 8, 0, second)).toISOString();
const stop = (from: number, durationMs: number | null, station: 'operation' | 'delivery' | 'event') => ({
  station,
  what: 'ticket.created to https://bot.example.com/hook',
  at: at(from),
  durationMs,
});
const incident = (given: Partial<Incident>) =>
  ({
    id: 'inc',
    accountId: 'acc',
    cause: 'breaker_open',
    subject: '',
    details: {},
    openedAt: at(10),
    resolvedAt: at(20),
    ...given,
  }) as Incident;
const ids = (one: ReturnType<typeof stop>, ...incidents: Incident[]) =>
  heldUpBy(one, '7', incidents).map(({ id }) => id);

test.each([
  ['lasted over its beginning', stop(5, 10_000, 'operation'), ['inc']],
  ['still lasts', stop(15, null, 'operation'), ['inc']],
  ['ended before it', stop(1, 5_000, 'operation'), []],
  ['began after it', stop(21, null, 'operation'), []],
  ['took no time', stop(12, 200, 'operation'), []],
])('a stop that %s', (_, one, expected) => {
  expect(ids(one, incident({}))).toEqual(expected);
});

test('what holds nothing up explains nothing, and an incident is named once', () => {
  const one = stop(5, 10_000, 'operation');
  expect(ids(one, incident({ cause: 'webhook_gone' }), incident({ cause: 'error_rate' }))).toEqual([]);
  expect(ids(one, incident({}), incident({}))).toEqual(['inc']);
  expect(ids(stop(5, null, 'event'), incident({}))).toEqual([]);
});

test('a frozen ticket holds up its own operations, and a subscriber its own deliveries', () => {
  const frozen = (subject: string) => incident({ cause: 'ticket_frozen', subject });
  expect(ids(stop(5, 10_000, 'operation'), frozen('7'))).toEqual(['inc']);
  expect(ids(stop(5, 10_000, 'operation'), frozen('8'))).toEqual([]);
  const deaf = (host: string) =>
    incident({ accountId: null, cause: 'subscriber_failing', details: { host } });
  expect(ids(stop(5, 10_000, 'delivery'), deaf('bot.example.com'))).toEqual(['inc']);
  expect(ids(stop(5, 10_000, 'delivery'), deaf('other.example.com'))).toEqual([]);
  expect(ids(stop(5, 10_000, 'delivery'), incident({}))).toEqual([]);
});
