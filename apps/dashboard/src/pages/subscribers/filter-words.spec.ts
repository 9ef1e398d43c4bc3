import { gets } from './filter-words.js';

const sites = new Map([['acc_1', 'https://acme.example']]);
const all = { eventTypes: [], accountIds: [], includeOwn: false };

test('no filter means everything', () => {
  expect(gets(all, sites)).toBe('Every event of every account');
});

test('filters are told by name, and many by their number', () => {
  const eventTypes = ['ticket.created', 'reply.added', 'note.added', 'status.changed', 'tags.changed'];
  expect(gets({ ...all, eventTypes: eventTypes.slice(0, 2), accountIds: ['acc_1'] }, sites)).toBe(
    'Ticket created, Reply added of acme.example',
  );
  expect(gets({ eventTypes, accountIds: ['acc_1', 'acc_2'], includeOwn: true }, sites)).toBe(
    'Ticket created, Reply added, Note added and 2 types more of 2 accounts, also what our own operations caused',
  );
});
