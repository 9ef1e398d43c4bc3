import { jest } from '@jest/globals';
import { consentPage, cookieOf, Desk, nothing, reasonOf } from '../support/desk.js';

jest.setTimeout(60_000);

describe('connecting a site', () => {
  let desk: Desk;
  const all = ['tickets:read', 'tickets:write', 'users:read', 'webhooks:read', 'webhooks:write'];

  beforeAll(async () => {
    desk = await Desk.start();
  });
  afterAll(() => desk.stop());

  test('the consent page is asked for a code with PKCE, the least scopes and a signed state', async () => {
    const { redirectUrl } = await desk.world.startConnect('acme');
    const query = Object.fromEntries(redirectUrl.searchParams);
    expect(`${redirectUrl.origin}${redirectUrl.pathname}`).toBe(
      `${desk.front.url}/zendesk/acme/oauth/authorizations/new`,
    );
    expect(query).toEqual({
      response_type: 'code',
      client_id: 'nightdesk',
      redirect_uri: `${desk.world.url}/connect/callback`,
      scope: all.join(' '),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^att_\w{26}\.[0-9a-f]{64}$/),
    });
  });

  test('an allowed consent makes a live account, one webhook and one sealed credential', async () => {
    const id = await desk.world.account({ adminEmail: 'ann@acme.example' });
    const account = await desk.world.nightdesk.account(id);
    expect(account).toMatchObject({ id, site: 'acme', state: 'live', remedy: '' });
    expect(desk.truth('acme').webhooks).toMatchObject([
      { name: `Nightdesk ${id}`, endpoint: `${desk.world.url}/v1/webhooks/${id}`, status: 'active' },
    ]);
    const credential = await desk.credential(id);
    expect(credential).toMatchObject({
      kind: 'oauth',
      lane: 'both',
      version: 1,
      scopes: all,
      last_error: null,
    });
    expect(credential['sealed_access']).toMatch(/^v1\.test\./);
    const events = (await desk.world.nightdesk.events()).data.filter(({ accountId }) => accountId === id);
    expect(events).toMatchObject([
      { type: 'account.state_changed', data: { cause: 'connected', state: 'probing' } },
      { type: 'account.state_changed', data: { cause: 'allowed', state: 'live' } },
    ]);
  });

  test('the site is lower-cased; what is no site is refused before anything is sent or stored', async () => {
    const started = await desk.start({ site: ' ACME ' });
    expect((await consentPage(started)).pathname).toMatch('/zendesk/acme/');
    const before = await desk.rows('SELECT id FROM connect_attempts');
    for (const site of [
      'evil.example/',
      'a.b',
      '',
      'acme/../other',
      '-acme',
      'acme@evil',
      'a b',
      '127.0.0.1',
    ]) {
      const refused = await desk.start({ site });
      expect([site, refused.status]).toEqual([site, 400]);
      expect(await refused.json()).toMatchObject({ errors: [{ path: 'site', message: expect.any(String) }] });
    }
    expect(await desk.rows('SELECT id FROM connect_attempts')).toHaveLength(before.length);
  });

  test('only a person or key that may administer can start', async () => {
    const { world } = desk;
    expect((await desk.start({ site: 'acme' }, {})).status).toBe(401);
    const login = await fetch(`${world.url}/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        email: world.environment['ADMIN_EMAIL'],
        password: world.environment['ADMIN_PASSWORD'],
      }),
    });
    const { csrfToken } = (await login.json()) as { csrfToken: string };
    const session = { Cookie: cookieOf(login) };
    expect((await desk.start({ site: 'acme' }, session)).status).toBe(403);
    expect((await desk.start({ site: 'acme' }, { ...session, 'X-CSRF-Token': csrfToken })).status).toBe(200);
    const made = await fetch(`${world.url}/v1/api-keys`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${world.key}`,
        'Idempotency-Key': 'reader',
      },
      body: JSON.stringify({ name: 'reader', scopes: ['read'] }),
    });
    const { key } = (await made.json()) as { key: string };
    expect((await desk.start({ site: 'acme' }, { Authorization: `Bearer ${key}` })).status).toBe(403);
  });

  test('a browser can be at two connects at once', async () => {
    const first = await desk.start({ site: desk.site('tab-1') });
    const attributes = first.headers.getSetCookie()[0] ?? '';
    expect(attributes).toMatch(/; Path=\/;/);
    expect(attributes).toMatch(/; HttpOnly; SameSite=Lax/);
    const cookie = cookieOf(first);
    const second = await desk.start(
      { site: desk.site('tab-2') },
      {
        Authorization: `Bearer ${desk.world.key}`,
        Cookie: cookie,
      },
    );
    expect(cookieOf(second)).toBe(cookie);
    for (const started of [second, first]) {
      expect((await desk.allow(started, cookie)).pathname).toBe('/connect/done');
    }
  });

  test('two first connects of one site at once end with one account, one webhook and no orphan', async () => {
    const site = desk.site('twins');
    // Neither is known as the other's when both have looked.
    let both = () => undefined as void;
    const together = new Promise<void>((resolve) => (both = resolve));
    const me = `GET /zendesk/${site}/api/v2/users/me`;
    desk.front.next(me, (pass) => together.then(pass));
    desk.front.next(me, (pass) => (both(), pass()));
    const addresses = await Promise.all(
      [1, 2].map(async () => {
        const { redirectUrl, cookie } = await desk.world.startConnect(site);
        return { address: await desk.world.consent(redirectUrl, 'allow'), cookie };
      }),
    );
    const ends = await Promise.all(
      addresses.map(({ address, cookie }) => desk.world.callback(address, cookie)),
    );
    expect(new Set(ends.map(({ search }) => search)).size).toBe(1);
    expect(await desk.remains(site)).toMatchObject({ accounts: 1, orphans: 0, webhooks: 1 });
    const id = ends[0]?.searchParams.get('account') ?? '';
    expect(desk.truth(site).webhooks).toMatchObject([{ name: `Nightdesk ${id}` }]);
  });

  test('a permission that is not ticked: needs_scopes, named; what is allowed works; all ticked: live', async () => {
    const site = desk.site('timid');
    const id = await desk.world.account({ site, granted: all.filter((scope) => scope !== 'tickets:write') });
    const timid = await desk.world.nightdesk.account(id);
    expect(timid).toMatchObject({
      state: 'needs_scopes',
      remedy: expect.stringMatching(/tickets:write.*connect the account again/),
    });
    expect(timid.reason).toMatch(/Missing: .*replies:write/);
    expect(desk.truth(site).webhooks).toHaveLength(1);
    const ticket = desk.world.sandbox.control.zendesk(site).desk.customerOpens('Hello', 'Is it open?');
    const read = await desk.readFresh(id, ticket);
    expect(await read.json()).toMatchObject({ messages: [{ body: 'Is it open?' }] });
    const events = (await desk.world.nightdesk.events()).data;
    expect(events.findLast((event) => event.accountId === id && event.ticketId === null)).toMatchObject({
      data: { reason: timid.reason, remedy: timid.remedy },
    });

    expect(await desk.world.account({ site })).toBe(id);
    expect(await desk.world.nightdesk.account(id)).toMatchObject({ state: 'live', remedy: '' });
  });

  test.each(['webhooks:write', 'webhooks:read'])(
    'without %s: needs_scopes, and nothing half-made there',
    async (scope) => {
      const site = desk.site(`no-${scope.replace(':', '-')}`);
      const id = await desk.world.account({ site, granted: all.filter((name) => name !== scope) });
      const account = await desk.world.nightdesk.account(id);
      expect(account.state).toBe('needs_scopes');
      expect(account.reason).toContain('Missing: webhooks:manage.');
      expect(account.remedy).toContain(scope);
      expect(desk.truth(site).webhooks).toEqual([]);
      expect(await desk.world.account({ site })).toBe(id);
      expect(desk.truth(site).webhooks).toHaveLength(1);
    },
  );

  test('a re-connect keeps id, first connection and webhook, and replaces the credential', async () => {
    const id = await desk.world.account();
    const [before] = await desk.rows('SELECT created_at FROM accounts WHERE id = $1', id);
    const old = await desk.credential(id);
    expect(await desk.world.account({ adminEmail: 'new@acme.example' })).toBe(id);
    const [after] = await desk.rows('SELECT created_at FROM accounts WHERE id = $1', id);
    expect(after).toEqual(before);
    expect(await desk.rows('SELECT admin_email FROM accounts WHERE id = $1', id)).toEqual([
      { admin_email: 'new@acme.example' },
    ]);
    expect((await desk.credential(id)).id).not.toBe(old.id);
    expect(desk.truth('acme').webhooks).toHaveLength(1);
  });

  test('a re-connect that fails leaves the account as it was', async () => {
    const id = await desk.world.account();
    const before = await desk.credential(id);
    const { webhooks } = desk.truth('acme');
    desk.world.sandbox.control.fault({
      platform: 'zendesk',
      site: 'acme',
      kind: '503',
      match: { route: '/api/v2/users/me' },
    });
    expect(await desk.failure({})).toBe('identity_failed');
    expect(await desk.credential(id)).toEqual(before);
    expect(desk.truth('acme').webhooks).toEqual(webhooks);
    expect(await desk.world.nightdesk.account(id)).toMatchObject({ state: 'live' });
  });

  test('a client made for one site works there; a wrong one entered later changes nothing', async () => {
    const client = { identifier: 'bobs-client', secret: 'bobs-client-secret' };
    desk.world.sandbox.control.addZendeskSite({ subdomain: 'bob', client });
    const own = async (clientSecret: string) =>
      desk.allow(await desk.start({ site: 'bob', clientId: 'bobs-client', clientSecret }));
    const wrong = await own('mistyped');
    expect(reasonOf(wrong)).toBe('token_refused');
    expect(await desk.remains('bob')).toEqual(nothing);

    const id = (await own('bobs-client-secret')).searchParams.get('account') ?? '';
    expect(await desk.world.nightdesk.account(id)).toMatchObject({ state: 'live' });
    const stored = () => desk.rows('SELECT * FROM oauth_clients');
    const [row] = await stored();
    expect(row).toMatchObject({ platform: 'zendesk', site: 'bob', client_id: 'bobs-client' });
    expect(await desk.credential(id)).toMatchObject({ oauth_client_id: (row as { id: string }).id });

    expect(reasonOf(await own('mistyped'))).toBe('token_refused');
    expect(await stored()).toEqual([row]);
    expect(await desk.world.account({ site: 'bob' })).toBe(id);
  });

  test('no secret is in the database in plain or in a log', async () => {
    const dump = await desk.dump();
    const logs = desk.world.api.said + desk.world.worker.said;
    const { key, sandbox, environment } = desk.world;
    const platforms = [...sandbox.world.zendesk.keys()].flatMap((site) => desk.secrets(site));
    const secrets = [...platforms, key, environment['ADMIN_PASSWORD'] ?? '', 'mistyped'];
    expect(platforms.length).toBeGreaterThan(20);
    expect(dump).toContain('bobs-client');
    expect(logs).toContain('helpdesk.call');
    for (const secret of secrets) {
      for (const form of [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64url'),
      ]) {
        expect(dump.includes(form) || logs.includes(form)).toBe(false);
      }
    }
  });
});
