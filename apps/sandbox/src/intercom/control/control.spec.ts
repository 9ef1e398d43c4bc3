import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import type { DeskMessage, DeskTicket } from '../../desk.js';
import type { Sent } from '../testing.js';
import { caller } from '../testing.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
async function outside<Body = Record<string, unknown>>(method: string, path: string, sent?: unknown) {
  const init = { method, headers: { 'content-type': 'application/json' } };
  const target = `${sandbox.url}${path}`;
  const told = await fetch(target, sent === undefined ? { method } : { ...init, body: JSON.stringify(sent) });
  return { status: told.status, body: (await told.json()) as Body };
}
type Described = ReturnType<ReturnType<typeof acme>['describe']>;

test('a workspace made to order tells everything that is needed to connect to it', async () => {
  const made = await outside<Described>('POST', '/control/intercom/workspaces', {
    id: 'beta1',
    region: 'au',
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    id: 'beta1',
    region: 'au',
    url: `${sandbox.url}/intercom.au`,
    appUrl: `${sandbox.url}/intercom-app.au`,
    tokens: [],
  });
  const issued = await outside<{ accessToken: string }>('POST', '/control/intercom/beta1/tokens', {});
  const sent: Sent = { token: issued.body.accessToken, region: '.au' };
  expect((await api<{ id: string }>('GET', '/me', sent)).body.id).toBe(made.body.adminId);
  expect((await outside('POST', '/control/intercom/workspaces', { id: 'beta1' })).status).toBe(409);
  expect((await outside('GET', '/control/intercom/nowhere')).status).toBe(404);
});

test.each([
  ['POST', '/control/intercom/workspaces', { id: 'No Name' }, 'pattern'],
  ['POST', '/control/intercom/acme1/tokens', { scopes: ['everything'] }, 'read_conversations'],
  ['POST', '/control/intercom/acme1/foreign-use', {}, 'calls'],
  ['PATCH', '/control/intercom/apps/nightdesk', { limit: 5 }, 'limit'],
  ['PATCH', '/control/intercom/apps/nightdesk', { redirectUris: ['http://app.example/'] }, 'https'],
])('%s %s with %j is a 400 that says what is allowed', async (method, path, sent, says) => {
  const told = await outside<{ allowed: string }>(method, path, sent);
  expect(told.status).toBe(400);
  expect(told.body.allowed).toContain(says);
});

test('the world goes on from outside, and its truth can be read back', async () => {
  const { id } = (
    await outside<{ id: string }>('POST', '/control/intercom/acme1/conversations', {
      subject: 'Hi',
      message: 'Help',
    })
  ).body;
  const path = `/control/intercom/acme1/conversations/${id}`;
  await outside('POST', `${path}/agent`, {
    agentId: acme().describe().adminId,
    message: 'Hm',
    isPublic: false,
  });
  await outside('POST', `${path}/contact-reply`, { message: 'Still there?' });
  await outside('PUT', `${path}/priority`, { priority: 'urgent' });
  const { body } = await outside<ReturnType<ReturnType<typeof acme>['conversation']>>('GET', path);
  expect(body.conversation).toMatchObject({ id, priority: 'urgent', state: 'open' });
  expect(body.parts.map(({ part_type, body: text }) => [part_type, text])).toEqual([
    ['note', '<p>Hm</p>'],
    ['comment', '<p>Still there?</p>'],
  ]);
  const opened = await outside<{ id: string }>('POST', '/control/intercom/acme1/tickets', {
    title: 'Boots',
    description: 'Narrow',
  });
  expect(acme().ticket(opened.body.id).ticket.ticket_attributes['_default_title_']).toBe('Boots');
});

test('faults hit calls of the workspace that the token belongs to', async () => {
  const { body: fault } = await outside('POST', '/control/faults', {
    platform: 'intercom',
    site: 'acme1',
    kind: '403',
    scope: 'read_tags',
    match: { route: '/tags' },
  });
  expect(fault).toMatchObject({ site: 'acme1' });
  const told = await api('GET', '/tags');
  expect([told.status, told.body.errors[0]?.message]).toEqual([
    403,
    'The token does not have the required scope (read_tags).',
  ]);
  const [id = ''] = acme().describe().conversationIds;
  sandbox.control.fault({
    platform: 'intercom',
    site: 'acme1',
    kind: 'reset-after',
    match: { method: 'POST', route: '/conversations/:id/reply', ticketId: id },
  });
  const before = acme().conversation(id).parts.length;
  const body = { message_type: 'comment', type: 'admin', admin_id: acme().describe().adminId, body: 'Hi' };
  await expect(api('POST', `/conversations/${id}/reply`, { body })).rejects.toThrow('fetch failed');
  expect(acme().conversation(id).parts).toHaveLength(before + 1);
});

test.each([
  ['429', 429, 'rate_limit_exceeded'],
  ['401', 401, 'token_revoked'],
  ['403', 403, 'action_forbidden'],
  ['500', 500, 'server_error'],
  ['503', 503, 'service_unavailable'],
] as const)('a forced %s looks like the platform', async (kind, status, code) => {
  sandbox.control.fault({ platform: 'intercom', site: 'acme1', kind });
  const told = await api('GET', '/me');
  expect([told.status, told.body.errors[0]?.code, told.headers.has('retry-after')]).toEqual([
    status,
    code,
    false,
  ]);
  expect((await api('GET', '/me')).status).toBe(200);
});

test('a forced 429 ends when the fault says', async () => {
  sandbox.control.fault({ platform: 'intercom', site: 'acme1', kind: '429', retryAfter: 40 });
  const { headers } = await api('GET', '/me');
  const seconds = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1000;
  expect(headers.get('x-ratelimit-remaining')).toBe('0');
  expect(Math.abs(seconds - 40)).toBeLessThan(5);
});

test('calls that name no workspace have the empty site', async () => {
  sandbox.control.fault({ platform: 'intercom', site: '', kind: '503' });
  const body = { client_id: 'nightdesk', client_secret: 'sandbox-secret', code: 'x' };
  expect((await api('POST', '/auth/eagle/token', { token: null, body })).status).toBe(503);
  expect(sandbox.control.requests({ platform: 'intercom', site: '' })).toMatchObject([
    { route: '/auth/eagle/token', executed: false, fault: '503' },
  ]);
});

test('the page has the workspace: a customer writes, an agent without a seat can only note', async () => {
  const desk = '/page/intercom:acme1/tickets';
  const { id } = (
    await outside<{ id: string }>('POST', desk, { subject: 'Pole', message: 'It <b>snapped</b>' })
  ).body;
  const lena = acme()
    .describe()
    .admins.find(({ has_inbox_seat: seat }) => !seat)?.id;
  await outside('POST', `${desk}/${id}/agent`, { agentId: lena, message: 'Known fault' });
  const { body } = await outside<DeskTicket & { messages: DeskMessage[] }>('POST', `${desk}/${id}/agent`, {
    agentId: acme().describe().adminId,
    message: 'A new one is coming',
    status: 'closed',
    tags: ['warranty'],
  });
  expect(body).toMatchObject({ subject: 'Pole', status: 'closed', tags: ['warranty'], isCustomers: true });
  expect(body.messages.map(({ text, isPublic, fromCustomer }) => [text, isPublic, fromCustomer])).toEqual([
    ['It <b>snapped</b>', true, true],
    ['Known fault', false, false],
    ['A new one is coming', true, false],
  ]);
  const wrong = await outside('POST', `${desk}/${id}/agent`, { agentId: lena, status: 'resolved' });
  expect(wrong.status).toBe(400);
});

test('reset forgets workspaces, apps, tokens and what was used', async () => {
  sandbox.control.addIntercomWorkspace({ id: 'beta1' });
  sandbox.control.addIntercomApp({ clientId: 'own', homeWorkspaceId: 'beta1' });
  acme().foreignUse({ calls: 5000 });
  acme().revokeTokens();
  await sandbox.control.reset();
  expect([...sandbox.world.intercom.workspaces.keys()]).toEqual(['acme1']);
  expect([...sandbox.world.intercom.apps.keys()]).toEqual(['nightdesk']);
  expect((await api('GET', '/me')).status).toBe(200);
});
