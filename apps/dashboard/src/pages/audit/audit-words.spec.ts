import type { AuditLine } from '@nightdesk/sdk';
import { whatWasDone, whoDid } from './audit-words.js';

const names = new Map([['acc_1', 'https://acme.example']]);
const line = (action: string, subject: string, details: Record<string, unknown> = {}): AuditLine => ({
  id: '1',
  at: '2026-11-23T03:00:00.000Z',
  actor: { id: 'usr_1', kind: 'person', name: 'ada@example.com' },
  action,
  subject,
  subjectName: null,
  details,
});

test.each([
  [line('account.paused', 'acc_1', { reason: 'night' }), 'paused acme.example: night'],
  [line('switch.set', 'writes', { reason: 'red' }), 'switched off all writes: red'],
  [line('switch.released', 'platform:zendesk'), 'released everything at Zendesk'],
  [
    line('ceiling.changed', 'account:acc_1', { from: null, to: 0.6 }),
    'set the share of the limit that may be used for acme.example to 60 %',
  ],
  [
    line('ceiling.changed', 'platform:zendesk', { from: 0.6, to: null }),
    'took back the share of the limit that was set for Zendesk',
  ],
  [{ ...line('api_key.revoked', 'key_1'), subjectName: 'Bot' }, 'revoked the API key Bot'],
  [line('user.removed', 'usr_2', { email: 'bob@example.com' }), 'removed bob@example.com'],
  [line('user.password_changed', 'usr_1'), 'chose a new password'],
  [line('some.new_thing', 'x_1'), 'did some new thing to x_1'],
])('%#: is told in plain words', (given, said) => {
  expect(whatWasDone(given, names)).toBe(said);
});

test('who did it is a person, a key, Nightdesk, or what is left of one that is gone', () => {
  const by = (id: string, kind: AuditLine['actor']['kind'], name: string | null) =>
    whoDid({ actor: { id, kind, name } });
  expect(by('usr_1', 'person', 'ada@example.com')).toBe('ada@example.com');
  expect(by('key_1', 'key', 'Bot')).toBe('The key Bot');
  expect(by('system', 'system', null)).toBe('Nightdesk');
  expect(by('lnk_1', 'system', null)).toBe('Somebody with a link');
  expect(by('usr_2', 'person', null)).toBe('usr_2 (gone)');
});
