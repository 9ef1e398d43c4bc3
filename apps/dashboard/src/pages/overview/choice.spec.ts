import type { AccountRow } from '@nightdesk/sdk';
import { type Choice, choiceOf, chosen, counts, queryOf } from './choice.js';
import { entryOf } from './entries.js';
import { account, at, now } from './row.sample.js';

const titleOf = (platform: string) => (platform === 'zendesk' ? 'Zendesk' : 'Freshdesk');
const entry = (row: AccountRow) => entryOf(row, now, titleOf);
const usual = choiceOf(new URLSearchParams());
const sites = (choice: Partial<Choice>) => chosen(all, { ...usual, ...choice }).map(({ row }) => row.site);

const late = { waiting: 1, oldestAt: at(-600_000) };
const worst = {
  id: 'inc_1',
  cause: 'webhook_gone',
  severity: 'warning',
  reason: 'Our webhook does not work.',
  remedy: 'Set it up again.',
} as const;
const share = (of: number, hasFallen = false) => ({ share: of, changes: 100, hasFallen });
const all = [
  account('well-10', 'live', {}, { errorRate: 0, completeness: share(1) }),
  account('well-9', 'live', {}, { platform: 'freshdesk', errorRate: 0.004 }),
  account('gone', 'live', {}, { incidents: 1, incident: worst, completeness: share(0.9) }),
  account('late', 'live', late),
  account('acme', 'needs_reauth', {}, { reason: 'The token was revoked.', remedy: 'Connect again.' }),
].map(entry);

test('a row says state and cause in words: that of the account, else what is wrong with it, the worst first', () => {
  const said = (site: string) => {
    const { standing, cause, remedy, needs } = all.find(({ row }) => row.site === site)!;
    return [standing, cause, remedy, needs];
  };
  expect(said('acme')).toEqual(['needs_reauth', 'The token was revoked.', 'Connect again.', true]);
  expect(said('late')).toEqual(['trouble', 'The oldest write has waited 10 min.', '', true]);
  expect(said('gone')).toEqual(['degraded', 'Our webhook does not work.', 'Set it up again.', false]);
  expect(said('well-9')).toEqual(['live', '', '', false]);
});

test('an incident of what the row says already is not said twice, one of the state neither', () => {
  const incident = { ...worst, severity: 'critical' as const, cause: 'oldest_write', reason: 'Writes wait.' };
  const told = account('told', 'live', late, { incidents: 1, incident });
  expect(entry(told)).toMatchObject({
    cause: 'The oldest write has waited 10 min.',
    remedy: 'Set it up again.',
  });
  const failed = account(
    'f',
    'live',
    {},
    { incident: { ...incident, cause: 'dead_letters', reason: 'Given up.' } },
  );
  expect(entry(failed)).toMatchObject({ cause: 'Given up.', standing: 'trouble' });
  const revoked = account('r', 'needs_reauth', {}, { reason: 'Revoked.', incidents: 1, incident });
  expect(entry(revoked).cause).toBe('Revoked.');
});

test('what is wrong comes first, and sites are in the order in which people count', () => {
  expect(sites({})).toEqual(['acme', 'late', 'gone', 'well-9', 'well-10']);
});

test('a column puts first what one looks for in it, what is unknown last, also the other way round', () => {
  expect(sites({ sort: 'webhooks' })).toEqual(['gone', 'well-10', 'acme', 'late', 'well-9']);
  expect(sites({ sort: 'webhooks', reversed: true })).toEqual(['well-10', 'gone', 'acme', 'late', 'well-9']);
  expect(sites({ sort: 'errors' }).slice(0, 2)).toEqual(['well-9', 'well-10']);
  expect(sites({ sort: 'account' })).toEqual(['acme', 'gone', 'late', 'well-9', 'well-10']);
});

test('every word of a search is looked for in site, platform, id and reason', () => {
  expect(sites({ search: 'freshdesk' })).toEqual(['well-9']);
  expect(sites({ search: 'REVOKED acme' })).toEqual(['acme']);
  expect(sites({ search: 'revoked late' })).toEqual([]);
});

test('filters narrow together, and states are counted as if none of them were chosen', () => {
  const choice = { ...usual, platforms: ['zendesk'], standings: ['live', 'degraded'] as const };
  expect(sites(choice)).toEqual(['gone', 'well-10']);
  expect(sites({ needs: true })).toEqual(['acme', 'late']);
  expect(Object.fromEntries(counts(all, choice))).toEqual({
    live: 1,
    degraded: 1,
    trouble: 1,
    needs_reauth: 1,
  });
});

test('a choice stands in the address and comes back from there; what is wrong there is left out', () => {
  const choice: Choice = {
    search: 'a b',
    standings: ['live', 'trouble'],
    platforms: ['zendesk'],
    needs: true,
    sort: 'budget',
    reversed: true,
  };
  const query = queryOf(choice, new URLSearchParams('open=acc_1'));
  expect(query.get('open')).toBe('acc_1');
  expect(choiceOf(query)).toEqual(choice);
  expect(queryOf(usual, query).toString()).toBe('open=acc_1');
  expect(choiceOf(new URLSearchParams('state=live,toString,none&sort=--x'))).toEqual({
    ...usual,
    standings: ['live'],
  });
});
