import type { AccountRow, Board, Operation } from '@nightdesk/sdk';
import { accountConcerns, isTroubled, needsYou, rankOf } from './concerns.js';
import { account, at, now } from './row.sample.js';
import { verdict } from './verdict.js';

function operation(state: Operation['state'], partiallyApplied = false): Operation {
  const common = {
    id: 'o',
    accountId: 'a',
    ticketId: '1',
    reason: null,
    cause: null,
    review: null,
    steps: [],
    transitions: [],
    traceId: 't',
  };
  return { ...common, state, partiallyApplied, createdAt: at(-1), finishedAt: null };
}

function overview(accounts: AccountRow[], operations: Operation[] = []): Board {
  return { at: at(0), engine: 'postgres', switches: [], accounts, subscribers: [], events: [], operations };
}

test('what is wrong comes first: broken, then dead letters and late writes, then forged webhooks, then paused, then well', () => {
  const forged = account('forged', 'live', {}, { signatureFailures: 1 });
  const rank = (one: AccountRow) => rankOf(one.state, accountConcerns(one, now));
  const accounts = [
    account('well'),
    account('paused', 'paused'),
    forged,
    account('late', 'live', { waiting: 1, oldestAt: at(-600_000) }),
    account('dead', 'live', { dead: 2 }),
    account('broken', 'needs_reauth'),
    account('gone', 'disconnected'),
    account('also-well'),
  ];
  const worstFirst = accounts.toSorted((a, b) => rank(a) - rank(b) || a.site.localeCompare(b.site));
  expect(worstFirst.map(({ site }) => site)).toEqual([
    'broken',
    'dead',
    'late',
    'forged',
    'paused',
    'also-well',
    'well',
    'gone',
  ]);
});

test('a live account with nothing wrong raises no concern', () => {
  expect(accountConcerns(account('well', 'live', { waiting: 3, oldestAt: at(-60_000) }), now)).toEqual([]);
  expect(needsYou(account('well'), now)).toBe(false);
});

test('an expired credential, bad signatures and a spent limit are each named', () => {
  const troubled = account(
    't',
    'live',
    {},
    {
      credential: { kind: 'oauth', expiresAt: at(-1), lastError: null },
      signatureFailures: 1,
      budget: { name: 'account', windowMs: 60_000, free: 0, foreign: 0, blockedUntil: at(30_000) },
    },
  );
  expect(accountConcerns(troubled, now).map(({ text }) => text)).toEqual([
    'The credential has expired',
    '1 webhook refused: a wrong signature or time stamp',
    'Rate limit reached, calls wait 30 s',
  ]);
  expect(needsYou(troubled, now)).toBe(true);
  expect(accountConcerns(troubled, now + 40_000).map(({ text }) => text)).toHaveLength(2);
});

test('what heals by itself is told but wakes nobody', () => {
  const busy = account('busy', 'paused', { held: 4, waiting: 4, oldestAt: at(-600_000) });
  busy.signatureFailures = 3;
  busy.credential!.lastError = 'no answer';
  expect(accountConcerns(busy, now).map(({ tone }) => tone)).toEqual(['warn', 'warn', 'warn']);
  expect(needsYou(busy, now)).toBe(false);
  expect(needsYou(account('late', 'live', { waiting: 1, oldestAt: at(-600_000) }), now)).toBe(true);
});

test('a half-done operation is trouble whatever its state, a cancelled one is not', () => {
  expect(isTroubled(operation('cancelled', true))).toBe(true);
  expect(isTroubled(operation('unknown'))).toBe(true);
  expect(isTroubled(operation('cancelled'))).toBe(false);
});

test('the verdict says in one sentence who needs you, by name when it is one, and what else is wrong', () => {
  const accounts = [account('a'), account('globex', 'needs_reauth'), account('c')];
  expect(verdict(overview(accounts), now)).toEqual({ well: false, sentence: 'globex needs you.', also: '' });
  const two = [...accounts, account('d', 'suspended')];
  const operations = [operation('failed', true), operation('dead'), operation('confirmed')];
  expect(verdict(overview(two, operations), now)).toEqual({
    well: false,
    sentence: '2 of 4 accounts need you.',
    also: 'Also: 1 operation partly applied, 1 operation not confirmed.',
  });
  expect(verdict(overview([account('a')], operations), now).sentence).toBe('1 operation partly applied.');
});

test('the verdict is calm only when nothing is wrong, and counts what is not live', () => {
  const calm = (...accounts: AccountRow[]) => verdict(overview(accounts), now);
  expect(calm(account('a'), account('b'))).toEqual({
    well: true,
    sentence: 'All 2 accounts are live.',
    also: '',
  });
  expect(calm(account('a')).sentence).toBe('a is live, nothing needs you.');
  expect(calm(account('a'), account('b', 'paused')).sentence).toBe(
    '1 of 2 accounts live, nothing needs you.',
  );
});

test('what an operator has switched off is said first, and each account that it stops says so once', () => {
  const why = 'Switched off (platform:zendesk): red status page';
  const stopped = account('stopped', 'live', { held: 2 }, { stopped: [why] });
  const off = { name: 'platform:zendesk', reason: 'red status page', setBy: 'usr_1', setAt: at(-1) };
  expect(verdict({ ...overview([stopped]), switches: [off] }, now)).toMatchObject({
    well: false,
    sentence: '1 kill switch on.',
  });
  expect(accountConcerns(stopped, now).map(({ text }) => text)).toEqual([why, '2 writes held']);
});
