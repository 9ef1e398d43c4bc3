import { jest } from '@jest/globals';
import { consentPage, cookieOf, Desk } from '../support/desk.js';
import { LinkHolder, tokenOf } from '../support/link-holder.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.start();
});
afterAll(() => desk.stop());

const holder = new LinkHolder(() => desk);
const links = () => desk.world.nightdesk.connectLinks;
const json = { 'Content-Type': 'application/json' };
const audit = (subject: string) =>
  desk.rows<{ action: string; actor: string }>(
    'SELECT action, actor FROM audit_log WHERE subject = $1 ORDER BY seq',
    subject,
  );

describe('a repair link', () => {
  const world = () => desk.world;

  test('brings back an account whose access was withdrawn, and what was held goes out, once and in order', async () => {
    const id = await world().account();
    const ticketId = world().customerWrites('Where is my order?');
    await until(async () =>
      (await world().nightdesk.tickets(id)).data.some((ticket) => ticket.id === ticketId),
    );
    world().sandbox.control.zendesk('acme').revokeTokens();
    const bodies = ['One.', 'Two.', 'Three.'];
    for (const body of bodies)
      await world().nightdesk.submit(id, ticketId, { steps: [{ kind: 'reply', body }] });
    await until(async () => (await world().nightdesk.account(id)).state === 'needs_reauth', 30_000);
    const [first] = await desk.rows('SELECT created_at FROM accounts WHERE id = $1', id);

    const [unused, made] = [await links().createRepair(id), await links().createRepair(id)];
    const inHours = (new Date(made.expiresAt).getTime() - Date.now()) / 3_600_000;
    expect(Math.round(inHours)).toBe(72);
    const token = tokenOf(made);
    const view = await links().open(token);
    expect(view).toMatchObject({
      purpose: 'repair',
      platform: 'zendesk',
      site: 'acme',
      repair: { state: 'needs_reauth', waiting: { operations: 3, since: expect.any(String) } },
    });
    expect(view.repair?.reason).toMatch(/no longer accepts the credential/);

    const started = await holder.start(token, { site: 'elsewhere' });
    expect((await consentPage(started.clone())).pathname).toBe('/zendesk/acme/oauth/authorizations/new');
    const end = await holder.answer(started);
    expect(end.href).toBe(`${world().url}/connect/thanks`);
    expect((await world().nightdesk.account(id)).state).toBe('live');
    expect(await desk.rows('SELECT created_at FROM accounts WHERE id = $1', id)).toEqual([first]);
    const said = () =>
      world()
        .sandbox.control.zendesk('acme')
        .ticket(Number(ticketId))
        .comments.slice(1)
        .map(({ body }) => body);
    await until(() => said().length >= bodies.length, 30_000);
    expect(said()).toEqual(bodies);
    expect(desk.truth('acme').webhooks).toHaveLength(1);

    for (const over of [token, tokenOf(unused)])
      expect((await holder.ask('open', { token: over })).status).toBe(403);
    expect((await audit(id)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['repair_link.made', 'account.reconnected']),
    );
  });

  test('outlives a change of the signing key, and not its own expiry; a changed one is not looked up', async () => {
    const id = await world().account();
    const token = tokenOf(await links().createRepair(id));
    const KEY_RING = `new:${Buffer.alloc(32, 9).toString('base64')},${world().environment['KEY_RING']}`;
    const later = await desk.anotherApi({ KEY_RING });
    try {
      const open = (text: string) =>
        fetch(`${later.url}/v1/connect-links/open`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ token: text }),
        });
      expect((await open(token)).status).toBe(200);
      const [link = '', end = '', signature = ''] = token.split('.');
      const longer = (parseInt(end, 36) + 3_600_000).toString(36);
      expect((await open(`${link}.${longer}.${signature}`)).status).toBe(403);
      const other = `${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`;
      expect((await open(`${other}.${end}.${signature}`)).status).toBe(403);
    } finally {
      await later.service.stop();
    }
    await desk.rows(
      `UPDATE connect_links SET expires_at = now() - interval '1 s' WHERE id = $1`,
      token.split('.')[0],
    );
    expect((await holder.ask('open', { token })).status).toBe(403);
  });

  test('an API token that OAuth takes the place of: the same account, history and webhook', async () => {
    const site = desk.site('switching');
    const { apiToken, users } = world().sandbox.control.zendesk(site).describe();
    const email = users.find(({ role }) => role === 'admin')?.email ?? '';
    const { accountId: id } = await world().nightdesk.connectByKey({
      platform: 'zendesk',
      site,
      key: apiToken,
      email,
    });
    expect(await desk.credential(id)).toMatchObject({ kind: 'api_token', expires_at: expect.any(Date) });
    const ticketId = String(world().sandbox.control.zendesk(site).desk.customerOpens('Old', 'Before.'));
    const has = async () =>
      (await world().nightdesk.tickets(id)).data.some((ticket) => ticket.id === ticketId);
    await until(has);
    const { webhooks } = desk.truth(site);
    expect(webhooks).toHaveLength(1);
    const token = tokenOf(await links().createRepair(id));
    expect((await holder.answer(await holder.start(token))).pathname).toBe('/connect/thanks');
    expect(await desk.credential(id)).toMatchObject({ kind: 'oauth' });
    expect((await world().nightdesk.account(id)).state).toBe('live');
    expect(desk.truth(site).webhooks).toEqual(webhooks);
    expect(await has()).toBe(true);
    expect(await desk.rows('SELECT id FROM accounts WHERE site = $1', site)).toEqual([{ id }]);
  });

  test('connects no other site than that of its account', async () => {
    const { control } = world().sandbox;
    const signingSecret = 'sandbox-secret';
    const key = control.intercom('acme1').issueToken().accessToken;
    const { accountId } = await world().nightdesk.connectByKey({
      platform: 'intercom',
      region: 'us',
      key,
      signingSecret,
    });
    control.addIntercomWorkspace({ id: 'other1' });
    const token = tokenOf(await links().createRepair(accountId));
    const others = control.intercom('other1').issueToken().accessToken;
    const refused = await holder.ask('key', { token, key: others, signingSecret });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { detail: expect.stringMatching(/belongs to other1.*repairs acme1/) },
    ]);
    expect(await desk.rows(`SELECT id FROM accounts WHERE site = 'other1'`)).toEqual([]);
    const own = control.intercom('acme1').issueToken().accessToken;
    expect((await holder.ask('key', { token, key: own, signingSecret })).status).toBe(200);
  });

  test('ends no pause that an operator has made', async () => {
    const site = desk.site('paused');
    const id = await world().account({ site });
    const token = tokenOf(await links().createRepair(id));
    await world().nightdesk.pauseAccount(id, 'for good');
    const end = await holder.answer(await holder.start(token));
    expect([end.pathname, end.searchParams.get('reason'), end.searchParams.get('by')]).toEqual([
      '/connect/failed',
      'account_paused',
      'link',
    ]);
    expect((await world().nightdesk.account(id)).state).toBe('paused');
    expect(desk.truth(site).liveTokens).toBe(1);
  });

  test('opens nothing else', async () => {
    const id = await world().account();
    const token = tokenOf(await links().createRepair(id));
    const started = await holder.start(token);
    const jar = `${cookieOf(started)}; nightdesk_session=${token}`;
    const calls: [string, string][] = [
      ['GET', '/accounts'],
      ['GET', `/accounts/${id}`],
      ['GET', `/accounts/${id}/tickets`],
      ['GET', `/accounts/${id}/webhook`],
      ['DELETE', `/accounts/${id}`],
      ['POST', `/accounts/${id}/repair-link`],
      ['POST', '/connect-sessions'],
      ['POST', '/connect/start'],
      ['POST', '/connect/key'],
      ['GET', '/connect/platforms'],
      ['GET', '/health/overview'],
      ['GET', '/events'],
      ['POST', '/api-keys'],
    ];
    for (const [method, path] of calls) {
      for (const headers of [{ Authorization: `Bearer ${token}` }, { Cookie: jar }]) {
        const answer = await fetch(`${world().url}/v1${path}`, {
          method,
          headers: { ...headers, 'Idempotency-Key': 'k', ...(method === 'POST' ? json : {}) },
          ...(method === 'POST'
            ? { body: JSON.stringify({ token, platform: 'zendesk', site: 'acme', key: 'k' }) }
            : {}),
        });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
      }
    }
    expect((await world().nightdesk.account(id)).state).toBe('live');
  });
});
