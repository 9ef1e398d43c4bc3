import { FreshdeskAdapter } from './adapter.js';

const adapter = new FreshdeskAdapter();

test('a key is the user name of a login whose password nobody looks at', () => {
  const { Authorization } = adapter.authorize({ kind: 'api_key', key: 'k-1' });
  expect(Authorization).toBe(`Basic ${Buffer.from('k-1:X').toString('base64')}`);
});

test.each([
  { kind: 'oauth', accessToken: 't-1' } as const,
  { kind: 'api_token', email: 'a@example.com', token: 't-1' } as const,
])('a credential of kind $kind is refused without being shown', (credential) => {
  expect(() => adapter.authorize(credential)).toThrow(
    expect.objectContaining({ kind: 'unauthenticated' }) as Error,
  );
  expect(() => adapter.authorize(credential)).not.toThrow(/t-1/);
});

test.each([
  ['acme', 'acme'],
  ['acme.freshdesk.com', 'acme'],
  ['a-1', 'a-1'],
  ['support.acme.com', null],
  ['acme.freshdesk.com.evil.example', null],
  ['acme.freshdesk.com/', null],
  ['-acme', null],
  ['acme_1', null],
  ['a'.repeat(64), null],
])('the site %j is %j', (typed, site) => {
  expect(adapter.site.pattern.exec(typed)?.[1] ?? null).toBe(site);
});
