import { difference } from './comparison.js';
import type { Condition, Incident } from './incidents.types.js';

const now = new Date('2026-11-22T08:00:00.000Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const condition = (given: Partial<Condition> = {}): Condition => ({
  accountId: 'acc',
  cause: 'grant_refused',
  subject: '',
  details: { count: 1 },
  reason: null,
  remedy: null,
  ...given,
});
const incident = (given: Partial<Incident> = {}): Incident => ({
  id: 'inc',
  accountId: 'acc',
  cause: 'grant_refused',
  subject: '',
  severity: 'critical',
  reason: 'r',
  remedy: 'm',
  details: { count: 1 },
  openedAt: ago(600),
  updatedAt: ago(600),
  resolvedAt: null,
  remindAt: null,
  reminders: 0,
  escalatedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  ...given,
});

test('what is so and not open opens; what is open and not so is over; the rest stays', () => {
  const other = condition({ subject: '7' });
  const over = incident({ id: 'over', accountId: 'acc_2' });
  expect(difference([condition(), other], [incident(), over], now)).toEqual({
    opened: [other],
    changed: [],
    gone: [over],
  });
});

test('account, cause and subject tell two incidents apart, also where one has no account', () => {
  const three = [
    condition({ accountId: null }),
    condition({ cause: 'error_rate' }),
    condition({ subject: 'x' }),
  ];
  expect(difference(three, [incident()], now).opened).toEqual(three);
});

test('what is seen twice opens once', () => {
  expect(difference([condition(), condition()], [], now).opened).toHaveLength(1);
});

test.each([
  ['figures', { details: { count: 2 } }],
  ['the reason', { reason: 'another' }],
  ['the remedy', { remedy: 'another' }],
])('a change of %s is a change', (_, given) => {
  const [changed] = difference([condition(given)], [incident()], now).changed;
  expect(changed).toMatchObject({ incident: { id: 'inc' }, condition: given });
});

test('the same words from the table are no change', () => {
  expect(difference([condition({ reason: 'r', remedy: 'm' })], [incident()], now).changed).toEqual([]);
});

test('what flaps is over only when it has not been so for its time, and is noted while it is', () => {
  const flapping = incident({ cause: 'error_rate' });
  expect(difference([], [{ ...flapping, updatedAt: ago(299) }], now).gone).toEqual([]);
  expect(difference([], [{ ...flapping, updatedAt: ago(300) }], now).gone).toHaveLength(1);
  const holds = condition({ cause: 'error_rate' });
  expect(difference([holds], [{ ...flapping, updatedAt: ago(29) }], now).changed).toEqual([]);
  expect(difference([holds], [{ ...flapping, updatedAt: ago(30) }], now).changed).toHaveLength(1);
});
