import type { Account } from '@nightdesk/accounts';
import type { Sweep } from '@nightdesk/reconciliation';
import type { StoredFinding } from '@nightdesk/scopes';
import { budget, clock, platform, rights, subscriber, sweep, webhook } from './diagnoses.js';

const now = new Date('2026-11-23T03:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

test('a clock that is off by more than half a minute is told with its direction', () => {
  expect(clock('Zendesk', before(29).toUTCString(), now)).toMatchObject({ state: 'fine' });
  expect(clock('Zendesk', before(40).toUTCString(), now)).toMatchObject({
    state: 'wrong',
    says: 'Our clock is 40 s ahead of Zendesk’s.',
    remedy: expect.stringContaining('NTP') as string,
  });
  expect(clock('Zendesk', before(-40).toUTCString(), now).says).toContain('behind');
  expect(clock('Zendesk', 'soon', now).state).toBe('unknown');
  expect(clock('Zendesk', undefined, now).state).toBe('unknown');
});

test('calls go out unless the account, a switch or the breaker stops them', () => {
  const account = { state: 'live', platform: 'zendesk', reason: 'By hand.', remedy: 'Resume.' } as Account;
  const around = { switches: [], breaker: null };
  const off = { name: 'writes', reason: 'red', setBy: 'key', setAt: before(9) };
  const reason = 'it answered 503';
  const breaker = {
    accountId: 'acc',
    state: 'open',
    reason,
    openedAt: before(9),
    retryAt: before(-9),
  } as const;
  expect(platform('Zendesk', account, around).state).toBe('fine');
  const paused = platform('Zendesk', { ...account, state: 'paused' }, around);
  expect(paused).toMatchObject({ state: 'wrong', remedy: 'Resume.' });
  expect(platform('Zendesk', account, { ...around, switches: [off] }).says).toContain('(writes): red');
  expect(platform('Zendesk', account, { ...around, breaker }).says).toContain('it answered 503');
});

test('of the rights only those count that are needed', () => {
  const account = { requiredCapabilities: ['tickets:read', 'replies:write'] } as unknown as Account;
  const finding = (capability: string, verdict: string) =>
    ({ capability, verdict, remedy: 'Add it.' }) as unknown as StoredFinding;
  const granted = [finding('tickets:read', 'granted'), finding('tags:write', 'missing')];
  expect(rights(account, granted).state).toBe('unknown');
  expect(rights(account, [...granted, finding('replies:write', 'granted')]).state).toBe('fine');
  expect(rights(account, [...granted, finding('replies:write', 'missing')])).toMatchObject({
    state: 'wrong',
    remedy: 'Add it.',
  });
});

test('a budget is wrong when it is used up, and when others take more than half of it', () => {
  const window = { name: 'account', windowMs: 60_000, limit: 200, ceiling: 150, used: 10, foreign: 0 };
  const of = (more: object) => budget([{ ...window, reserve: 0, blockedUntil: null, ...more }], now);
  expect(of({})).toMatchObject({ state: 'fine', says: '10 of 150 calls used, 0 by others, limit 200.' });
  expect(of({ used: 150 })).toMatchObject({
    state: 'wrong',
    remedy: expect.stringContaining('Nothing is lost') as string,
  });
  expect(of({ blockedUntil: before(-5) }).state).toBe('wrong');
  expect(of({ foreign: 101 }).remedy).toContain('other program');
  expect(budget([], now).state).toBe('unknown');
});

test('a webhook is judged by its check, by the last signature, and by what it did not tell', () => {
  const facts = { problem: null, lastDeliveryAt: before(60), lastSignatureFailureAt: before(120) };
  expect(webhook(true, facts, false, now).state).toBe('fine');
  expect(webhook(true, facts, true, now).state).toBe('wrong');
  expect(webhook(true, { ...facts, problem: 'Do this.' }, false, now)).toMatchObject({
    state: 'wrong',
    remedy: 'Do this.',
  });
  expect(webhook(true, { ...facts, lastSignatureFailureAt: before(10) }, false, now).says).toContain(
    'signature',
  );
  expect(
    webhook(true, { ...facts, lastDeliveryAt: null, lastSignatureFailureAt: null }, false, now).state,
  ).toBe('unknown');
  expect(webhook(true, null, false, now).state).toBe('wrong');
  expect(webhook(false, null, false, now).state).toBe('fine');
});

test('a sweep that nobody makes, or that fails, is told', () => {
  const known = { problem: null, nextAt: before(-60), sweptAt: before(60) } as Sweep;
  expect(sweep(known, now)).toMatchObject({ state: 'fine', says: 'The last one ended 60 s ago.' });
  expect(sweep({ ...known, sweptAt: before(3_600) }, now).says).toContain('60 min ago');
  expect(sweep({ ...known, sweptAt: before(7_200) }, now).says).toContain('2 h ago');
  expect(sweep({ ...known, sweptAt: null }, now).state).toBe('unknown');
  expect(sweep({ ...known, problem: 'it answered 503' }, now).says).toContain('503');
  expect(sweep({ ...known, nextAt: before(20 * 60) }, now).remedy).toContain('worker');
  expect(sweep(null, now).state).toBe('wrong');
});

test('events that nobody hears are told, and an endpoint that fails by its host', () => {
  const one = { url: 'https://bot.example/in?key=1', isActive: true, failingSince: null };
  expect(subscriber([one], now).state).toBe('fine');
  expect(subscriber([{ ...one, isActive: false }], now).state).toBe('wrong');
  expect(subscriber([one, { ...one, failingSince: before(60) }], now).says).toBe(
    'bot.example began to fail 60 s ago.',
  );
});
