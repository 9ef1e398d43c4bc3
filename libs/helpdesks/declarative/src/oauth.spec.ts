import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { declarePlatform } from './declare.js';
import { DeclarationInvalid } from './invalid.js';
import { changed, recorder, smallDesk } from './testing/small-desk.js';

const now = new Date('2026-11-22T10:00:00Z');
const client = { clientId: 'night desk', clientSecret: 'a:b/ü' };
const bearer = `kind: basic, user: '{{email}}/token', password: '{{key}}', keyWhere: Profile > Token }`;

function desk(more = '', auth = 'kind: bearer }') {
  const oauth = `{ authorize: https://login.example/consent, token: /oauth/token, clientWhere: Apps ${more} }`;
  return declarePlatform(changed(bearer, `${auth}\noauth: ${oauth}`), 'x');
}
const answering = (body: unknown) => recorder(() => ({ body }));
const exchange = { client, code: 'C', redirectUri: 'https://n.example/cb', codeVerifier: 'V' };

test('an exchange is a form with the verifier, and the client proves itself in a header', async () => {
  const { send, sent } = answering({ access_token: 'A', refresh_token: 'R', expires_in: 60, scope: 'a b' });
  expect(await desk().oauth!.exchange(send, exchange, now)).toEqual({
    accessToken: 'A',
    refreshToken: 'R',
    scopes: ['a', 'b'],
    expiresAt: new Date('2026-11-22T10:01:00Z'),
    refreshTokenExpiresAt: null,
  });
  const login = Buffer.from('night+desk:a%3Ab%2F%C3%BC').toString('base64');
  expect(sent).toMatchObject([
    {
      path: '/oauth/token',
      headers: { Authorization: `Basic ${login}` },
      form: {
        grant_type: 'authorization_code',
        code: 'C',
        redirect_uri: 'https://n.example/cb',
        code_verifier: 'V',
      },
    },
  ]);
  expect(sent[0]?.form).not.toHaveProperty('client_id');
});

test('the client proves itself in the form where the file says so, and one without a secret gives its id', async () => {
  const { send, sent } = answering({ access_token: 'A' });
  const posting = desk(`, clientAuth: post, pkce: false, tokenParameters: { audience: api }`).oauth!;
  await posting.exchange(send, exchange, now);
  await desk().oauth!.exchange(send, { ...exchange, client: { clientId: 'c', clientSecret: null } }, now);
  expect(sent[0]?.form).toMatchObject({ client_id: 'night desk', client_secret: 'a:b/ü', audience: 'api' });
  expect(sent[0]?.form).not.toHaveProperty('code_verifier');
  expect(sent[1]).toMatchObject({ headers: {}, form: { client_id: 'c' } });
});

test('a refresh token that is not replaced stays, and a lifetime that is not said is the file’s', async () => {
  const { send } = answering({ access_token: 'A', expires_in: null });
  const tokens = await desk(', tokenSeconds: 120').oauth!.refresh!(send, { client, refreshToken: 'R' }, now);
  expect(tokens).toMatchObject({ refreshToken: 'R', expiresAt: new Date('2026-11-22T10:02:00Z') });
});

test('an accepted grant whose answer cannot be read is ambiguous: the old pair may be gone', async () => {
  const refreshing = desk().oauth!.refresh!(answering('<html>').send, { client, refreshToken: 'R' }, now);
  await expect(refreshing).rejects.toMatchObject({ kind: 'ambiguous' });
});

test('refusals of the token endpoint are told in the standard’s words', () => {
  const request = { method: 'POST', path: '/oauth/token', route: '/oauth/token', form: {} } as const;
  const body = { error: 'invalid_grant', error_description: 'it was revoked' };
  const response = { status: 400, headers: {}, body, requestId: undefined };
  expect(desk().explain(request, response, now)).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('invalid_grant, it was revoked') as string,
  });
});

test('revoking calls what the file names, and a token that has ended already is no error', async () => {
  const { send, sent } = answering(undefined);
  await desk().oauth!.revoke(send);
  expect(sent).toHaveLength(0);
  const revoking = desk(', revoke: { method: DELETE, path: /token }').oauth!;
  await revoking.revoke(send);
  expect(sent).toMatchObject([{ method: 'DELETE', path: '/token' }]);
  await revoking.revoke(() => Promise.reject(new HelpdeskError('unauthenticated', 'gone')));
  const outage = new HelpdeskError('unavailable', 'away');
  await expect(revoking.revoke(() => Promise.reject(outage))).rejects.toBe(outage);
});

test('a platform is connected by a key, by OAuth, or by both; and by one of them at least', () => {
  expect(smallDesk).toMatchObject({ oauth: null, key: { where: 'Profile > Token' } });
  expect(desk()).toMatchObject({ key: null, oauth: { pkce: true, scopesAre: 'request' } });
  expect(desk('', 'kind: bearer, keyWhere: Profile }').key).toMatchObject({ where: 'Profile' });
  expect(() => declarePlatform(changed(', keyWhere: Profile > Token', ''), 'x')).toThrow(/auth\.keyWhere/);
  expect(() => desk('', bearer)).toThrow(DeclarationInvalid);
  expect(() => desk('', bearer)).toThrow(/auth\.kind/);
});
