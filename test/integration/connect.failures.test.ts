import { jest } from '@jest/globals';
import type { NewFault } from '../../apps/sandbox/src/faults.js';
import { Desk, nothing, reasonOf } from '../support/desk.js';
import type { FrontAnswer } from '../support/front.js';

jest.setTimeout(60_000);

describe('a connect that fails says why and leaves nothing behind', () => {
  let desk: Desk;
  let sites = 0;

  beforeAll(async () => {
    desk = await Desk.start();
  });
  afterAll(() => desk.stop());

  const newSite = () => desk.site(`site-${++sites}`);
  const fault = (site: string, kind: NewFault['kind'], route: string, method: 'GET' | 'POST' = 'POST') =>
    desk.world.sandbox.control.fault({ platform: 'zendesk', site, kind, match: { route, method } });
  const consented = async (site: string) => {
    const { redirectUrl, cookie } = await desk.world.startConnect(site);
    return { address: await desk.world.consent(redirectUrl, 'allow'), cookie };
  };
  const changed = (address: URL, name: string, value: string) => {
    const copy = new URL(address);
    copy.searchParams.set(name, value);
    return copy;
  };

  test('denied consent: access_denied, and the answer cannot be used again', async () => {
    const site = newSite();
    const { redirectUrl, cookie } = await desk.world.startConnect(site);
    const address = await desk.world.consent(redirectUrl, 'deny');
    expect(reasonOf(await desk.world.callback(address, cookie))).toBe('access_denied');
    expect(reasonOf(await desk.world.callback(address, cookie))).toBe('state_reused');
    expect(await desk.remains(site)).toEqual(nothing);
  });

  test('a callback that comes twice: state_reused, and the account of the first stays', async () => {
    const { address, cookie } = await consented('acme');
    const first = await desk.world.callback(address, cookie);
    expect(first.pathname).toBe('/connect/done');
    expect(reasonOf(await desk.world.callback(address, cookie))).toBe('state_reused');
    const { state } = await desk.world.nightdesk.account(first.searchParams.get('account') ?? '');
    expect(state).toBe('live');
  });

  test('two callbacks at once make one account', async () => {
    const site = newSite();
    const { address, cookie } = await consented(site);
    const ends = await Promise.all([1, 2, 3].map(() => desk.world.callback(address, cookie)));
    expect(ends.filter(({ pathname }) => pathname === '/connect/done')).toHaveLength(1);
    expect(ends.filter(({ searchParams }) => searchParams.get('reason') === 'state_reused')).toHaveLength(2);
  });

  test('a state that is missing, made up, or changed: state_invalid; the genuine one still works', async () => {
    const site = newSite();
    const { address, cookie } = await consented(site);
    const state = address.searchParams.get('state') ?? '';
    const last = state.endsWith('0') ? '1' : '0';
    const forged = [
      '',
      'nonsense',
      'att_01ARZ3NDEKTSV4RRFFQ69G5FAV.00',
      state.slice(0, -1) + last,
      `${state}0`,
    ];
    for (const wrong of forged) {
      const end = await desk.world.callback(changed(address, 'state', wrong), cookie);
      expect([wrong, reasonOf(end)]).toEqual([wrong, 'state_invalid']);
    }
    expect(await desk.remains(site)).toEqual(nothing);
    expect((await desk.world.callback(address, cookie)).pathname).toBe('/connect/done');
  });

  test('another browser, with its own cookie or with none: wrong_browser; the right one still ends well', async () => {
    const site = newSite();
    const { address, cookie } = await consented(site);
    const other = await desk.world.startConnect(site);
    expect(other.cookie).not.toBe(cookie);
    expect(reasonOf(await desk.world.callback(address, other.cookie))).toBe('wrong_browser');
    expect(reasonOf(await desk.world.callback(address, ''))).toBe('wrong_browser');
    expect(await desk.remains(site)).toEqual(nothing);
    expect((await desk.world.callback(address, cookie)).pathname).toBe('/connect/done');
  });

  test('an attempt older than ten minutes: state_expired', async () => {
    const site = newSite();
    const { address, cookie } = await consented(site);
    const [attempt] = await desk.rows<{ lives: number }>(
      `SELECT extract(epoch FROM expires_at - created_at)::int AS lives FROM connect_attempts WHERE site = $1`,
      site,
    );
    expect(attempt).toEqual({ lives: 600 });
    await desk.rows('UPDATE connect_attempts SET expires_at = now() WHERE site = $1', site);
    expect(reasonOf(await desk.world.callback(address, cookie))).toBe('state_expired');
    expect(await desk.remains(site)).toEqual(nothing);
  });

  test('an answer without a code: state_invalid', async () => {
    const site = newSite();
    const { address, cookie } = await consented(site);
    address.searchParams.delete('code');
    expect(reasonOf(await desk.world.callback(address, cookie))).toBe('state_invalid');
    expect(await desk.remains(site)).toEqual(nothing);
  });

  test('an error of the consent page other than a denial: token_refused, and the answer is used up', async () => {
    const site = newSite();
    const { address, cookie } = await consented(site);
    const error = changed(address, 'error', 'invalid_scope');
    error.searchParams.delete('code');
    expect(reasonOf(await desk.world.callback(error, cookie))).toBe('token_refused');
    expect(reasonOf(await desk.world.callback(address, cookie))).toBe('state_reused');
    expect(await desk.remains(site)).toEqual(nothing);
  });

  test('a code that the platform does not know: token_refused', async () => {
    const site = newSite();
    const { address, cookie } = await consented(site);
    const end = await desk.world.callback(changed(address, 'code', 'made-up'), cookie);
    expect(reasonOf(end)).toBe('token_refused');
    expect(end.searchParams.get('detail')).toMatch(/used, expired or revoked/);
    expect(await desk.remains(site)).toEqual(nothing);
  });

  test('a site that does not exist at the platform: token_refused, and the page says so', async () => {
    const { redirectUrl, cookie } = await desk.world.startConnect('nowhere');
    const state = redirectUrl.searchParams.get('state') ?? '';
    const query = new URLSearchParams({ state, code: 'any' }).toString();
    const address = new URL(`/connect/callback?${query}`, desk.world.url);
    const end = await desk.world.callback(address, cookie);
    expect(reasonOf(end)).toBe('token_refused');
    expect(end.searchParams.get('detail')).toMatch(/there is no Zendesk site at this address/);
    expect(await desk.remains('nowhere')).toEqual(nothing);
  });

  test.each([
    ['401', 'token_refused'],
    ['403', 'token_refused'],
    ['429', 'token_unavailable'],
    ['500', 'token_unavailable'],
    ['503', 'token_unavailable'],
    ['reset-after', 'token_unavailable'],
  ] as const)('the token endpoint answers with %s: %s', async (kind, reason) => {
    const site = newSite();
    fault(site, kind, '/oauth/tokens');
    expect(await desk.failure({ site })).toBe(reason);
    // A pair whose answer was cut off on its way cannot be known here, so it cannot be revoked.
    const lost = kind === 'reset-after' ? 1 : 0;
    expect(await desk.remains(site)).toEqual({ ...nothing, liveTokens: lost });
  });

  test('the token endpoint never answers: token_unavailable, after ten seconds', async () => {
    const site = newSite();
    fault(site, 'timeout-before', '/oauth/tokens');
    expect(await desk.failure({ site })).toBe('token_unavailable');
    expect(await desk.remains(site)).toEqual(nothing);
  });

  const json = { 'content-type': 'application/json' };
  test.each<[string, FrontAnswer]>([
    ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Hello</html>' }],
    ['no token', { status: 201, headers: json, body: '{}' }],
    ['half a document', { status: 201, headers: json, body: '{"access_token":"abc' }],
    ['a redirect to another host', { status: 302, headers: { location: 'http://127.0.0.1:1/tokens' } }],
  ])('the token endpoint answers with %s: token_garbage', async (_what, answer) => {
    const site = newSite();
    desk.front.next(`POST /zendesk/${site}/oauth/tokens`, () => answer);
    expect(await desk.failure({ site })).toBe('token_garbage');
    expect(await desk.remains(site)).toEqual(nothing);
  });

  test('a redirect from the token endpoint is not followed', async () => {
    const site = newSite();
    const location = `${desk.front.url}/elsewhere`;
    desk.front.next(`POST /zendesk/${site}/oauth/tokens`, () => ({ status: 307, headers: { location } }));
    const end = await desk.world.connect({ site });
    expect(end.searchParams.get('detail')).toMatch(/redirects are not followed/);
    expect(desk.front.calls.filter((call) => call.includes('/elsewhere'))).toEqual([]);
  });

  test.each([
    ['identity_failed', '/api/v2/users/me', 'GET', '503'],
    ['identity_failed', '/api/v2/users/me', 'GET', '401'],
    ['identity_failed', '/api/v2/oauth/tokens/current', 'GET', '500'],
    ['webhook_failed', '/api/v2/webhooks', 'GET', '500'],
    ['webhook_failed', '/api/v2/webhooks', 'POST', '500'],
  ] as const)('%s when %s (%s) answers with %s', async (reason, route, method, kind) => {
    const site = newSite();
    fault(site, kind, route, method);
    if (reason === 'webhook_failed') fault(site, kind, route, method);
    expect(await desk.failure({ site })).toBe(reason);
    expect(await desk.remains(site)).toEqual(nothing);
  });

  test.each([
    ['500', '/api/v2/webhooks/:id/signing_secret', 'GET'],
    ['reset-after', '/api/v2/webhooks', 'POST'],
  ] as const)(
    'one %s while the webhook is made (%s, %s) costs one repeat and makes no second webhook',
    async (kind, route, method) => {
      const site = newSite();
      fault(site, kind, route, method);
      await desk.world.account({ site });
      expect(desk.truth(site).webhooks).toHaveLength(1);
    },
  );

  test('a consent without the permission to see users works, because only names need it', async () => {
    const site = newSite();
    const granted = ['tickets:read', 'tickets:write', 'webhooks:read', 'webhooks:write'];
    const id = await desk.world.account({ site, granted });
    expect((await desk.world.nightdesk.account(id)).state).toBe('live');
  });

  test('the database fails at the last step: internal, and the platform keeps neither webhook nor token', async () => {
    const site = newSite();
    await desk.rows(`ALTER TABLE accounts ADD CONSTRAINT refuses CHECK (site <> '${site}')`);
    expect(await desk.failure({ site })).toBe('internal');
    expect(await desk.remains(site)).toEqual(nothing);
    await desk.rows('ALTER TABLE accounts DROP CONSTRAINT refuses');
    expect(await desk.world.account({ site })).toMatch(/^acc_/);
  });

  test('a platform at a private address is refused unless ALLOW_PRIVATE_HOSTS lists it', async () => {
    const { url, service } = await desk.anotherApi({ ALLOW_PRIVATE_HOSTS: '' });
    const { redirectUrl, cookie } = await desk.world.startConnect('acme');
    const before = desk.front.calls.length;
    const state = redirectUrl.searchParams.get('state') ?? '';
    const query = new URLSearchParams({ state, code: 'any' }).toString();
    const address = new URL(`${url}/connect/callback?${query}`);
    const end = await desk.world.callback(address, cookie);
    await service.stop();
    expect(reasonOf(end)).toBe('token_unavailable');
    expect(end.searchParams.get('detail')).toMatch(/private address; ALLOW_PRIVATE_HOSTS can allow it/);
    expect(desk.front.calls).toHaveLength(before);
  });

  test('no secret and no code is in any log, whatever failed', () => {
    const codes = [...desk.world.api.said.matchAll(/[?&]code=/g)];
    expect(codes).toEqual([]);
    const secrets = ['acme', ...Array.from({ length: sites }, (_, index) => `site-${index + 1}`)].flatMap(
      (site) => desk.secrets(site),
    );
    for (const secret of ['sandbox-secret', ...secrets]) expect(desk.world.api.said).not.toContain(secret);
  });
});
