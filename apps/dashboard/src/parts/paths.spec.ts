import { accountPath, connectPath, reconnectPath } from './paths.js';

test('an id cannot lead to another page', () => {
  expect(accountPath('a/../b')).toBe('/accounts/a%2F..%2Fb');
});

test('a link to the form says only what is known', () => {
  expect(connectPath({ platform: 'intercom' })).toBe('/connect?platform=intercom');
  expect(connectPath({ platform: 'zendesk', site: 'acme', method: 'oauth' })).toBe(
    '/connect?platform=zendesk&site=acme&method=oauth',
  );
  expect(connectPath({ platform: 'x', region: 'eu', writeLaneOf: 'acc&1' })).toBe(
    '/connect?platform=x&region=eu&writeLaneOf=acc%261',
  );
});

test('connecting again opens the way in that the account has', () => {
  const account = { platform: 'zendesk', site: 'acme', region: null };
  expect(reconnectPath(account, 'oauth')).toContain('method=oauth');
  expect(reconnectPath(account, 'api_token')).toContain('method=key');
  expect(reconnectPath(account)).toBe('/connect?platform=zendesk&site=acme');
});
