import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { caller } from '../testing/client.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.zendesk('acme');
const userId = (name: string) =>
  acme()
    .describe()
    .users.find((user) => user.name.startsWith(name))?.id ?? 0;
const tokenFor = (name: string, scopes = ['read', 'write']) =>
  acme().issueToken({ userId: userId(name), scopes }).accessToken;
const basic = (login: string, secret: string) =>
  `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`;

test('users/me answers 200 and nobody when no credentials are seen', async () => {
  const told = await api('GET', '/api/v2/users/me.json');
  expect(told.status).toBe(200);
  expect(told.body).toMatchObject({ user: { id: null, name: 'Anonymous user' } });
  expect((await api('GET', '/api/v2/tickets')).status).toBe(401);
});

test.each([
  [
    'a wrong API token',
    basic('ada.okafor@acme.example/token', 'wrong'),
    { error: "Couldn't authenticate you" },
  ],
  [
    'a password',
    basic('ada.okafor@acme.example', 'sandbox-api-token'),
    { error: "Couldn't authenticate you" },
  ],
  [
    'an unknown bearer',
    'Bearer nothing',
    { error: 'invalid_token', error_description: expect.stringContaining('expired, revoked') },
  ],
])('%s is a 401 everywhere, users/me too', async (_case, authorization, body) => {
  for (const path of ['/api/v2/users/me', '/api/v2/tickets/count']) {
    const told = await api('GET', path, { authorization });
    expect(told.status).toBe(401);
    expect(told.body).toEqual(body);
  }
});

test('an API token acts for the person whose address is given', async () => {
  const authorization = basic('tomas.rivera@acme.example/token', acme().describe().apiToken);
  const told = await api('GET', '/api/v2/users/me', { authorization });
  expect(told.body).toMatchObject({ user: { name: 'Tomás Rivera', role: 'agent' } });
});

test.each([
  ['GET', '/api/v2/tickets', ['users:read'], 'tickets:read'],
  ['POST', '/api/v2/tickets', ['tickets:read', 'read'], 'tickets:write'],
  ['GET', '/api/v2/users/me', ['tickets:read'], 'users:read'],
  ['GET', '/api/v2/search?query=type:ticket', ['tickets:read'], 'read'],
  ['POST', '/api/v2/webhooks', ['webhooks:read'], 'webhooks:write'],
  ['GET', '/api/v2/tickets/count', ['made_up:read'], 'tickets:read'],
])('%s %s without its scope names the scope in a string', async (method, path, scopes, missing) => {
  const sent = { token: tokenFor('Ada', scopes), ...(method === 'GET' ? {} : { body: {} }) };
  const told = await api(method, path, sent);
  expect(told.status).toBe(403);
  expect(told.body).toEqual({
    error: 'Forbidden',
    description: `You are missing the following required scopes: ${missing}`,
  });
});

test.each([
  ['an agent', 'Tomás', '/api/v2/incremental/tickets/cursor?start_time=1'],
  ['an agent', 'Tomás', '/api/v2/webhooks'],
  ['an end user', 'Maya', '/api/v2/tickets'],
])('what the role lacks is a 403 with an object: %s %s %s', async (_role, name, path) => {
  const told = await api('GET', path, { token: tokenFor(name) });
  expect(told.status).toBe(403);
  expect(told.body).toEqual({ error: { title: 'Forbidden', message: expect.any(String) } });
});

test('a light agent writes notes and cannot answer publicly', async () => {
  const token = tokenFor('Lena');
  const id = acme().bulk(1).ids[0] ?? 0;
  const say = (isPublic: boolean) =>
    api('PUT', `/api/v2/tickets/${id}`, {
      token,
      body: { ticket: { comment: { body: 'Hm', public: isPublic } } },
    });
  expect((await say(false)).status).toBe(200);
  expect((await say(true)).status).toBe(403);
  expect(acme().ticket(id).comments).toHaveLength(2);
});

test('a role taken away and a suspension are felt by live tokens', async () => {
  const token = tokenFor('Ada');
  const status = async () => (await api('GET', '/api/v2/webhooks', { token })).status;
  expect(await status()).toBe(200);
  acme().changeUser(userId('Ada'), { role: 'agent' });
  expect(await status()).toBe(403);
  acme().changeUser(userId('Ada'), { suspended: true });
  expect((await api('GET', '/api/v2/tickets/count', { token })).status).toBe(403);
});

test('revoked tokens and removed scopes are felt at once', async () => {
  const token = tokenFor('Ada', ['tickets:read', 'users:read']);
  acme().removeScope('tickets:read');
  expect((await api('GET', '/api/v2/tickets/count', { token })).status).toBe(403);
  expect((await api('GET', '/api/v2/users/me', { token })).status).toBe(200);
  expect(acme().revokeTokens()).toEqual({ revoked: 1 });
  expect((await api('GET', '/api/v2/users/me', { token })).status).toBe(401);
});

test('an unknown subdomain is a web page, an unknown path an honest 501', async () => {
  const nowhere = await caller(sandbox, 'nowhere')('GET', '/api/v2/users/me');
  expect(nowhere.status).toBe(404);
  expect(nowhere.headers.get('content-type')).toContain('text/html');
  for (const [method, path] of [
    ['GET', '/api/v2/views'],
    ['PATCH', '/api/v2/tickets/4101'],
    ['POST', '/api/v2/triggers'],
  ] as const) {
    const told = await api(method, path, { token: tokenFor('Ada') });
    expect([told.status, told.body['error']]).toEqual([501, 'NotImplemented']);
    expect(told.headers.get('x-zendesk-request-id')).toMatch(/^\w{8,}$/);
  }
  expect((await fetch(`${sandbox.url}/elsewhere/me`)).status).toBe(404);
});
