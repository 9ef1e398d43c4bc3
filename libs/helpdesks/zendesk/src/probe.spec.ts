import {
  capabilities,
  HelpdeskError,
  type HelpdeskErrorDetails,
  type HelpdeskErrorKind,
  type PlatformRequest,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { probe, remedy } from './probe.js';

const agent = { id: 7, name: 'Ann', email: 'ann@example.com', role: 'agent', suspended: false, active: true };
const answer = (body: unknown) => ({ status: 200, headers: {}, body, requestId: 'r-1' });
const refuse = (kind: HelpdeskErrorKind, details: HelpdeskErrorDetails) =>
  Promise.reject(new HelpdeskError(kind, 'no', { requestId: 'r-2', ...details }));

/** Answers the two calls that introduce a credential; the rest is `tried`. Scopes null: an API token. */
function site(
  user: object,
  scopes: string[] | null,
  tried: Send = () => refuse('not_found', { status: 404 }),
) {
  const asked: PlatformRequest[] = [];
  const send: Send = (request) => {
    if (request.path === '/api/v2/users/me') return Promise.resolve(answer({ user: { ...agent, ...user } }));
    if (request.path === '/api/v2/oauth/tokens/current')
      return scopes
        ? Promise.resolve(answer({ token: { user_id: 7, scopes } }))
        : refuse('not_found', { status: 404 });
    asked.push(request);
    return tried(request);
  };
  return { send, asked };
}
const verdicts = async (send: Send) =>
  (await probe(send, capabilities)).findings.map(({ verdict }) => verdict);
const granted = Array<string>(5).fill('granted');

test.each([
  [['read', 'write'], granted],
  [['tickets:read', 'tickets:write'], granted],
  [[], granted],
  [['read'], ['granted', 'missing', 'missing', 'missing', 'missing']],
  [['tickets:write'], ['missing', 'granted', 'granted', 'granted', 'granted']],
  [['tickets:*', 'tickets', 'xtickets:read'], Array<string>(5).fill('missing')],
])('for a plain agent the scopes %j decide, and nothing is tried', async (scopes, expected) => {
  const { send, asked } = site({}, scopes);
  expect(await verdicts(send)).toEqual(expected);
  expect(asked).toEqual([]);
});

test.each<[string, object, string[] | null, number]>([
  ['an admin’s API token', { role: 'admin' }, null, 0],
  ['an agent’s API token', {}, null, 5],
  ['a custom role', { custom_role_id: 9 }, ['read', 'write'], 5],
  ['a restricted agent', { restricted_agent: true }, ['read', 'write'], 5],
  ['a restricted agent without the scope', { restricted_agent: true }, ['read'], 1],
])('%s: what scopes and role leave open is tried', async (_who, user, scopes, calls) => {
  const { send, asked } = site(user, scopes);
  await probe(send, capabilities);
  expect(asked).toHaveLength(calls);
});

test('what is tried names a ticket that cannot exist, one field, and may be repeated', async () => {
  const { send, asked } = site({ custom_role_id: 9 }, ['read', 'write']);
  await probe(send, ['replies:write', 'status:write', 'tags:write', 'assignee:write']);
  expect(
    asked.map(({ path, body, repeatable }) => [
      path.replace(/\d{16}/, 'N'),
      Object.keys(Object(body)),
      repeatable,
    ]),
  ).toEqual([
    ['/api/v2/tickets/N', ['ticket'], true],
    ['/api/v2/tickets/N', ['ticket'], true],
    ['/api/v2/tickets/N/tags', ['tags'], true],
    ['/api/v2/tickets/N', ['ticket'], true],
  ]);
});

test.each<[string, HelpdeskErrorKind, HelpdeskErrorDetails, string, RegExp]>([
  [
    'a role that lacks it',
    'forbidden',
    { status: 403, capability: 'replies:write' },
    'missing',
    /People > Team > Roles/,
  ],
  [
    'a scope that lacks it',
    'forbidden',
    { status: 403, capability: 'replies:write', missingScopes: ['tickets:write'] },
    'missing',
    /“tickets:write”.*OAuth clients/,
  ],
  ['a firewall', 'forbidden', { status: 403 }, 'unknown', /^$/],
  ['no such ticket', 'not_found', { status: 404 }, 'granted', /^$/],
  ['values that are refused', 'invalid', { status: 422 }, 'granted', /^$/],
])('%s: the answer is the evidence', async (_what, kind, details, verdict, words) => {
  const { send } = site({ custom_role_id: 9 }, ['read', 'write'], () => refuse(kind, details));
  const [finding] = (await probe(send, ['replies:write'])).findings;
  expect(finding).toMatchObject({
    verdict,
    evidence: { call: 'PUT /api/v2/tickets/:id', status: details.status, requestId: 'r-2' },
  });
  expect(finding?.remedy ?? '').toMatch(words);
});

test.each<HelpdeskErrorKind>(['unauthenticated', 'rate_limited', 'unavailable', 'agent_gone', 'invalid'])(
  '%s is no finding',
  async (kind) => {
    const { send } = site({ custom_role_id: 9 }, ['read', 'write'], () => refuse(kind, { status: 400 }));
    await expect(probe(send, ['tags:write'])).rejects.toMatchObject({ kind });
  },
);

test.each([...capabilities])('the remedy for %s names the scope, or the role’s setting', (capability) => {
  expect(remedy(capability, ['tickets:read', 'tickets:write'])).toContain('“tickets:read”, “tickets:write”');
  expect(remedy(capability, [])).toMatch(/Team > Roles.*“.+”/);
});
