import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { declarePlatform } from './declare.js';
import { changed, recorder, smallDesk } from './testing/small-desk.js';

const basic = (login: string) => ({ Authorization: `Basic ${Buffer.from(login).toString('base64')}` });

test('Basic carries the e-mail and the key, whatever characters they have', () => {
  const credential = { kind: 'api_token', email: 'ann@example.com', token: '$&{{email}}' } as const;
  expect(smallDesk.key?.needsEmail).toBe(true);
  expect(smallDesk.authorize(credential)).toEqual(basic('ann@example.com/token:$&ann@example.com'));
});

test('a key without the e-mail that it needs is refused before anything is sent', () => {
  expect(() => smallDesk.authorize({ kind: 'api_key', key: 'k' })).toThrow(HelpdeskError);
});

test('a header carries its prefix and the key', () => {
  const file = changed(
    `kind: basic, user: '{{email}}/token', password: '{{key}}'`,
    `kind: header, header: X-Key, prefix: 'Key '`,
  );
  const adapter = declarePlatform(file, 'x');
  expect(adapter.authorize({ kind: 'api_key', key: 'k' })).toEqual({ 'X-Key': 'Key k' });
  expect(adapter.key?.needsEmail).toBe(false);
});

test('a fixed address asks for no site, and its host is the site', async () => {
  expect(smallDesk.site).toBeNull();
  const identity = await smallDesk.whoami(recorder(() => ({ body: { id: 7 } })).send);
  expect(identity).toMatchObject({ site: 'small.example', user: { id: '7', role: 'agent' }, isAdmin: false });
});

test.each(['evil.example/', 'evil.example#', 'a@evil.example', 'evil.example?', 'a\\evil.example', '..', ''])(
  'the site %j never passes, whatever the pattern allows',
  (site) => {
    const open = changed(
      'https://small.example/api',
      `https://{site}.small.example/api\nsite: { pattern: '.*', example: acme }`,
    );
    const { pattern } = declarePlatform(open, 'x').site ?? {};
    expect(pattern?.test(site)).toBe(false);
    expect(pattern?.test('acme')).toBe(true);
  },
);
