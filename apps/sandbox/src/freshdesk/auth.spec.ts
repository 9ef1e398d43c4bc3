import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { agentOf, freshdeskCaller } from './testing/client.js';
import { caller } from '../testing/client.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const api: ReturnType<typeof freshdeskCaller> = (...call) => freshdeskCaller(sandbox)(...call);
const acme = () => sandbox.control.freshdesk('acme');
const loggedOut = {
  code: 'invalid_credentials',
  message: 'You have to be logged in to perform this action.',
};
const denied = { code: 'access_denied', message: 'You are not authorized to perform this action.' };

test('agents/me tells who the key belongs to, whatever the password is', async () => {
  const told = await api('GET', '/api/v2/agents/me');
  expect(told.status).toBe(200);
  expect(told.body).toMatchObject({
    id: acme().describe().adminId,
    type: 'support_agent',
    ticket_scope: 1,
    contact: { name: 'Ada Okafor', email: 'ada.okafor@acme.example' },
  });
  const other = `Basic ${Buffer.from('sandbox-freshdesk-key:anything').toString('base64')}`;
  expect((await api('GET', '/api/v2/agents/me', { authorization: other })).status).toBe(200);
});

test.each([
  ['nothing', ''],
  ['a bearer token', 'Bearer sandbox-freshdesk-key'],
  ['an empty key', `Basic ${Buffer.from(':X').toString('base64')}`],
  ['a wrong key', `Basic ${Buffer.from('wrong:X').toString('base64')}`],
])('%s is a 401', async (_case, authorization) => {
  const told = await api('GET', '/api/v2/agents/me', { authorization });
  expect([told.status, told.body]).toEqual([401, loggedOut]);
});

test('every answer carries the version and an id of its own', async () => {
  const ids = new Set<string | null>();
  for (const [path, key] of [
    ['/api/v2/agents/me', 'sandbox-freshdesk-key'],
    ['/api/v2/agents/me', 'wrong'],
    ['/api/v2/tickets/1', 'sandbox-freshdesk-key'],
    ['/api/v2/surveys', 'sandbox-freshdesk-key'],
  ] as const) {
    const { headers } = await api('GET', path, { key });
    expect(headers.get('x-freshdesk-api-version')).toBe('latest=v2; requested=v2');
    ids.add(headers.get('x-request-id'));
  }
  expect(ids.size).toBe(4);
  const nowhere = await freshdeskCaller(sandbox, 'nowhere')('GET', '/api/v2/agents/me');
  expect([nowhere.status, nowhere.headers.get('x-freshdesk-api-version')]).toEqual([404, null]);
});

describe('a key that fails again and again', () => {
  const login = async (key: string) => (await api('GET', '/api/v2/agents/me', { key })).status;

  test('is locked out, and no other key with it', async () => {
    acme().change({ maxFailedLogins: 3 });
    for (let count = 0; count < 3; count += 1) expect(await login('wrong')).toBe(401);
    const locked = await api('GET', '/api/v2/agents/me', { key: 'wrong' });
    expect([locked.status, locked.body['code']]).toEqual([403, 'login_limit_exceeded']);
    expect(locked.body['message']).toContain('maximum failed logins');
    expect([await login('other'), await login('sandbox-freshdesk-key')]).toEqual([401, 200]);
    sandbox.control.advance(31 * 60);
    expect(await login('wrong')).toBe(401);
  });

  test('stays locked out when its agent comes back', async () => {
    const { id, apiKey } = agentOf(sandbox, 'Tomás');
    acme().change({ maxFailedLogins: 2 });
    acme().changeAgent(id, { deactivated: true });
    expect([await login(apiKey), await login(apiKey)]).toEqual([401, 401]);
    acme().changeAgent(id, { deactivated: false });
    expect(await login(apiKey)).toBe(403);
  });
});

test('a key that was reset is a 401, its successor works', async () => {
  const { id, apiKey } = agentOf(sandbox, 'Tomás');
  const { apiKey: fresh } = acme().resetKey(id);
  expect((await api('GET', '/api/v2/agents/me', { key: apiKey })).status).toBe(401);
  expect((await api('GET', '/api/v2/agents/me', { key: fresh })).body['id']).toBe(id);
});

test('the free plan has no API', async () => {
  acme().change({ plan: 'Free' });
  const told = await api('GET', '/api/v2/agents/me');
  expect([told.status, told.body['code']]).toEqual([403, 'require_feature']);
  expect((await api('GET', '/api/v2/agents/me', { key: 'wrong' })).status).toBe(401);
});

test.each([
  ['send reply', 'POST', '/api/v2/tickets/202/reply', { body: '<p>Hi</p>' }],
  ['add note', 'POST', '/api/v2/tickets/202/notes', { body: 'Hi' }],
  ['edit ticket properties', 'PUT', '/api/v2/tickets/202', { status: 3 }],
  ['assign', 'PUT', '/api/v2/tickets/202', { responder_id: null }],
  ['view tickets', 'GET', '/api/v2/tickets/202', undefined],
  ['view contacts', 'GET', '/api/v2/tickets?include=requester', undefined],
] as const)('without "%s" %s %s is a 403 until it is given back', async (permission, method, path, body) => {
  const { role, apiKey: key } = agentOf(sandbox, 'Tomás');
  const sent = body === undefined ? { key } : { key, body };
  acme().setPermission(role, permission, false);
  const told = await api(method, path, sent);
  expect([told.status, told.body]).toEqual([403, denied]);
  acme().setPermission(role, permission, true);
  expect((await api(method, path, sent)).status).toBeLessThan(300);
});

test('a permission can be taken from one agent alone', async () => {
  const [tomas, ada] = [agentOf(sandbox, 'Tomás'), agentOf(sandbox, 'Ada')];
  acme().setPermission(tomas.id, 'add note', false);
  const note = async (key: string) =>
    (await api('POST', '/api/v2/tickets/202/notes', { key, body: { body: 'Hi' } })).status;
  expect([await note(tomas.apiKey), await note(ada.apiKey)]).toEqual([403, 201]);
});

test.each([
  [false, 404],
  [true, 403],
])('with checksPermissionFirst %s a forbidden write to no ticket is a %i', async (first, status) => {
  const { apiKey: key, role } = agentOf(sandbox, 'Tomás');
  acme().change({ checksPermissionFirst: first });
  acme().setPermission(role, 'send reply', false);
  const told = await api('POST', '/api/v2/tickets/999999/reply', { key, body: { body: 'Hi' } });
  expect(told.status).toBe(status);
});

test.each([
  ['/api/v2/agents', 403],
  ['/api/v2/groups', 403],
  ['/api/v2/roles', 403],
  ['/api/v2/admin/ticket_fields', 403],
  ['/api/v2/settings/helpdesk', 403],
  ['/api/v2/ticket_fields', 200],
  ['/api/v2/agents/me', 200],
])('an agent without an admin role gets %s: %i', async (path, status) => {
  expect((await api('GET', path, { key: agentOf(sandbox, 'Tomás').apiKey })).status).toBe(status);
});

test('what lies outside the scope of an agent is an empty 404, and not in the list', async () => {
  const seen = async (name: string) => {
    const { body } = await api<{ id: number }[]>('GET', '/api/v2/tickets', {
      key: agentOf(sandbox, name).apiKey,
    });
    return body.map(({ id }) => id).toSorted((one, other) => one - other);
  };
  // Lena sees the Warehouse group, Ravi what is assigned to him: nothing.
  expect(await seen('Lena')).toEqual([205]);
  expect(await seen('Ravi')).toEqual([]);
  const hidden = await api('GET', '/api/v2/tickets/201', { key: agentOf(sandbox, 'Lena').apiKey });
  expect([hidden.status, hidden.text]).toEqual([404, '']);
  const [, note] = acme().ticket(201).conversations;
  const edit = { key: agentOf(sandbox, 'Lena').apiKey, body: { body: 'Mine now' } };
  expect((await api('PUT', `/api/v2/conversations/${note?.id}`, edit)).status).toBe(404);
  await api('PUT', '/api/v2/tickets/202', { body: { responder_id: agentOf(sandbox, 'Ravi').id } });
  expect(await seen('Ravi')).toEqual([202]);
});

test('wrong methods, formats and languages have their own statuses', async () => {
  const wrong = await api('PUT', '/api/v2/tickets/202/reply', { body: { body: 'Hi' } });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  const accept = await api('GET', '/api/v2/tickets', { headers: { accept: 'text/html' } });
  expect([accept.status, accept.text]).toEqual([406, '']);
  const url = `${sandbox.url}/freshdesk/acme/api/v2/tickets/202/notes`;
  const post = (type: string, body: string) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': type, authorization: `Basic ${btoa('sandbox-freshdesk-key:X')}` },
    });
  expect((await post('text/plain', 'Hi')).status).toBe(415);
  expect((await post('application/x-www-form-urlencoded', 'body=Hi')).status).toBe(415);
  const broken = await post('application/json', '{"body":');
  expect([broken.status, ((await broken.json()) as { code: string }).code]).toEqual([400, 'invalid_json']);
  expect(acme().ticket(202).conversations).toEqual([]);
});

test.each([
  ['GET', '/api/v2/surveys'],
  ['POST', '/api/v2/tickets/bulk_update'],
  ['PUT', '/api/v2/tickets/merge'],
  ['DELETE', '/api/v2/conversations/1'],
  ['POST', '/api/v2/contacts'],
  ['GET', '/a/dashboard'],
])('%s %s is an honest 501', async (method, path) => {
  const told = await api(method, path, method === 'GET' ? {} : { body: {} });
  expect([told.status, told.body['code']]).toEqual([501, 'not_implemented']);
});

test('an unknown site of the control API is a 404 in words', async () => {
  const told = await caller(sandbox)('GET', `${sandbox.url}/control/freshdesk/nowhere`);
  expect([told.status, told.body]).toEqual([404, { error: { message: 'There is no site nowhere here.' } }]);
});
