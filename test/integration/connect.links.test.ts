import { jest } from '@jest/globals';
import type { NewConnectSession } from '@nightdesk/sdk';
import { consentPage, Desk } from '../support/desk.js';
import { LinkHolder, tokenOf } from '../support/link-holder.js';

jest.setTimeout(90_000);

const back = 'http://127.0.0.1:5999/helpdesk/done?customer=7';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.start({ CONNECT_RETURN_URLS: 'http://127.0.0.1:5999/helpdesk,https://app.example.com' });
});
afterAll(() => desk.stop());

const holder = new LinkHolder(() => desk);
const links = () => desk.world.nightdesk.connectLinks;
const session = (more: Partial<NewConnectSession> = {}) =>
  links().createSession({ returnUrl: back, ...more });
const audit = (subject: string) =>
  desk.rows<{ action: string; actor: string }>(
    'SELECT action, actor FROM audit_log WHERE subject = $1 ORDER BY seq',
    subject,
  );
/** A key of a new Freshdesk site. */
function freshdesk(domain: string) {
  const { agents, adminId } = desk.world.sandbox.control.addFreshdeskSite({ domain });
  return { site: domain, key: agents.find(({ id }) => id === adminId)?.apiKey ?? '' };
}
describe('a connect session', () => {
  test('is connected without a login, ends at its return URL with the account, and is over', async () => {
    const site = desk.site('customer');
    const made = await session({ platform: 'zendesk', site, adminEmail: 'ann@customer.example' });
    expect(made.url).toMatch(new RegExp(`^${desk.world.url}/connect/l/[\\w-]{43}$`));
    const inAnHour = new Date(made.expiresAt).getTime() - Date.now();
    expect(Math.abs(inAnHour - 3_600_000)).toBeLessThan(10_000);
    const token = tokenOf(made);
    const view = await links().open(token);
    expect(view).toMatchObject({
      purpose: 'connect',
      platform: 'zendesk',
      site,
      asksContact: false,
      repair: null,
    });
    expect(view.platforms.map(({ platform }) => platform)).toEqual(['zendesk']);
    expect(await links().session(made.id)).toMatchObject({ state: 'open', accountId: null });

    // What the link says cannot be said otherwise.
    const started = await holder.start(token, {
      platform: 'freshdesk',
      site: 'elsewhere',
      adminEmail: 'eve@evil.example',
    });
    expect((await consentPage(started.clone())).pathname).toBe(`/zendesk/${site}/oauth/authorizations/new`);
    const end = await holder.answer(started);
    const id = end.searchParams.get('account') ?? '';
    expect(`${end.origin}${end.pathname}`).toBe('http://127.0.0.1:5999/helpdesk/done');
    expect(Object.fromEntries(end.searchParams)).toEqual({ customer: '7', account: id, state: 'connected' });
    expect(await desk.world.nightdesk.account(id)).toMatchObject({ site, state: 'live' });
    expect(await desk.rows('SELECT admin_email FROM accounts WHERE id = $1', id)).toEqual([
      { admin_email: 'ann@customer.example' },
    ]);
    expect(await links().session(made.id)).toMatchObject({ state: 'connected', accountId: id });

    for (const again of [
      holder.ask('open', { token }),
      holder.start(token),
      holder.ask('key', { token, key: 'k' }),
    ]) {
      expect((await again).status).toBe(403);
      expect(await (await again).json()).toMatchObject({
        detail: expect.stringMatching(/has done its work/),
      });
    }
    expect((await audit(made.id)).map(({ action }) => action)).toEqual(['connect_session.made']);
    expect(await audit(id)).toEqual(
      expect.arrayContaining([{ action: 'account.connected', actor: made.id }]),
    );
  });

  test('its token is stored nowhere and logged nowhere', async () => {
    const [one, other] = [await session(), await links().createRepair(await desk.world.account())];
    for (const made of [one, other]) {
      expect((await fetch(made.url)).headers.get('content-type')).toMatch(/^text\/html/);
      await links().open(tokenOf(made));
    }
    const written = (await desk.dump()) + desk.world.api.said;
    expect(written).toContain(one.id);
    for (const made of [one, other]) expect(written).not.toContain(tokenOf(made));
  });

  test('twenty keys at once: one account', async () => {
    const sites = Array.from({ length: 20 }, (_, n) => freshdesk(`race-${n}`));
    const token = tokenOf(await session({ platform: 'freshdesk' }));
    const answers = await Promise.all(sites.map((entered) => holder.ask('key', { token, ...entered })));
    const well = answers.filter(({ status }) => status === 200);
    expect(well).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(19);
    expect(await desk.rows(`SELECT id FROM accounts WHERE site LIKE 'race-%'`)).toHaveLength(1);
    const { redirectUrl } = (await well[0]!.json()) as { redirectUrl: string };
    expect(new URL(redirectUrl).searchParams.get('state')).toBe('connected');
  });

  test('twenty consents at once: one account, and the tokens of the others are taken back', async () => {
    const sites = Array.from({ length: 20 }, (_, n) => desk.site(`crowd-${n}`));
    const token = tokenOf(await session({ platform: 'zendesk' }));
    const begun = await Promise.all(sites.map((site) => holder.start(token, { site })));
    const ends = await Promise.all(begun.map((started) => holder.answer(started)));
    const states = ends.map(({ searchParams }) => searchParams.get('state'));
    expect(states.filter((state) => state === 'connected')).toHaveLength(1);
    expect(ends.map(({ searchParams }) => searchParams.get('reason')).filter(Boolean)).toEqual(
      Array.from({ length: 19 }, () => 'link_ended'),
    );
    const left = sites
      .map((site) => desk.truth(site))
      .filter(({ liveTokens, webhooks }) => liveTokens + webhooks.length > 0);
    expect(left).toMatchObject([{ liveTokens: 1, webhooks: [{}] }]);
  });

  test('a consent that is denied ends at the return URL too, and the link is still good', async () => {
    const site = desk.site('shy');
    const token = tokenOf(await session({ platform: 'zendesk', site }));
    const denied = await holder.answer(await holder.start(token), 'deny');
    expect(Object.fromEntries(denied.searchParams)).toEqual({
      customer: '7',
      state: 'cancelled',
      reason: 'access_denied',
    });
    desk.away(site);
    const failed = await holder.answer(await holder.start(token));
    expect(Object.fromEntries(failed.searchParams)).toEqual({
      customer: '7',
      state: 'failed',
      reason: 'token_unavailable',
    });
    expect((await holder.answer(await holder.start(token))).searchParams.get('state')).toBe('connected');
  });

  test('is over after an hour, and nobody can make one up', async () => {
    const made = await session();
    await desk.rows(`UPDATE connect_links SET expires_at = now() - interval '1 s' WHERE id = $1`, made.id);
    expect(await (await holder.ask('open', { token: tokenOf(made) })).json()).toMatchObject({
      detail: expect.stringMatching(/has expired/),
    });
    expect(await links().session(made.id)).toMatchObject({ state: 'expired' });
    const token = tokenOf(await session());
    for (const forged of ['x', `${token}x`, token.slice(1), `${token}.`, 'lnk_1.zzzzzzzzz.00', '..']) {
      const answer = await holder.ask('open', { token: forged });
      expect([forged, answer.status]).toEqual([forged, 403]);
      expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/not made here/) });
    }
  });

  test('is made by keys that administer everything, once per idempotency key, for listed return URLs', async () => {
    const make = (body: object, headers: Record<string, string> = {}) =>
      fetch(`${desk.world.url}/v1/connect-sessions`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${desk.world.key}`,
          'Idempotency-Key': String(Math.random()),
          ...headers,
        },
        body: JSON.stringify(body),
      });
    const once = { 'Idempotency-Key': 'customer-7' };
    const first = await make({ returnUrl: back }, once);
    expect(first.status).toBe(201);
    const body = (await first.json()) as { id: string };
    expect(first.headers.get('location')).toBe(`/v1/connect-sessions/${body.id}`);
    expect(await (await make({ returnUrl: back }, once)).json()).toEqual(body);
    expect((await make({ returnUrl: back }, { 'Idempotency-Key': '' })).status).toBe(400);
    for (const keys of [
      { scopes: ['read', 'write'] },
      { scopes: ['admin'], accountIds: ['acc_1'] },
    ] as const) {
      const { key } = await desk.world.nightdesk.createApiKey({ name: 'k', ...keys } as never);
      expect((await make({ returnUrl: back }, { Authorization: `Bearer ${key}` })).status).toBe(403);
    }
    for (const returnUrl of [
      'https://evil.example/',
      'https://app.example.com@evil.example/',
      'https://app.example.com\\@evil.example/',
      'https://app.example.com.evil.example/',
      'http://127.0.0.1:5999/helpdesks',
      'http://127.0.0.1:5999/helpdesk/../admin',
      'https://app.example.com//evil.example',
      '//app.example.com/',
      'javascript:alert(1)',
    ]) {
      const refused = await make({ returnUrl });
      expect([returnUrl, refused.status]).toEqual([returnUrl, 422]);
    }
    expect(await (await make({ returnUrl: 'https://evil.example/' })).json()).toMatchObject({
      detail: expect.stringContaining('CONNECT_RETURN_URLS'),
      errors: [{ path: 'returnUrl' }],
    });
    const misplaced = await make({ returnUrl: back, platform: 'zendesk', site: 'a b' });
    expect([misplaced.status, await misplaced.json()]).toMatchObject([400, { errors: [{ path: 'site' }] }]);
  });
});
