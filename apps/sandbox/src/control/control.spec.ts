import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { caller } from '../testing/client.js';

const now = Date.now();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const control = <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  caller(sandbox)<Body>(method, `${sandbox.url}/control${path}`, { body });
type Described = ReturnType<ReturnType<Sandbox['control']['zendesk']>['describe']>;

test('a site made to order tells everything that is needed to connect to it', async () => {
  const made = await control<Described>('POST', '/zendesk/sites', { subdomain: 'beta', plan: 'Suite Team' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    subdomain: 'beta',
    url: `${sandbox.url}/zendesk/beta`,
    client: { identifier: 'nightdesk' },
  });
  const authorization = `Basic ${Buffer.from(`admin@site.example/token:${made.body.apiToken}`).toString('base64')}`;
  const me = await caller(sandbox, 'beta')('GET', '/api/v2/users/me', { authorization });
  expect(me.body).toMatchObject({ user: { id: made.body.adminId, role: 'admin' } });
  expect((await control('POST', '/zendesk/sites', { subdomain: 'beta' })).status).toBe(409);
});

test.each([
  ['POST', '/faults', { platform: 'zendesk', site: 'acme', kind: '418' }, 'webhook-drop'],
  ['POST', '/faults', { platform: 'zendesk', site: 'acme', kind: '500', time: 3 }, 'time'],
  ['POST', '/clock', { advanceSeconds: -1 }, '>=0'],
  ['POST', '/zendesk/sites', { subdomain: 'Not a name' }, 'pattern'],
  [
    'POST',
    '/zendesk/sites',
    { subdomain: 'gamma', client: { scopes: ['read', 'tickets:read'] } },
    'broad scope',
  ],
  ['POST', '/zendesk/acme/foreign-use', {}, 'calls'],
])('%s %s with %j is a 400 that says what is allowed', async (method, path, body, says) => {
  const told = await control<{ allowed: string }>(method, path, body);
  expect(told.status).toBe(400);
  expect(told.body.allowed).toContain(says);
});

test('an unknown site is a 404', async () => {
  expect((await control('GET', '/zendesk/nowhere')).status).toBe(404);
});

test('faults are listed and taken back', async () => {
  const fault = { platform: 'zendesk', site: 'acme', kind: '500', times: 3 };
  expect((await control('POST', '/faults', fault)).status).toBe(201);
  expect((await control('GET', '/faults')).body).toMatchObject({ faults: [{ kind: '500', left: 3 }] });
  await control('DELETE', '/faults');
  expect((await control('GET', '/faults')).body).toEqual({ faults: [] });
});

test('the journal counts what arrived', async () => {
  const token = sandbox.control.zendesk('acme').issueToken().accessToken;
  await caller(sandbox)('GET', '/api/v2/tickets/4101?include=users', { token });
  await caller(sandbox)('GET', '/api/v2/users/me');
  const { body } = await control('GET', '/requests?route=/api/v2/tickets/:id');
  expect(body).toMatchObject({
    requests: [{ method: 'GET', path: '/api/v2/tickets/4101?include=users', status: 200, executed: true }],
  });
});

test('the clock moves the platform and nothing else', async () => {
  const told = await control<{ now: string; wall: string }>('POST', '/clock', { advanceSeconds: 3600 });
  expect(Date.parse(told.body.now) - Date.parse(told.body.wall)).toBe(3_600_000);
});

test('a customer and an agent act from outside, and the truth can be read back', async () => {
  const opened = await control<{ id: number }>('POST', '/zendesk/acme/tickets', {
    subject: 'Hi',
    message: 'Help',
  });
  const path = `/zendesk/acme/tickets/${opened.body.id}`;
  const { adminId } = sandbox.control.zendesk('acme').describe();
  await control('POST', `${path}/agent`, {
    agentId: adminId,
    message: 'Note',
    isPublic: false,
    status: 'pending',
  });
  await control('POST', `${path}/customer-reply`, { message: 'Still there?' });
  const truth = await control<{ comments: { public: boolean; body: string }[] }>('GET', path);
  expect(truth.body).toMatchObject({ ticket: { status: 'open', via: { channel: 'web' } } });
  expect(truth.body.comments.map((comment) => [comment.body, comment.public])).toEqual([
    ['Help', true],
    ['Note', false],
    ['Still there?', true],
  ]);
});

test('reset forgets sites, faults, time and calls', async () => {
  await control('POST', '/zendesk/sites', { subdomain: 'beta' });
  await control('POST', '/clock', { advanceSeconds: 3600 });
  await control('POST', '/reset');
  const { body } = await control<{ zendesk: Described[]; now: string; wall: string }>('GET', '');
  expect(body.zendesk.map(({ subdomain }) => subdomain)).toEqual(['acme']);
  expect(body.now).toBe(body.wall);
  expect(sandbox.control.requests()).toEqual([]);
});
