import { jest } from '@jest/globals';
import type { OperationRequest } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.start();
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const control = () => desk.world.sandbox.control;
const verdict = async (id: string, capability: string) =>
  (await api().capabilities(id)).data.find((row) => row.capability === capability)?.verdict;
const confirmed = (id: string) =>
  until(async () => (await api().operation(id)).state === 'confirmed', 30_000);
const submit = (id: string, ticketId: string, steps: OperationRequest['steps']) =>
  api().submit(id, ticketId, { steps });
const told = (type: 'ticket.created' | 'reply.added', accountId: string, ticketId: string) =>
  desk.world.consumer
    .received(type)
    .filter((event) => event.accountId === accountId && event.ticketId === ticketId);
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${desk.world.url}/v1/webhooks/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  }).then(({ status }) => status);

describe('Freshdesk', () => {
  let site: string;
  let id: string;
  let ticketId: string;
  let secret: [string, string];

  beforeAll(async () => {
    const made = control().addFreshdeskSite({ domain: 'shop' });
    site = made.domain;
    const key = made.agents.find((agent) => agent.id === made.adminId)?.apiKey ?? '';
    ({ accountId: id } = await api().connectByKey({ platform: 'freshdesk', site, key }));
  });

  test('a key that is not accepted is a matter of its field; a site that is none, of the other', async () => {
    const wrong = api().connectByKey({ platform: 'freshdesk', site, key: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ status: 400, errors: [{ path: 'key' }] });
    const nowhere = api().connectByKey({ platform: 'freshdesk', site: 'a b', key: 'k' });
    await expect(nowhere).rejects.toMatchObject({ status: 400, errors: [{ path: 'site' }] });
    const oauth = desk.start({ platform: 'freshdesk', site });
    expect((await oauth).status).toBe(400);
    expect((await api().account(id)).state).toBe('live');
  });

  test('the site is taken from the address that people copy', async () => {
    const { agents, adminId } = control().freshdesk(site).describe();
    const key = agents.find((agent) => agent.id === adminId)?.apiKey ?? '';
    const again = await api().connectByKey({ platform: 'freshdesk', site: `${site}.freshdesk.com`, key });
    expect(again.accountId).toBe(id);
  });

  test('an account of which nobody can tell whether it may write is live, and the rows say so', async () => {
    expect(await api().account(id)).toMatchObject({ platform: 'freshdesk', site, state: 'live' });
    expect(await verdict(id, 'tickets:read')).toBe('granted');
    expect(await verdict(id, 'replies:write')).toBe('unknown');
  });

  test('the set-up page holds what a person enters there, and a rule made by it brings tickets', async () => {
    const setUp = await api().webhookSetUp(id);
    expect(setUp).toMatchObject({ setUp: 'by_hand', firstDeliveryAt: null, lastDeliveryAt: null });
    const value = (label: RegExp) => setUp.values.find((one) => label.test(one.label))?.value ?? '';
    secret = value(/header/i).split(': ') as [string, string];
    expect(secret[1].length).toBeGreaterThan(40);
    const headers = { [secret[0]]: secret[1] };
    for (const event of ['ticket.created', 'ticket.updated'] as const) {
      const body = value(event === 'ticket.created' ? /creation/ : /updates/);
      control()
        .freshdesk(site)
        .addRule({ event, url: value(/^URL/), headers, body });
    }
    ticketId = String(control().freshdesk(site).desk.customerOpens('Tent', 'It leaks.'));
    await until(() => told('ticket.created', id, ticketId).length === 1, 20_000);
    expect((await api().webhookSetUp(id)).firstDeliveryAt).not.toBeNull();
    expect((await api().conversation(id, ticketId)).messages).toMatchObject([
      { kind: 'reply', body: 'It leaks.', author: { role: 'customer' } },
    ]);
  });

  test('every kind of step lands once, proves what nobody could tell, and does not come back as news', async () => {
    const before = desk.world.consumer.deliveries.length;
    const { adminId } = control().freshdesk(site).describe();
    const { id: operation } = await submit(id, ticketId, [
      { kind: 'reply', body: 'We send another one & <b>thanks</b>' },
      { kind: 'addTags', tags: ['tents'] },
      { kind: 'assignee', assigneeId: String(adminId) },
      { kind: 'status', status: 'pending' },
    ]);
    await confirmed(operation);
    const { ticket, conversations } = control().freshdesk(site).ticket(Number(ticketId));
    expect(ticket).toMatchObject({ status: 3, responder_id: adminId, tags: ['tents'] });
    expect(conversations.map(({ body_text }) => body_text)).toEqual(['We send another one & <b>thanks</b>']);
    for (const capability of ['replies:write', 'tags:write', 'assignee:write', 'status:write'])
      expect(await verdict(id, capability)).toBe('granted');
    await api().probe(id); // which cannot tell, and forgets nothing
    expect(await verdict(id, 'replies:write')).toBe('granted');
    await control().deliveriesSettled();
    await until(
      async () => (await api().tickets(id)).data.find((one) => one.id === ticketId)?.status === 'pending',
    );
    const news = desk.world.consumer.deliveries
      .slice(before)
      .filter((event) => event.ticketId === ticketId && event.origin !== 'system');
    expect(news).toEqual([]);
  });

  test('a permission that is taken away holds what needs it; given back and checked again, it goes out once', async () => {
    control().freshdesk(site).setPermission('Account Administrator', 'send reply', false);
    const held = await submit(id, ticketId, [
      { kind: 'reply', body: 'Sent today.' },
      { kind: 'status', status: 'solved' },
    ]);
    await until(async () => (await api().operation(held.id)).state === 'held', 20_000);
    expect(await api().account(id)).toMatchObject({
      state: 'needs_scopes',
      remedy: expect.stringContaining('Admin > Team > Roles'),
    });
    const tagged = await submit(id, String(control().freshdesk(site).desk.customerOpens('B', 'b')), [
      { kind: 'addTags', tags: ['goes-on'] },
    ]);
    await confirmed(tagged.id);

    control().freshdesk(site).setPermission('Account Administrator', 'send reply', true);
    await api().probe(id);
    await confirmed(held.id);
    const { ticket, conversations } = control().freshdesk(site).ticket(Number(ticketId));
    expect(conversations.filter(({ body_text }) => body_text === 'Sent today.')).toHaveLength(1);
    expect(ticket).toMatchObject({ status: 4 });
    expect((await api().account(id)).state).toBe('live');
  });

  test('a delivery is believed by its secret only, and one whose texts broke the JSON still counts', async () => {
    const good = { [secret[0]]: secret[1] };
    const body = JSON.stringify({ v: 1, event: 'ticket.updated', ticket_id: ticketId });
    expect(await post(id, body)).toBe(401);
    expect(await post(id, body, { [secret[0]]: `${secret[1]}x` })).toBe(401);
    expect((await api().webhookSetUp(id)).signatureFailures).toBe(2);
    expect(await post(id, body, good)).toBe(202);
    expect(await post(id, body, good)).toBe(202);
    expect(await post(id, `{"ticket_id":"${ticketId}","subject":"He said "no""}`, good)).toBe(202);
    expect(await post(id, '{"hello":1}', good)).toBe(400);
  });

  test('a re-connect keeps the secret that was entered at Freshdesk, and what the account needs', async () => {
    await api().changeAccount(id, { requiredCapabilities: ['tickets:read'] });
    const { agents, adminId } = control().freshdesk(site).describe();
    const key = agents.find((agent) => agent.id === adminId)?.apiKey ?? '';
    await api().connectByKey({ platform: 'freshdesk', site, key });
    expect(await post(id, '{"ticket_id":"1"}', { [secret[0]]: secret[1] })).toBe(202);
    expect((await api().account(id)).requiredCapabilities).toEqual(['tickets:read']);
  });

  test('a key that was reset suspends the account, and with the new one everything that waited goes on', async () => {
    const { adminId } = control().freshdesk(site).describe();
    const { apiKey } = control().freshdesk(site).resetKey(adminId);
    const waiting = await submit(id, ticketId, [{ kind: 'note', body: 'While the key was wrong' }]);
    await until(async () => (await api().account(id)).state === 'suspended', 20_000);
    expect(await api().account(id)).toMatchObject({
      reason: expect.stringContaining('no longer accepts the key'),
      remedy: expect.stringContaining('new key'),
    });
    const quiet = String(control().freshdesk(site).desk.customerOpens('Stove', 'It smells.'));
    await control().deliveriesSettled();
    expect(told('ticket.created', id, quiet)).toEqual([]);
    await api().connectByKey({ platform: 'freshdesk', site, key: apiKey });
    await confirmed(waiting.id);
    await until(() => told('ticket.created', id, quiet).length === 1, 20_000);
  });

  test('what waits for a locked key goes on at once when another key is connected', async () => {
    await control().deliveriesSettled();
    await until(
      async () =>
        (await desk.rows(`SELECT 1 FROM inbox WHERE account_id = $1 AND state = 'pending'`, id)).length === 0,
    );
    const { adminId, agents, settings } = control().freshdesk(site).describe();
    const old = agents.find((agent) => agent.id === adminId)?.apiKey ?? '';
    const { apiKey } = control().freshdesk(site).resetKey(adminId);
    // Somebody else tries the old key until Freshdesk locks it for half an hour.
    const Authorization = `Basic ${Buffer.from(`${old}:X`).toString('base64')}`;
    const me = `${desk.world.sandbox.url}/freshdesk/${site}/api/v2/agents/me`;
    for (let n = 0; n < settings.maxFailedLogins; n += 1) await fetch(me, { headers: { Authorization } });
    const unread = String(control().freshdesk(site).desk.customerOpens('Lamp', 'It flickers.'));
    // Its condition is looked at first, so that no write is out that must be looked for.
    const waiting = await api().submit(id, ticketId, {
      steps: [{ kind: 'note', body: 'While the key was locked' }],
      ifStatusIn: ['open', 'pending', 'solved'],
    });
    const waits = async (table: 'operations' | 'inbox') =>
      (
        await desk.rows(
          `SELECT 1 FROM ${table} WHERE account_id = $1 AND due_at > now() + interval '10 min'`,
          id,
        )
      ).length;
    await until(async () => (await waits('operations')) === 1 && (await waits('inbox')) > 0, 20_000);
    await api().connectByKey({ platform: 'freshdesk', site, key: apiKey });
    await confirmed(waiting.id);
    await until(() => told('ticket.created', id, unread).length === 1, 20_000);
  });
});
