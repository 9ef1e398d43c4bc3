import { filterOf } from './audit-filter.js';

const none = { actor: '', action: '', subject: '', since: '', until: '' };

test('what is empty does not filter', () => {
  expect(filterOf(none)).toEqual({});
  expect(filterOf({ ...none, since: 'nonsense', subject: '  ' })).toEqual({});
});

test('days are whole days of the reader, the last one included', () => {
  const { since, until } = filterOf({ ...none, since: '2026-11-22', until: '2026-11-22' });
  expect(since).toBe(new Date(2026, 10, 22).toISOString());
  expect(until).toBe(new Date(2026, 10, 23).toISOString());
});
