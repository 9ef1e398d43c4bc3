import { jest } from '@jest/globals';
import type { ConnectStart } from '@nightdesk/contract';
import pg from 'pg';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { OidcDesk } from '../support/oidc-desk.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(120_000);

let database: TestDatabase;
let world: World;
let desk: OidcDesk;
let sql: pg.Client;
let account: string;

beforeAll(async () => {
  database = await cloneTemplate();
  const platforms = { PLATFORM_FILES: 'test/support/oidc-desk.yaml' };
  world = await World.start({ databaseUrl: database.url, redis: undefined }, platforms);
  desk = await OidcDesk.start(`${world.url}/connect/callback`);
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
}, 60_000);
afterAll(async () => {
  desk?.stop();
  await sql?.end();
  await world?.stop();
  await database.drop();
});

const api = () => world.nightdesk;

async function start(more: Partial<ConnectStart> = {}): Promise<{ page: URL; cookie: string }> {
  const started = await fetch(`${world.url}/v1/connect/start`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${world.key}` },
    body: JSON.stringify({
      platform: 'oidc-desk',
      site: desk.site,
      requiredCapabilities: ['tickets:read', 'replies:write'],
      ...more,
    }),
  });
  if (!started.ok) throw new Error(await started.text());
  const [cookie = ''] = started.headers.getSetCookie()[0]?.split(';') ?? [];
  const { redirectUrl } = (await started.json()) as { redirectUrl: string };
  return { page: new URL(redirectUrl), cookie };
}

/** The whole flow; answers the page on which it ended. */
async function connect(more: Partial<ConnectStart> = {}): Promise<URL> {
  const { page, cookie } = await start(more);
  return world.callback(await desk.consent(page), cookie);
}

const state = async () => (await api().account(account)).state;
const credential = async () => {
  const { rows } = await sql.query<{
    version: number;
    expires_at: Date;
    refresh_at: Date;
    refreshed_at: Date;
  }>('SELECT version, expires_at, refresh_at, refreshed_at FROM credentials WHERE account_id = $1', [
    account,
  ]);
  return rows[0]!;
};
const due = () => sql.query('UPDATE credentials SET refresh_at = now() WHERE account_id = $1', [account]);

test('a wrong client secret is told as such, and leaves no account', async () => {
  const end = await connect({ clientId: desk.client.clientId, clientSecret: 'wrong' });
  expect(end.pathname).toBe('/connect/failed');
  expect(await api().overview()).toMatchObject({ accounts: [] });
});

test('a person connects the site with PKCE, and it goes live and works', async () => {
  const { page } = await start(desk.client);
  expect(page.searchParams.get('code_challenge_method')).toBe('S256');
  expect(page.searchParams.get('scope')).toBe('tickets:read tickets:write');
  const end = await connect(desk.client);
  account = end.searchParams.get('account') ?? `none: ${end.href}`;
  await until(async () => (await state()) === 'live');
  const ticketId = desk.customerWrites('It broke.');
  await world.events('ticket.created');
  const { id } = await api().submit(account, ticketId, { steps: [{ kind: 'reply', body: 'On its way.' }] });
  await until(async () => (await api().operation(id)).state === 'confirmed');
  expect(desk.tickets.get(ticketId)?.messages.map(({ text }) => text)).toEqual(['It broke.', 'On its way.']);
});

test('tokens are refreshed when they are due and rotate, and work goes on', async () => {
  const before = await credential();
  const lifetime = before.expires_at.getTime() - Date.now();
  expect(lifetime).toBeGreaterThan(0);
  expect(lifetime).toBeLessThanOrEqual(desk.seconds * 1_000);
  expect(before.refresh_at < before.expires_at).toBe(true);
  const first = desk.given.at(-1)!;
  await due();
  const after = await until(async () => {
    const now = await credential();
    return now.version > before.version ? now : null;
  });
  expect(after.expires_at > before.expires_at).toBe(true);
  expect(desk.given.at(-1)!.refresh_token).not.toBe(first.refresh_token);
  const { freshness } = await api().ticket(account, '1', { fresh: true });
  expect(freshness.stale).toBe(false);
});

test('an old refresh token is refused, and the server that ends the grant for it is told as needs_reauth', async () => {
  const old = desk.given.at(-2)!.refresh_token;
  expect(await desk.spend(old)).toMatchObject({ status: 400, error: 'invalid_grant' });
  // Reuse means theft: the server has ended the whole family, and the next call meets that.
  await api().ticket(account, '1', { fresh: true });
  await until(async () => (await state()) === 'needs_reauth');
  const { reason, remedy } = await api().account(account);
  expect(reason).toContain('invalid_grant');
  expect(remedy).not.toBe('');
});

test('connecting again mends it with the client that is known, under the same id', async () => {
  const end = await connect();
  expect(end.searchParams.get('account')).toBe(account);
  await until(async () => (await state()) === 'live');
  expect((await api().ticket(account, '1', { fresh: true })).freshness.stale).toBe(false);
});

test('a person who revokes the grant is noticed by the refresh that is due, and again is mended', async () => {
  await desk.revoke();
  await due();
  await until(async () => (await state()) === 'needs_reauth');
  await connect();
  await until(async () => (await state()) === 'live');
});
