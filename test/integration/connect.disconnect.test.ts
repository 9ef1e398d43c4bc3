import { jest } from '@jest/globals';
import { Desk } from '../support/desk.js';
import { LinkHolder, tokenOf } from '../support/link-holder.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.start();
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const control = () => desk.world.sandbox.control;
const count = async (table: string, id: string, where = 'true') => {
  const found = await desk.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${table} WHERE account_id = $1 AND ${where}`,
    id,
  );
  return found[0]?.n;
};
const remove = (id: string, headers: Record<string, string>) =>
  fetch(`${desk.world.url}/v1/accounts/${id}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${desk.world.key}`, ...headers },
  });
const signed = (id: string) =>
  fetch(`${desk.world.url}/v1/webhooks/${id}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });

describe('disconnecting', () => {
  test('takes everything back at the platform, forgets what opens the door, closes what was open, and keeps the history', async () => {
    const site = desk.site('leaving');
    const id = await desk.world.account({ site });
    const ticketId = String(control().zendesk(site).desk.customerOpens('Hello', 'Before.'));
    await until(async () => (await api().tickets(id)).data.some((ticket) => ticket.id === ticketId));
    await api().pauseAccount(id, 'to have something open');
    const reply = (body: string) => api().submit(id, ticketId, { steps: [{ kind: 'reply', body }] });
    const [waiting, inDoubt] = [await reply('One.'), await reply('Two.')];
    await desk.rows(`UPDATE operations SET state = 'unknown' WHERE id = $1`, inDoubt.id);
    const stranger = String(control().zendesk(site).desk.customerOpens('Later', 'Not read any more.'));
    await until(async () => (await count('inbox', id, `state = 'pending'`)) !== 0);
    const repair = tokenOf(await api().connectLinks.createRepair(id));

    for (const scopes of [['read'], ['read', 'write']] as const) {
      const { key } = await api().createApiKey({ name: 'k', scopes: [...scopes] });
      const refused = await remove(id, { Authorization: `Bearer ${key}`, 'Idempotency-Key': 'x' });
      expect(refused.status).toBe(403);
    }
    expect((await remove(id, {})).status).toBe(400);
    expect(desk.truth(site)).toMatchObject({ liveTokens: 1, webhooks: [{}] });

    const first = await remove(id, { 'Idempotency-Key': 'leave' });
    const body: unknown = await first.json();
    expect([first.status, body]).toMatchObject([
      200,
      {
        account: { id, state: 'disconnected', reason: 'Disconnected: by the API key “first”.' },
        closedOperations: 2,
        leftAtPlatform: [],
      },
    ]);
    expect(desk.truth(site)).toEqual({ liveTokens: 0, webhooks: [] });
    expect(await count('credentials', id)).toBe(0);
    expect(await count('webhooks', id)).toBe(0);
    expect(await count('inbox', id, `state = 'pending'`)).toBe(0);
    expect(await count('inbox', id, `last_error LIKE 'not read%'`)).not.toBe(0);
    expect(await api().operation(waiting.id)).toMatchObject({
      state: 'cancelled',
      reason: 'disconnected by the API key “first”',
    });
    expect(await api().operation(inDoubt.id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/it may have reached the ticket/),
    });
    await until(() =>
      desk.world.consumer
        .received('operation.cancelled')
        .some(({ operationId }) => operationId === waiting.id),
    );
    expect((await api().tickets(id)).data.map((ticket) => ticket.id)).toContain(ticketId);
    expect((await new LinkHolder(() => desk).ask('open', { token: repair })).status).toBe(403);

    // A webhook that is believed for a second after its secret was read is stored, and read by nobody.
    await until(async () => (await signed(id)).status === 404);
    await expect(reply('Three.')).rejects.toMatchObject({ status: 409, message: /disconnected/ });

    const again = await remove(id, { 'Idempotency-Key': 'leave' });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await again.json()).toEqual(body);
    const twice = await remove(id, { 'Idempotency-Key': 'leave-twice' });
    expect(await twice.json()).toMatchObject({ closedOperations: 0, leftAtPlatform: [] });
    const lines = await desk.rows<{ action: string }>(
      'SELECT action FROM audit_log WHERE subject = $1 ORDER BY seq',
      id,
    );
    expect(lines.map(({ action }) => action)).toContain('account.disconnected');

    expect(await desk.world.account({ site })).toBe(id);
    expect((await api().account(id)).state).toBe('live');
    const next = String(control().zendesk(site).desk.customerOpens('Back', 'Here again.'));
    await until(async () => (await api().tickets(id)).data.some((ticket) => ticket.id === next));
    expect(await api().operation(waiting.id)).toMatchObject({ state: 'cancelled' });
    expect(control().zendesk(site).ticket(Number(ticketId)).comments).toHaveLength(1);
    expect(stranger).not.toBe(next);
  });

  test('happens here when the platform is away, and says what stays there', async () => {
    const site = desk.site('away');
    const id = await desk.world.account({ site });
    control().fault({ platform: 'zendesk', site, kind: '503', times: 50 });
    const { account, leftAtPlatform } = await api().disconnect(id);
    expect(account.state).toBe('disconnected');
    expect(leftAtPlatform).toEqual([
      expect.stringMatching(/webhook at Zendesk .* could not be removed: .*Delete it there/),
      expect.stringMatching(/could not be ended: .*Remove Nightdesk there/),
    ]);
    expect(await count('credentials', id)).toBe(0);
    const [line] = await desk.rows(
      `SELECT details FROM audit_log WHERE subject = $1 AND action = 'account.disconnected'`,
      id,
    );
    expect(line).toMatchObject({ details: { leftAtPlatform } });
    expect(desk.truth(site)).toMatchObject({ liveTokens: 1, webhooks: [{}] });
  });

  test('an access token that has run out is refreshed to be revoked: its refresh token would live on', async () => {
    const site = desk.site('overslept');
    // Without a webhook, so that nothing else is asked before.
    const granted = ['tickets:read', 'tickets:write', 'users:read'];
    const id = await desk.world.account({ site, granted });
    desk.expireAll();
    expect(await api().disconnect(id)).toMatchObject({ leftAtPlatform: [] });
    expect(desk.truth(site)).toEqual({ liveTokens: 0, webhooks: [] });
  });

  test('access that was withdrawn before has ended; what it could have removed is told', async () => {
    const site = desk.site('withdrawn');
    const id = await desk.world.account({ site });
    control().zendesk(site).revokeTokens();
    const { leftAtPlatform } = await api().disconnect(id);
    expect(leftAtPlatform).toEqual([expect.stringMatching(/webhook at Zendesk .* could not be removed/)]);
  });

  test('forgets the client that was entered for the site', async () => {
    const client = { identifier: 'own-client', secret: 'own-client-secret' };
    control().addZendeskSite({ subdomain: 'own', client });
    const started = await desk.start({
      site: 'own',
      clientId: client.identifier,
      clientSecret: client.secret,
    });
    const id = (await desk.allow(started)).searchParams.get('account') ?? '';
    expect(await desk.rows(`SELECT id FROM oauth_clients WHERE site = 'own'`)).toHaveLength(1);
    await api().disconnect(id);
    expect(await desk.rows(`SELECT id FROM oauth_clients WHERE site = 'own'`)).toEqual([]);
  });

  test('ends the installation at Intercom, and names the second key that was pasted', async () => {
    const workspace = 'acme1';
    const token = () => control().intercom(workspace).issueToken().accessToken;
    const pasted = { platform: 'intercom', region: 'us', signingSecret: 'sandbox-secret' };
    const { accountId: id } = await api().connectByKey({ ...pasted, key: token() });
    await api().connectByKey({ platform: 'intercom', key: token(), writeLaneOf: id });
    // As if the first had been given on the consent page.
    await desk.rows(`UPDATE credentials SET kind = 'oauth' WHERE account_id = $1 AND lane = 'both'`, id);
    await desk.rows(`UPDATE webhooks SET app_id = 'nightdesk' WHERE account_id = $1`, id);
    const live = () =>
      [...desk.world.sandbox.world.intercom.tokens.values()].filter(
        ({ workspaceId, state }) => workspaceId === workspace && state !== 'revoked',
      );
    expect(live().length).toBeGreaterThan(0);
    const { leftAtPlatform } = await api().disconnect(id);
    expect(leftAtPlatform).toEqual([
      expect.stringMatching(/was deleted here, and Intercom goes on to accept it/),
    ]);
    expect(live()).toEqual([]);
    expect(await count('credentials', id)).toBe(0);
  });
});
