import { HelpdeskError, type Send } from '@nightdesk/helpdesks/contract';
import { capabilitiesOf, whoami } from './identity.js';

const writes = ['replies:write', 'status:write', 'tags:write', 'assignee:write'] as const;
const all = (value: boolean) => Object.fromEntries(writes.map((name) => [name, value]));

test.each([
  [['read', 'write'], true, { 'tickets:read': true, ...all(true) }],
  [['tickets:read', 'tickets:write'], true, { 'tickets:read': true, ...all(true) }],
  [['read'], true, { 'tickets:read': true, ...all(false) }],
  [['tickets:write'], true, { 'tickets:read': false, ...all(true) }],
  [['users:read', 'webhooks:write'], true, { 'tickets:read': false, ...all(false) }],
  [['tickets:readwrite', 'xtickets:read'], true, { 'tickets:read': false, ...all(false) }],
  [['read', 'write'], false, { 'tickets:read': true }],
  [['read'], false, { 'tickets:read': true, ...all(false) }],
])('the scopes %j with an unlimited role %s decide %j', (scopes, unlimited, expected) => {
  expect(capabilitiesOf(scopes, unlimited)).toEqual(expected);
});

const agent = {
  id: 7,
  name: 'Ann',
  email: 'ann@example.com',
  role: 'agent',
  custom_role_id: null,
  suspended: false,
  active: true,
};
const token = { scopes: ['tickets:read'], expires_at: '2026-09-01T11:00:00Z' };

function site(user: object, current: object | HelpdeskError): Send {
  return ({ path }) => {
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
  const identity = await whoami(site(agent, { scopes: [], expires_at: null }));
  expect(identity).toMatchObject({ expiresAt: null, scopes: ['read', 'write'], capabilities: all(true) });
});

test('an API token has no scopes, no end, and may what its user may', async () => {
  expect(await whoami(site(agent, noToken))).toMatchObject({
    scopes: [],
    expiresAt: null,
    capabilities: all(true),
  });
});

test.each([{ custom_role_id: 9 }, { restricted_agent: true }])(
  '%j leaves writing to the probe',
  async (limited) => {
    expect((await whoami(site({ ...agent, ...limited }, noToken))).capabilities).toEqual({
      'tickets:read': true,
    });
  },
);

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
