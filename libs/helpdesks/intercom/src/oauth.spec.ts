import { HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { oauth } from './oauth.js';
import { remedy } from './scopes.js';

const now = new Date('2026-09-01T10:00:00Z');
const client = { clientId: 'c', clientSecret: 's' };
const grant = { client, code: 'dG9rZW4=', redirectUri: 'https://svc.example/cb', codeVerifier: 'V' };

function recorder(body: unknown): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    return Promise.resolve({ status: 200, headers: {}, body, requestId: 'r' });
  };
  return { send, sent };
}

test.each([{ token_type: 'Bearer', token: 'T', access_token: 'T' }, { access_token: 'T' }, { token: 'T' }])(
  'a code, its last = kept, becomes a token without an end (%j)',
  async (answer) => {
    const { send, sent } = recorder(answer);
    expect(await oauth.exchange(send, grant, now)).toEqual({
      accessToken: 'T',
      refreshToken: null,
      scopes: [],
      expiresAt: null,
      refreshTokenExpiresAt: null,
    });
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/auth/eagle/token',
        route: '/auth/eagle/token',
        body: { code: 'dG9rZW4=', client_id: 'c', client_secret: 's' },
      },
    ]);
  },
);

test.each(['<html>', {}, { access_token: '' }])(
  'a code that is answered with %j is ambiguous: it may be spent',
  async (body) => {
    await expect(oauth.exchange(recorder(body).send, grant, now)).rejects.toMatchObject({
      kind: 'ambiguous',
    });
  },
);

test('uninstalling what is gone already is no error, an outage is', async () => {
  const failing =
    (kind: 'unauthenticated' | 'unavailable'): Send =>
    () =>
      Promise.reject(new HelpdeskError(kind, kind));
  await expect(oauth.revoke(failing('unauthenticated'))).resolves.toBeUndefined();
  await expect(oauth.revoke(failing('unavailable'))).rejects.toMatchObject({ kind: 'unavailable' });
});

test('consent begins on the region’s own pages', () => {
  expect(oauth.authorizationUrl('https://app.eu.intercom.com')).toBe('https://app.eu.intercom.com/oauth');
});

test('a remedy names the scopes by the Hub’s labels, those that were named as missing first of all', () => {
  expect(remedy('replies:write', ['write_conversations'])).toContain('tick “Write conversations”, save');
  expect(remedy('tickets:read', [])).toContain('“Read conversations” and “Read tickets”');
  expect(oauth.scopes).toEqual(expect.arrayContaining(['Read tags', 'Write tags', 'Write tickets']));
});
