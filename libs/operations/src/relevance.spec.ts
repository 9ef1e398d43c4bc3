import { irrelevance, type Situation } from './relevance.js';

const hours = (count: number) => new Date(Date.parse('2026-11-22T00:00:00.000Z') + count * 3_600_000);
const accepted = hours(0);
const now = hours(6);

/** Accepted at 0 h, ended at 2 h; the ticket was read at 4 h and has not changed since before. */
const situation = (changes: Partial<Situation> = {}): Situation => ({
  state: 'dead',
  isDiscarded: false,
  acceptedAt: accepted,
  endedAt: hours(2),
  ifStatusIn: [],
  account: { state: 'live', remedy: '' },
  isLive: true,
  copy: { status: 'open', deleted: false, repliedAt: null, readAt: hours(4), updatedAt: hours(-1) },
  told: { status: null, deleted: null, repliedAt: null },
  ...changes,
});
const copy = (changes: Partial<NonNullable<Situation['copy']>>) => ({
  copy: { ...situation().copy!, ...changes },
});
const told = (changes: Partial<Situation['told']>) => ({ told: { ...situation().told, ...changes } });
const readBefore = { readAt: hours(1) };
const touched = { updatedAt: hours(3) };

test.each<[string, Partial<Situation>, string]>([
  ['a ticket that was solved since', copy({ ...touched, status: 'solved' }), 'solved since'],
  ['a ticket that was closed since', copy({ ...touched, status: 'closed' }), 'closed since'],
  ['a deleted ticket', copy({ deleted: true }), 'deleted'],
  ['an answer of a human agent', copy({ repliedAt: hours(3) }), 'human agent replied at 2026-11-22T03:00'],
  ['solved by events alone', { copy: null, ...told({ status: 'solved' }) }, 'solved since'],
  ['solved after an old copy', { ...copy(readBefore), ...told({ status: 'solved' }) }, 'solved since'],
  ['deleted after an old copy', { ...copy(readBefore), ...told({ deleted: true }) }, 'deleted'],
  ['answered after an old copy', { ...copy(readBefore), ...told({ repliedAt: hours(3) }) }, 'human agent'],
  [
    'an account that does not work',
    { account: { state: 'suspended', remedy: 'Ask the owner.' } },
    'Ask the owner.',
  ],
  ['a ticket on which nothing goes out', { isLive: false }, 'shadow mode'],
  ['one that was replayed by hand', { state: 'queued' }, 'it is queued'],
  ['one that is confirmed by now', { state: 'confirmed' }, 'it is confirmed'],
  ['one that was discarded', { isDiscarded: true }, 'discarded'],
])('%s is not sent any more, and the reason says so', (_what, changes, reason) => {
  expect(irrelevance(situation(changes), now, 24)).toContain(reason);
});

test.each<[string, Partial<Situation>]>([
  ['an open ticket', {}],
  ['a refused operation', { state: 'failed' }],
  ['a ticket that is not known here', { copy: null }],
  ['one that was opened again after it was solved', copy({ ...touched, status: 'open' })],
  ['an old copy of an open ticket of which nothing was told', copy(readBefore)],
  [
    'opened again after an old copy',
    { ...copy({ ...readBefore, status: 'solved' }), ...told({ status: 'open' }) },
  ],
  ['a ticket that was solved when the operation was asked for', copy({ status: 'solved' })],
  [
    'one that is meant for solved tickets',
    { ...copy({ ...touched, status: 'solved' }), ifStatusIn: ['solved'] },
  ],
  ['an account that lacks some rights', { account: { state: 'needs_scopes', remedy: 'Tick it.' } }],
])('%s is still worth it', (_what, changes) => {
  expect(irrelevance(situation(changes), now, 24)).toBeNull();
});

test('a copy that was read after the failure counts for more than older events', () => {
  const both = { ...copy({ ...touched, status: 'open' }), ...told({ status: 'solved', deleted: true }) };
  expect(irrelevance(situation(both), now, 24)).toBeNull();
});

test('nothing outlives its time, which is counted from the acceptance', () => {
  expect(irrelevance(situation(), hours(24), 24)).toBeNull();
  expect(irrelevance(situation(), new Date(hours(24).getTime() + 1), 24)).toContain('more than 24 h ago');
  expect(irrelevance(situation(), hours(3), 2)).toContain('more than 2 h ago');
});
