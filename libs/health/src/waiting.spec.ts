import type { Account } from '@nightdesk/accounts';
import type { WaitingRow } from './lane-items.store.js';
import { type Circumstances, whyWaits } from './waiting.js';

const now = new Date('2026-11-23T03:00:00Z');
const soon = new Date(now.getTime() + 30_000);
const past = new Date(now.getTime() - 30_000);

const row = (more: Partial<WaitingRow> = {}): WaitingRow => ({
  id: 'op_1',
  seq: '1',
  ticketId: '42',
  kinds: ['reply', 'status'],
  attempts: 0,
  since: past,
  dueAt: past,
  claimedUntil: null,
  reason: null,
  inReview: false,
  isFrozen: false,
  behind: null,
  ...more,
});
const account = { state: 'live', reason: '', remedy: '', platform: 'zendesk' } as Account;
const around = (more: Partial<Circumstances> = {}): Circumstances => ({
  account,
  lane: 'write',
  switches: [],
  missing: [],
  breaker: null,
  budget: [],
  now,
  ...more,
});
const window = {
  name: 'account',
  windowMs: 60_000,
  limit: 200,
  ceiling: 150,
  used: 10,
  foreign: 0,
  reserve: 5,
  blockedUntil: null,
};
const lacking = { capability: 'status:write', remedy: 'Add the scope.' } as const;
const off = (name: string) => ({ name, reason: 'red', setBy: 'key', setAt: past });
const breaker = {
  accountId: 'acc',
  state: 'open',
  reason: 'it answered 503',
  openedAt: past,
  retryAt: soon,
} as const;

test.each<[string, Partial<WaitingRow>, Partial<Circumstances>, object]>([
  ['nothing keeps it', {}, {}, { why: 'next', until: null }],
  ['it is under way', { claimedUntil: soon, behind: 'op_0' }, {}, { why: 'sending' }],
  ['a claim that ran out is none', { claimedUntil: past }, {}, { why: 'next' }],
  ['a person must decide', { inReview: true, reason: '2 fit' }, {}, { why: 'review', says: '2 fit' }],
  [
    'the account is paused',
    {},
    { account: { ...account, state: 'paused', reason: 'By hand.' } },
    { why: 'account', says: 'The account is paused: By hand.' },
  ],
  [
    'writes are off',
    {},
    { switches: [off('writes')] },
    { why: 'switch', says: 'Switched off (writes): red' },
  ],
  ['one of its capabilities is off', {}, { switches: [off('capability:status:write')] }, { why: 'switch' }],
  ['another capability is off', {}, { switches: [off('capability:tags:write')] }, { why: 'next' }],
  [
    'a right is missing',
    {},
    { missing: [lacking] },
    { why: 'scope', says: 'The account lacks status:write. Add the scope.' },
  ],
  ['a right that it needs no more is missing', { kinds: ['reply'] }, { missing: [lacking] }, { why: 'next' }],
  ['its ticket is frozen', { isFrozen: true, behind: 'op_0' }, {}, { why: 'frozen' }],
  ['another goes first', { behind: 'op_0' }, { breaker }, { why: 'behind', behind: 'op_0' }],
  ['the breaker is open', { dueAt: soon }, { breaker }, { why: 'breaker', until: soon.toISOString() }],
  ['the breaker may be tried', {}, { breaker: { ...breaker, retryAt: past } }, { why: 'next' }],
  ['the budget is used up', {}, { budget: [{ ...window, used: 150 }] }, { why: 'budget', until: null }],
  [
    'a 429 stopped the window',
    {},
    { budget: [{ ...window, blockedUntil: soon }] },
    { why: 'budget', until: soon.toISOString() },
  ],
  [
    'a sub-limit of others is used up',
    {},
    { budget: [{ ...window, name: 'tickets-index', used: 150 }] },
    { why: 'next' },
  ],
  [
    'a 429 stopped its own ticket',
    { dueAt: soon, reason: 'used up' },
    { budget: [{ ...window, name: 'ticket:42', blockedUntil: soon }] },
    { why: 'budget', says: 'The ticket:42 budget is used up.', until: soon.toISOString() },
  ],
  [
    'a 429 stopped another ticket',
    { dueAt: soon },
    { budget: [{ ...window, name: 'ticket:7', blockedUntil: soon }] },
    { why: 'retry' },
  ],
  [
    'it failed and is tried again',
    { dueAt: soon, reason: 'the platform answered 503' },
    {},
    { why: 'retry', says: 'The platform answered 503', until: soon.toISOString() },
  ],
])('of a write: %s', (_what, of, among, expected) => {
  expect(whyWaits(row(of), around(among))).toMatchObject(expected);
});

test('a read leaves the reserve and what others use to writes, a write goes on', () => {
  const budget = [{ ...window, used: 100, foreign: 40, reserve: 10 }];
  const read = row({ kinds: ['ticket.updated'] });
  expect(whyWaits(read, around({ lane: 'read', budget }))).toMatchObject({ why: 'budget' });
  expect(whyWaits(row(), around({ budget }))).toMatchObject({ why: 'next' });
});

test('a read needs to read tickets, and no switch of writes stops it', () => {
  const read = row({ kinds: ['ticket.updated'] });
  expect(whyWaits(read, around({ lane: 'read', switches: [off('writes')] }))).toMatchObject({ why: 'next' });
  const missing = [{ capability: 'tickets:read', remedy: null } as const];
  expect(whyWaits(read, around({ lane: 'read', missing }))).toMatchObject({ why: 'scope' });
});
