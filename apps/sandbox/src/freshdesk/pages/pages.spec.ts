import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { agentOf, freshdeskCaller } from '../testing/client.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const acme = () => sandbox.control.freshdesk('acme');
const at = (path: string) => `${sandbox.url}/freshdesk/acme/a${path}`;
const show = async (path: string) => (await fetch(at(path))).text();
const send = (path: string, form: [string, string][]) =>
  fetch(at(path), { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

describe('automations', () => {
  const filled: [string, string][] = [
    ['name', 'Tell <us>'],
    ['event', 'ticket.updated'],
    ['performed_by', 'requester'],
    ['url', 'http://127.0.0.1:9/hook'],
    ['headers', 'X-Secret: s3:cret\r\n\r\nX-Other:two'],
    ['body', '{"ticket_id":"{{ticket.id}}"}'],
    ['delay', '0'],
  ];

  test('a person makes a rule, sees it, disables and deletes it', async () => {
    const made = await send('/admin/automations', filled);
    expect([made.status, made.headers.get('location')]).toEqual([303, '/freshdesk/acme/a/admin/automations']);
    const [rule] = acme().rules();
    expect(rule).toMatchObject({
      name: 'Tell <us>',
      event: 'ticket.updated',
      performedBy: 'requester',
      headers: { 'X-Secret': 's3:cret', 'X-Other': 'two' },
      body: '{"ticket_id":"{{ticket.id}}"}',
      active: true,
    });
    expect(await show('/admin/automations')).toContain('Tell &lt;us&gt;');
    await send(`/admin/automations/${rule?.id}`, [['do', 'toggle']]);
    expect(acme().rules()[0]?.active).toBe(false);
    await send(`/admin/automations/${rule?.id}`, [['do', 'delete']]);
    expect(acme().rules()).toEqual([]);
    expect(await show('/admin/automations')).toContain('No rules yet.');
  });

  test.each([
    ['url', 'ftp://x.example', 'url'],
    ['headers', 'no colon', 'Name: value'],
    ['body', '', 'body'],
  ])('a rule with the %s %j is shown again with what is wrong', async (name, value, says) => {
    const told = await send('/admin/automations', [...filled.filter(([key]) => key !== name), [name, value]]);
    expect(told.status).toBe(400);
    const text = await told.text();
    expect(/role="alert">([^<]*)/.exec(text)?.[1]).toContain(says);
    expect(text).toContain('Tell &lt;us&gt;');
    expect(acme().rules()).toEqual([]);
  });
});

test('a person takes a permission away and gives it back', async () => {
  const { apiKey: key } = agentOf(sandbox, 'Tomás');
  const role = acme()
    .describe()
    .roles.find(({ name }) => name === 'Agent');
  const all = (role?.permissions ?? []).map((permission): [string, string] => ['permission', permission]);
  const reply = async () =>
    (await freshdeskCaller(sandbox)('POST', '/api/v2/tickets/202/reply', { key, body: { body: 'Hi' } }))
      .status;
  const saved = await send(
    `/admin/roles/${role?.id}`,
    all.filter(([, name]) => name !== 'send reply'),
  );
  expect(saved.headers.get('location')).toBe(`/freshdesk/acme/a/admin/roles?saved=${role?.id}`);
  expect(await reply()).toBe(403);
  await send(`/admin/roles/${role?.id}`, all);
  expect(await reply()).toBe(201);
  expect(await show(`/admin/roles?saved=${role?.id}`)).toContain('Agent saved.');
});

test('the profile shows the key of the agent, and a new one after a reset', async () => {
  expect(await show('/profile')).toContain('data-testid="api-key">sandbox-freshdesk-key<');
  const { id, apiKey } = agentOf(sandbox, 'Tomás');
  expect(await show(`/profile?agent=${id}`)).toContain(`>${apiKey}<`);
  await send('/profile/reset-key', [['agent', String(id)]]);
  expect(agentOf(sandbox, 'Tomás').apiKey).not.toBe(apiKey);
  expect(await show(`/profile?agent=${id}`)).toContain(`>${agentOf(sandbox, 'Tomás').apiKey}<`);
});

test('the first page offers the desk, where people write without the API', async () => {
  const page = await (await fetch(`${sandbox.url}/?desk=freshdesk:acme`)).text();
  expect(page).toContain('Freshdesk · acme');
  const call = async (path: string, body: unknown) => {
    const response = await fetch(`${sandbox.url}/page/freshdesk:acme/tickets${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as {
      id: string;
      status: string;
      messages: { text: string; isPublic: boolean }[];
    };
  };
  const { id } = await call('', { subject: 'Tent pole', message: 'It <b>snapped</b>\n\nTwice' });
  const agentId = String(agentOf(sandbox, 'Ada').id);
  await call(`/${id}/agent`, { agentId, message: 'Known fault', isPublic: false });
  const shown = await call(`/${id}/agent`, {
    agentId,
    message: 'A new one is coming',
    status: 'waiting on courier',
  });
  expect(shown.status).toBe('Waiting on courier');
  expect(shown.messages.map(({ text, isPublic }) => [text, isPublic])).toEqual([
    ['It <b>snapped</b>\nTwice', true],
    ['Known fault', false],
    ['A new one is coming', true],
  ]);
  await call(`/${id}/reply`, { message: 'Thanks' });
  expect(acme().ticket(Number(id)).ticket.status).toBe(2);
});
