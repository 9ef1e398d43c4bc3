import { HelpdeskError, type Send } from '@nightdesk/helpdesks/contract';
import { whoami } from './identity.js';

const agent = {
  id: 7,
  name: 'Ann',
  email: 'ann@example.com',
  role: 'agent',
  custom_role_id: null,
  suspended: false,
  active: true,
};
const token = { user_id: 7, scopes: ['tickets:read'], expires_at: '2026-09-01T11:00:00Z' };

function site(user: object | HelpdeskError, current: object | HelpdeskError): Send {
  return ({ path }) => {
    if (path === '/api/v2/users/me' && user instanceof HelpdeskError) return Promise.reject(user);
    if (path === '/api/v2/users/me')
      return Promise.resolve({ status: 200, headers: {}, body: { user }, requestId: 'r' });
    if (current instanceof HelpdeskError) return Promise.reject(current);
    return Promise.resolve({ status: 200, headers: {}, body: { token: current }, requestId: 'r' });
  };
}
const noToken = new HelpdeskError('not_found', 'no token');

test('a token tells its scopes and its end', async () => {
  expect(await whoami(site(agent, token))).toMatchObject({
    user: { id: '7', name: 'Ann', role: 'agent' },
    platformRole: 'agent',
    isAdmin: false,
    scopes: ['tickets:read'],
    expiresAt: new Date('2026-09-01T11:00:00Z'),
  });
});

test('a token without an end does not expire; one without scopes has them all', async () => {
  const identity = await whoami(site(agent, { user_id: 7, scopes: [], expires_at: null }));
  expect(identity).toMatchObject({ expiresAt: null, scopes: ['read', 'write'] });
});

test('an API token has no scopes and no end', async () => {
  expect(await whoami(site(agent, noToken))).toMatchObject({ scopes: [], expiresAt: null });
});

const mayNotAsk = new HelpdeskError('forbidden', 'no users:read', { missingScopes: ['users:read'] });

test('a token that may not ask who it belongs to is known by its own record', async () => {
  expect(await whoami(site(mayNotAsk, token))).toEqual({
    user: { id: '7', name: null, email: null, role: 'agent' },
    platformRole: 'unknown',
    isAdmin: false,
    scopes: ['tickets:read'],
    expiresAt: new Date('2026-09-01T11:00:00Z'),
  });
  await expect(whoami(site(mayNotAsk, noToken))).rejects.toBe(mayNotAsk);
});

test.each([
  [{ id: null, name: 'Anonymous user', role: 'end-user' }, 'unauthenticated'],
  [{ ...agent, suspended: true }, 'agent_gone'],
  [{ ...agent, active: false }, 'agent_gone'],
  [{ ...agent, role: 'end-user' }, 'agent_gone'],
])('%j is %s, although the answer was 200', async (user, kind) => {
  await expect(whoami(site(user, token))).rejects.toMatchObject({ kind });
});

test('a failing look at the token is not taken for an API token', async () => {
  const failing = site(agent, new HelpdeskError('unavailable', 'down'));
  await expect(whoami(failing)).rejects.toMatchObject({ kind: 'unavailable' });
});
