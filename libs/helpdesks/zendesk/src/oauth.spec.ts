import { HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import fc from 'fast-check';
import { oauth, scopesIn } from './oauth.js';

const now = new Date('2026-09-01T10:00:00Z');
const client = { clientId: 'c', clientSecret: 's' };

function recorder(body: unknown): { send: Send; sent: PlatformRequest[] } {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    return Promise.resolve({ status: 201, headers: {}, body, requestId: 'r' });
  };
  return { send, sent };
}
const full = {
  access_token: 'A',
  refresh_token: 'R',
  scope: 'tickets:read tickets:write',
  expires_in: 3600,
  refresh_token_expires_in: 7_776_000,
};

test('an exchange sends the verifier and the scopes, and always asks for both lifetimes', async () => {
  const { send, sent } = recorder(full);
  const grant = { client, code: 'C', redirectUri: 'https://svc.example/cb', codeVerifier: 'V' };
  expect(await oauth.exchange(send, grant, now)).toEqual({
    accessToken: 'A',
    refreshToken: 'R',
    scopes: ['tickets:read', 'tickets:write'],
    expiresAt: new Date('2026-09-01T11:00:00Z'),
    refreshTokenExpiresAt: new Date('2026-11-30T10:00:00Z'),
  });
  expect(sent[0]?.body).toEqual({
    grant_type: 'authorization_code',
    code: 'C',
    redirect_uri: 'https://svc.example/cb',
    code_verifier: 'V',
    scope: 'tickets:read tickets:write users:read webhooks:read webhooks:write',
    client_id: 'c',
    client_secret: 's',
    expires_in: 86_400,
    refresh_token_expires_in: 7_776_000,
  });
});

test('a refresh asks for both lifetimes again; a public client sends no secret', async () => {
  const { send, sent } = recorder(full);
  await oauth.refresh(send, { client: { clientId: 'c', clientSecret: null }, refreshToken: 'R0' }, now);
  expect(sent[0]?.body).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'R0',
    client_id: 'c',
    expires_in: 86_400,
    refresh_token_expires_in: 7_776_000,
  });
});

test.each([{ access_token: 'A' }, { access_token: 'A', expires_in: null, refresh_token: null, scope: null }])(
  '%j has no known end, and is never read as expired',
  async (body) => {
    const tokens = await oauth.refresh(recorder(body).send, { client, refreshToken: 'R' }, now);
    expect(tokens).toEqual({
      accessToken: 'A',
      refreshToken: null,
      scopes: [],
      expiresAt: null,
      refreshTokenExpiresAt: null,
    });
  },
);

test.each(['<html>', {}, { access_token: '' }, { access_token: 'A', expires_in: 'soon' }])(
  'an accepted grant that is answered with %j is ambiguous: the old pair may be gone',
  async (body) => {
    const refreshing = oauth.refresh(recorder(body).send, { client, refreshToken: 'R' }, now);
    await expect(refreshing).rejects.toMatchObject({ kind: 'ambiguous' });
  },
);

test('revoking a token that has ended already is no error, an outage is', async () => {
  const failing =
    (kind: 'unauthenticated' | 'unavailable'): Send =>
    () =>
      Promise.reject(new HelpdeskError(kind, kind));
  await expect(oauth.revoke(failing('unauthenticated'))).resolves.toBeUndefined();
  await expect(oauth.revoke(failing('unavailable'))).rejects.toMatchObject({ kind: 'unavailable' });
});

test('scopes survive being joined and read again', () => {
  const scope = fc.stringMatching(/^[a-z_]+(:(read|write))?$/);
  fc.assert(
    fc.property(fc.uniqueArray(scope), (scopes) => expect(scopesIn(scopes.join(' '))).toEqual(scopes)),
  );
});
