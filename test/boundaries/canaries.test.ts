import { assertClean, check, leaksIn, leaksInAnswer, register, takeFound } from '../support/canaries.js';
import { Service } from '../support/service.js';

const secret = 'a "secret" of 100 %';
register(secret, 'password');
const apiKey = `nd_${'k'.repeat(43)}`;
const kinds = (text: string, allowed: string[] = []) =>
  leaksIn(text, 'here', allowed).map(({ kind }) => kind);

/** What guards all tests has to be able to fail. */
test.each<[string, string, string]>([
  ['as it is', `login with ${secret} failed`, 'password'],
  ['in JSON', JSON.stringify({ body: secret }), 'password'],
  ['in a URL', `https://site.example/?p=${encodeURIComponent(secret)}`, 'password'],
  ['in base64', Buffer.from(`ann:${secret}`).toString('base64'), 'password'],
  ['in base64 elsewhere', Buffer.from(`anna:${secret}:x`).toString('base64'), 'password'],
  ['of the sandbox', 'token c0ffee5ec2e70123456789', 'credential of a platform'],
  ['of ours', `Authorization: Bearer ${apiKey}`, 'API key'],
  ['of a subscriber', `whsec_${'a/+4'.repeat(8)}`, 'signing secret'],
  ['of the key ring', `k1:${Buffer.alloc(32, 7).toString('base64')}`, 'key of a sealed value'],
])('a secret %s is found', (_, text, kind) => expect(kinds(text)).toContain(kind));

test('what is found is told without the secret', () => {
  const [leak] = leaksIn(`before ${apiKey} after`, 'a log');
  expect(leak).toEqual({ kind: 'API key', where: 'a log', near: 'before ••• after' });
});

test('other text is clean', () => {
  expect(kinds('traceId 4bf92f3577b34da6a3ce929d0e0e4736, nd_short, whsec_short, sha256:abc')).toEqual([]);
});

test('a route that shows its secret may; another may not show it', () => {
  const body = JSON.stringify({ csrfToken: 'a token against forgery' });
  const headers = new Headers();
  headers.append('set-cookie', 'nightdesk_session=a-session-nobody-knows; Path=/');
  expect(leaksInAnswer('GET', '/v1/session', body, headers)).toEqual([]);
  expect(leaksInAnswer('GET', '/v1/audit', body, headers)).toHaveLength(1);
  expect(leaksInAnswer('GET', '/v1/session', 'a-session-nobody-knows', headers)).toHaveLength(1);
  expect(leaksInAnswer('GET', '/v1/audit', '', new Headers({ location: `/?key=${apiKey}` }))).toHaveLength(1);
});

test('what nobody waits for is kept until the test asks', () => {
  check(`Bearer ${apiKey}`, 'a mail');
  expect(takeFound()).toMatchObject([{ kind: 'API key', where: 'a mail' }]);
  expect(takeFound()).toEqual([]);
  expect(() => assertClean(apiKey, 'a log')).toThrow(/API key/);
});

test('a program that writes what it was given as a secret fails its test', async () => {
  const environment = { SMTP_PASSWORD: 'the mail password', TZ: 'UTC' };
  const service = new Service('test/support/teller.mjs', environment, 'http://127.0.0.1:9/');
  await expect(service.start()).rejects.toThrow(/ended with 0/);
  await expect(service.stop()).rejects.toThrow(/"kind": "SMTP_PASSWORD"/);
});
