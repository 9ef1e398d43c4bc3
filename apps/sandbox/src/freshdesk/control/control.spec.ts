import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { caller } from '../../testing/client.js';
import { freshdeskCaller } from '../testing/client.js';
import type { FreshdeskControl } from './control.js';

type Described = ReturnType<FreshdeskControl['describe']>;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const control = <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  caller(sandbox)<Body>(method, `${sandbox.url}/control${path}`, { body });

test('a site made to order tells everything that is needed to connect to it', async () => {
  const made = await control<Described>('POST', '/freshdesk/sites', {
    domain: 'beta',
    plan: 'Trial',
    checksPermissionFirst: true,
    statuses: ['On the boat'],
    customFields: [{ name: 'cf_boat', requiredForClosure: true }],
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    domain: 'beta',
    url: `${sandbox.url}/freshdesk/beta`,
    plan: 'Trial',
    settings: { checksPermissionFirst: true, maxFailedLogins: 5 },
    remaining: 50,
  });
  expect(made.body.statuses.at(-1)).toEqual({ id: 6, label: 'On the boat' });
  expect(made.body.agents.map(({ role, ticketScope }) => [role, ticketScope])).toEqual([
    ['Account Administrator', 1],
    ['Agent', 1],
    ['Agent', 2],
    ['Agent', 3],
  ]);
  const [admin] = made.body.agents;
  const api = freshdeskCaller(sandbox, 'beta');
  const key = admin?.apiKey ?? '';
  expect((await api('GET', '/api/v2/agents/me', { key })).body).toMatchObject({ id: made.body.adminId });
  const opened = await control<{ id: number }>('POST', '/freshdesk/beta/tickets', {
    subject: 'S',
    message: 'M',
  });
  const closing = await api('PUT', `/api/v2/tickets/${opened.body.id}`, { key, body: { status: 5 } });
  expect(closing.body['errors']).toMatchObject([{ field: 'cf_boat', code: 'missing_field' }]);
  expect((await control('POST', '/freshdesk/sites', { domain: 'beta' })).status).toBe(409);
});

test.each([
  ['POST', '/freshdesk/sites', { domain: 'Not a name' }, 'pattern'],
  ['POST', '/freshdesk/sites', { domain: 'gamma', colour: 'red' }, 'colour'],
  ['POST', '/freshdesk/acme/foreign-use', {}, 'calls'],
  ['POST', '/freshdesk/acme/permissions', { of: 'Agent', permission: 'fly', allowed: true }, 'send reply'],
  ['POST', '/freshdesk/acme/rules', { event: 'ticket.eaten', url: 'http://x.example' }, 'ticket.created'],
])('%s %s with %j is a 400 that says what is allowed', async (method, path, body, says) => {
  const told = await control<{ allowed: string }>(method, path, body);
  expect(told.status).toBe(400);
  expect(told.body.allowed).toContain(says);
});

test('everything tests do to a site can be done from outside', async () => {
  const acme = () => sandbox.control.freshdesk('acme').describe();
  const tomas = () => acme().agents.find(({ name }) => name.startsWith('Tomás'));
  await control('PATCH', '/freshdesk/acme', { plan: 'Growth', requiredToResolve: ['type'] });
  expect(acme()).toMatchObject({ plan: 'Growth', settings: { requiredToResolve: ['type'] } });
  await control('POST', '/freshdesk/acme/permissions', {
    of: 'Agent',
    permission: 'send reply',
    allowed: false,
  });
  expect(tomas()?.permissions).not.toContain('send reply');
  const key = tomas()?.apiKey;
  await control('POST', `/freshdesk/acme/agents/${tomas()?.id}/reset-key`);
  expect(tomas()?.apiKey).not.toBe(key);
  const change = { ticketScope: 2, groups: ['Warehouse'], role: 'Supervisor', deactivated: true };
  await control('PATCH', `/freshdesk/acme/agents/${tomas()?.id}`, change);
  expect(tomas()).toMatchObject({ ticketScope: 2, role: 'Supervisor', deactivated: true });
  const rule = await control<{ id: number }>('POST', '/freshdesk/acme/rules', {
    event: 'ticket.created',
    url: 'http://127.0.0.1:9/hook',
  });
  expect(acme().rules).toMatchObject([{ id: rule.body.id, performedBy: 'anyone' }]);
  await control('DELETE', `/freshdesk/acme/rules/${rule.body.id}`);
  expect(acme().rules).toEqual([]);
  const use = await control('POST', '/freshdesk/acme/foreign-use', { calls: 5, bucket: 'ticket-list' });
  expect(use.body).toEqual({ remaining: 15 });
  expect(acme().remaining).toBe(195);
});

test('a customer and an agent act from outside, and the truth can be read back', async () => {
  const opened = await control<{ id: number }>('POST', '/freshdesk/acme/tickets', {
    subject: 'Hi',
    message: 'Help',
  });
  const path = `/freshdesk/acme/tickets/${opened.body.id}`;
  const { adminId } = sandbox.control.freshdesk('acme').describe();
  await control('POST', `${path}/agent`, {
    agentId: adminId,
    message: 'Note',
    isPublic: false,
    status: 'Pending',
  });
  await control('POST', `${path}/customer-reply`, { message: 'Still there?' });
  const { body } = await control('GET', path);
  expect(body).toMatchObject({
    ticket: { id: opened.body.id, status: 2, description_text: 'Help' },
    conversations: [
      { body_text: 'Note', private: true, incoming: false },
      { body_text: 'Still there?', private: false, incoming: true },
    ],
    deleted: false,
    archived: false,
  });
  await control('POST', `${path}/archive`);
  expect((await control('GET', path)).body).toMatchObject({ archived: true, ticket: { status: 5 } });
});

test('tickets can be made in numbers and made old', async () => {
  const { body } = await control<{ ids: number[] }>('POST', '/freshdesk/acme/bulk-tickets', {
    count: 3,
    hoursAgo: 800,
  });
  expect(body.ids).toHaveLength(3);
  const listed = await freshdeskCaller(sandbox)<{ id: number }[]>('GET', '/api/v2/tickets?per_page=100');
  expect(listed.body.map(({ id }) => id)).not.toEqual(expect.arrayContaining(body.ids));
});

test('the sandbox tells of the site, and a reset forgets what was made', async () => {
  sandbox.control.addFreshdeskSite({ domain: 'beta' });
  sandbox.control.freshdesk('acme').addRule({ event: 'ticket.created', url: 'http://127.0.0.1:9/' });
  const before = await control<{ freshdesk: Described[] }>('GET', '');
  expect(before.body.freshdesk.map(({ domain }) => domain)).toEqual(['acme', 'beta']);
  await control('POST', '/reset');
  const after = await control<{ freshdesk: Described[] }>('GET', '');
  expect(after.body.freshdesk.map(({ domain, rules }) => [domain, rules.length])).toEqual([['acme', 0]]);
});
