import type { Send } from '@nightdesk/helpdesks/contract';
import { IntercomAdapter } from './adapter.js';
import { whoami } from './identity.js';

const answering =
  (body: unknown): Send =>
  () =>
    Promise.resolve({ status: 200, headers: {}, body, requestId: 'r' });

test('the token tells its admin and its workspace; scopes and an end it does not tell', async () => {
  const me = {
    type: 'admin',
    id: '7',
    name: 'Ann',
    email: 'ann@example.com',
    app: { id_code: 'ab12cd', region: 'US' },
  };
  expect(await whoami(answering(me))).toEqual({
    user: { id: '7', name: 'Ann', email: 'ann@example.com', role: 'agent' },
    platformRole: 'admin',
    isAdmin: true,
    site: 'ab12cd',
    scopes: [],
    expiresAt: null,
  });
});

test('a token behind which nobody stands any more is told as such', async () => {
  await expect(whoami(answering(null))).rejects.toMatchObject({ kind: 'agent_gone' });
});

test('an admin without a workspace is no identity', async () => {
  await expect(whoami(answering({ id: '7', app: null }))).rejects.toMatchObject({ kind: 'unavailable' });
});

test.each([
  [{ kind: 'oauth', accessToken: 'T' }],
  [{ kind: 'api_key', key: 'T' }],
  [{ kind: 'api_token', email: 'a@example.com', token: 'T' }],
] as const)('%j goes out as a bearer with the version pinned', (credential) => {
  expect(new IntercomAdapter().authorize(credential)).toEqual({
    Authorization: 'Bearer T',
    Accept: 'application/json',
    'Intercom-Version': '2.16',
  });
});
