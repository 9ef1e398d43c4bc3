import { capabilities, HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { probe } from './probe.js';

const me = { id: '7', app: { id_code: 'ab12cd' } };

/** A workspace in which the token lacks `missing`, by route or by method and route. */
function workspace(missing: Record<string, string>, other: Record<string, HelpdeskError> = {}) {
  const sent: PlatformRequest[] = [];
  const send: Send = (request) => {
    sent.push(request);
    const name = `${request.method} ${request.route}`;
    const scope = missing[name];
    if (scope !== undefined)
      return Promise.reject(
        new HelpdeskError('forbidden', 'no', { status: 403, requestId: 'r3', missingScopes: [scope] }),
      );
    if (other[name]) return Promise.reject(other[name]);
    if (request.path.includes('/0'))
      return Promise.reject(new HelpdeskError('not_found', 'no', { status: 404, requestId: 'r4' }));
    return Promise.resolve({ status: 200, headers: {}, body: me, requestId: 'r2' });
  };
  return { send, sent };
}
const verdicts = async (missing: Record<string, string>) => {
  const { findings } = await probe(workspace(missing).send, capabilities);
  return Object.fromEntries(findings.map(({ capability, verdict }) => [capability, verdict]));
};
const unknown = {
  'tickets:read': 'granted',
  'replies:write': 'unknown',
  'status:write': 'unknown',
  'tags:write': 'unknown',
  'assignee:write': 'unknown',
};

test('reading is proved; writing cannot be without writing', async () => {
  expect(await verdicts({})).toEqual(unknown);
});

test.each([
  ['POST /conversations/search', 'read_conversations', 'tickets:read'],
  ['POST /conversations/:id/reply', 'write_conversations', 'replies:write'],
  ['POST /tickets/:id/reply', 'write_tickets', 'replies:write'],
  ['POST /conversations/:id/tags', 'write_tags', 'tags:write'],
  ['GET /tags', 'read_tags', 'tags:write'],
])(
  '%s refused for %s: %s is missing, with call, status, request id and remedy',
  async (call, scope, capability) => {
    const { findings } = await probe(workspace({ [call]: scope }).send, capabilities);
    const missing = findings.filter(({ verdict }) => verdict === 'missing');
    expect(missing).toMatchObject([
      {
        capability,
        evidence: { call, status: 403, requestId: 'r3', says: expect.stringContaining(scope) },
        remedy: expect.stringContaining('tick “'),
      },
    ]);
  },
);

test('a workspace without tickets can be read, and writing is asked of conversations alone', async () => {
  const { send, sent } = workspace({ 'POST /tickets/search': 'read_tickets' });
  const { findings } = await probe(send, capabilities);
  expect(findings[0]).toMatchObject({
    verdict: 'granted',
    evidence: { says: expect.stringContaining('read_tickets') },
  });
  expect(sent.some(({ route }) => route.startsWith('/tickets/:id'))).toBe(false);
});

test('nothing that is sent can reach anybody, and all of it may be repeated', async () => {
  const { send, sent } = workspace({});
  await probe(send, capabilities);
  const writes = sent.filter(({ method, route }) => method !== 'GET' && !route.endsWith('/search'));
  expect(writes).toHaveLength(8);
  for (const { path, repeatable, body } of writes) {
    expect(path).toMatch(/^\/(conversations|tickets)\/0(\/|$)/);
    expect(repeatable).toBe(true);
    expect(body).not.toMatchObject({ message_type: 'comment' });
  }
});

test('findings come in the order asked for, and only those', async () => {
  const { identity, findings } = await probe(workspace({}).send, ['tags:write', 'tickets:read']);
  expect(findings.map(({ capability }) => capability)).toEqual(['tags:write', 'tickets:read']);
  expect(identity.site).toBe('ab12cd');
});

test('a refusal that names no scope says nothing of scopes', async () => {
  const odd = new HelpdeskError('forbidden', 'token_unauthorized', { status: 401 });
  const { send } = workspace({}, { 'POST /conversations/:id/reply': odd });
  expect((await probe(send, ['replies:write'])).findings).toMatchObject([
    { verdict: 'unknown', remedy: null },
  ]);
});

test.each(['unauthenticated', 'unavailable', 'rate_limited', 'account_suspended'] as const)(
  'a platform that cannot be asked (%s) is no finding',
  async (kind) => {
    const { send } = workspace({}, { 'POST /conversations/search': new HelpdeskError(kind, kind) });
    await expect(probe(send, capabilities)).rejects.toMatchObject({ kind });
  },
);
