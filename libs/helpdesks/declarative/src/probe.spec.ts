import {
  HelpdeskError,
  type Capability,
  type HelpdeskErrorKind,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { declarePlatform } from './declare.js';
import { changed } from './testing/small-desk.js';

const probing = (scopes: string) =>
  declarePlatform(
    `${changed('fields: { id: id }', `fields: { id: id${scopes} }`)}
capabilities:
  'tickets:read': { scopes: [read] }
  'replies:write':
    scopes: [posts]
    probe: { method: POST, path: /t/0/posts, body: {}, granted: [404], missing: [403] }
`,
    'probing.yaml',
  );

/** A site that knows its caller, and answers all else with one status. */
const answering = (status: number, kind: HelpdeskErrorKind = 'invalid') => {
  const calls: string[] = [];
  const send: Send = ({ method, path, repeatable }) => {
    calls.push(`${method} ${path} ${repeatable ?? ''}`);
    if (path === '/whoami')
      return Promise.resolve({
        status: 200,
        headers: {},
        body: { id: 7, may: 'read,posts' },
        requestId: 'r1',
      });
    return Promise.reject(new HelpdeskError(kind, 'refused', { status, requestId: 'r2' }));
  };
  return { send, calls };
};
const probe = async (send: Send, capability: Capability, scopes = '') =>
  (await probing(scopes).probe(send, [capability])).findings[0];

test.each([
  [404, 'not_found', 'granted'],
  [403, 'forbidden', 'missing'],
  [400, 'invalid', 'unknown'],
] as const)('%i to the probe’s call: %s, so the capability is %s', async (status, kind, verdict) => {
  const { send, calls } = answering(status, kind);
  expect(await probe(send, 'replies:write')).toMatchObject({
    verdict,
    evidence: { call: 'POST /t/0/posts', status, requestId: 'r2' },
    remedy:
      verdict === 'missing'
        ? 'Give the API key the permission for posts in Small Desk: Profile > Token'
        : null,
  });
  expect(calls).toEqual(['GET /whoami ', 'POST /t/0/posts true']);
});

test.each(['unauthenticated', 'agent_gone', 'rate_limited', 'unavailable'] as const)(
  '%s is not the capability’s matter: the probe ends',
  async (kind) => {
    await expect(probe(answering(429, kind).send, 'replies:write')).rejects.toMatchObject({ kind });
  },
);

test('scopes that are told decide what they can, without a call', async () => {
  const { send, calls } = answering(404);
  expect(await probe(send, 'tickets:read', ', scopes: may')).toMatchObject({ verdict: 'granted' });
  expect(await probe(send, 'tickets:read', ', scopes: none')).toMatchObject({
    verdict: 'missing',
    evidence: { call: 'GET /whoami', status: 200, requestId: 'r1' },
  });
  expect(await probe(send, 'tickets:read')).toMatchObject({ verdict: 'unknown', remedy: null });
  expect(new Set(calls)).toEqual(new Set(['GET /whoami ']));
});

test('what the file has no call for is missing, and only the file can grant it', async () => {
  expect(await probe(answering(404).send, 'tags:write')).toMatchObject({
    verdict: 'missing',
    remedy: expect.stringContaining('probing.yaml describes no call for this') as string,
  });
  expect(await probe(answering(404).send, 'status:write')).toMatchObject({ verdict: 'unknown' });
});
