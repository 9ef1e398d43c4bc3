import type { PlatformRequest } from '@nightdesk/helpdesks/contract';
import { declarePlatform } from './declare.js';
import { smallFile } from './testing/small-desk.js';

const adapter = declarePlatform(
  `${smallFile}
errors:
  code: problems.0.id
  message: problems.0.words
  missingScopes: lacks
  rules:
    - { status: 400, code: [gone, 17], kind: not_found }
    - { status: [400, 403], code: left, kind: agent_gone }
    - { status: 423, kind: unavailable }
capabilities: { 'replies:write': { scopes: [posts] } }
`,
  'strict.yaml',
);
const get: PlatformRequest = { method: 'GET', path: '/t/1', route: '/t/:ticketId' };
const reply: PlatformRequest = {
  method: 'POST',
  path: '/t/1/posts',
  route: '/t/:ticketId/posts',
  body: { html: 'secret', hidden: false },
};
const status: PlatformRequest = {
  method: 'PUT',
  path: '/t/1',
  route: '/t/:ticketId',
  body: { status: 2 },
  repeatable: true,
};
const explain = (request: PlatformRequest, answered: number, body: unknown = '') =>
  adapter.explain(request, { status: answered, headers: {}, body, requestId: 'r' }, new Date());
const problem = (id: unknown) => ({ problems: [{ id, words: 'Because' }] });

test.each([
  [400, 'gone', 'not_found'],
  [400, 17, 'not_found'],
  [400, 'left', 'agent_gone'],
  [403, 'left', 'agent_gone'],
  [400, 'other', 'invalid'],
  [403, 'gone', 'forbidden'],
])('%i with the code %j is %s', (answered, code, kind) => {
  const error = explain(get, answered, problem(code));
  expect(error.kind).toBe(kind);
  expect(error.message).toContain(`${code}, Because (GET /t/:ticketId answered ${answered})`);
});

test('a file cannot say that a write without an answer had no effect', () => {
  expect(explain(get, 423).kind).toBe('unavailable');
  expect(explain(status, 423).kind).toBe('unavailable');
  expect(explain(reply, 423).kind).toBe('ambiguous');
});

test('what is lacking is told by the platform, else by the file', () => {
  const details = (request: PlatformRequest, body?: unknown) => explain(request, 403, body).details;
  expect(details(reply, { lacks: ['a', 'b'] })).toMatchObject({
    capability: 'replies:write',
    missingScopes: ['a', 'b'],
  });
  expect(details(reply, { lacks: 'a' }).missingScopes).toEqual(['a']);
  expect(details(reply).missingScopes).toEqual(['posts']);
  expect(details(status)).toMatchObject({ capability: 'status:write', missingScopes: [] });
  expect(details(get).capability).toBe('tickets:read');
  expect(details({ method: 'GET', path: '/whoami', route: '/whoami' }).capability).toBeUndefined();
});
