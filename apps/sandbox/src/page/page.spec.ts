import type { DeskMessage, DeskTicket } from '../desk.js';
import type { Sandbox } from '../sandbox.js';
import { startSandbox } from '../sandbox.js';
import { caller } from '../testing/client.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const page = <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  caller(sandbox)<Body>(method, `${sandbox.url}${path}`, { body });
const tickets = '/page/zendesk:acme/tickets';
type Shown = DeskTicket & { messages: DeskMessage[] };

test('the page labels what can be typed and names the customer', async () => {
  const { text, headers } = await page('GET', '/');
  expect(headers.get('content-type')).toContain('text/html');
  for (const id of ['new-subject', 'new-message', 'agent-message', 'agent-status', 'customer-reply'])
    expect(text).toContain(`<label for="${id}">`);
  expect(text).toContain('Maya Lindqvist');
});

test('the pages on which an admin sets things up are one click away', async () => {
  expect((await page('GET', '/')).text).not.toContain('For admins');
  const { text } = await page('GET', '/?desk=freshdesk:acme');
  const paths = [...text.matchAll(/<a href="([^"]+)">/g)].map(([, path = '']) => path);
  expect(paths).toHaveLength(3);
  const hub = await page('GET', '/?desk=intercom:acme1');
  expect(hub.text).toContain('Developer Hub');
  for (const path of [...paths, '/intercom-app/developer-hub/nightdesk'])
    expect([path, (await page('GET', path)).status]).toEqual([path, 200]);
});

test('a ticket written by the customer is seen by the agent, who answers and notes', async () => {
  const { body: opened } = await page<{ id: string }>('POST', tickets, {
    subject: 'Tent pole',
    message: 'It <b>snapped</b>',
  });
  const { body: list } = await page<{ tickets: DeskTicket[] }>('GET', tickets);
  expect(list.tickets[0]).toMatchObject({
    id: opened.id,
    subject: 'Tent pole',
    status: 'new',
    isCustomers: true,
  });
  const agentId = String(sandbox.control.zendesk('acme').describe().adminId);
  await page('POST', `${tickets}/${opened.id}/agent`, { agentId, message: 'Known fault', isPublic: false });
  const { body } = await page<Shown>('POST', `${tickets}/${opened.id}/agent`, {
    agentId,
    message: 'A new one is coming',
    status: 'solved',
  });
  expect(body.status).toBe('solved');
  expect(body.messages.map(({ text, isPublic, fromCustomer }) => [text, isPublic, fromCustomer])).toEqual([
    ['It <b>snapped</b>', true, true],
    ['Known fault', false, false],
    ['A new one is coming', true, false],
  ]);
});

test('a reply to a closed ticket opens a follow-up', async () => {
  const [id = 0] = sandbox.control.zendesk('acme').bulk(1).ids;
  sandbox.control
    .zendesk('acme')
    .agentActs(id, { agentId: String(sandbox.control.zendesk('acme').describe().adminId), status: 'closed' });
  const { body } = await page<{ id: string }>('POST', `${tickets}/${id}/reply`, { message: 'Once more' });
  expect(body.id).not.toBe(String(id));
  expect(sandbox.control.zendesk('acme').ticket(id).ticket.followup_ids).toEqual([Number(body.id)]);
});

test('an agent cannot write to a closed ticket here either', async () => {
  const [id = 0] = sandbox.control.zendesk('acme').bulk(1).ids;
  const agentId = String(sandbox.control.zendesk('acme').describe().adminId);
  await page('POST', `${tickets}/${id}/agent`, { agentId, status: 'closed' });
  expect((await page('POST', `${tickets}/${id}/agent`, { agentId, message: 'Hm' })).status).toBe(422);
  expect((await page('GET', '/page/zendesk:nowhere/tickets')).status).toBe(404);
});
