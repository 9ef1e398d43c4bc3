import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { neededScopes } from '../scopes.js';
import type { ErrorList } from '../testing.js';
import { caller } from '../testing.js';

interface Tokens {
  access_token: string;
  token: string;
  token_type: string;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const acme = () => sandbox.control.intercom('acme1');
const redirectUri = 'http://127.0.0.1:4300/connect/callback';

/** Posts the consent form as a browser would, and returns where it leads. */
async function consent(
  decided: { decision?: string; granted?: readonly string[]; who?: string; host?: string } = {},
): Promise<URL | null> {
  const form = new URLSearchParams({ client_id: 'nightdesk', state: 'state-1', redirect_uri: redirectUri });
  form.set('decision', decided.decision ?? 'allow');
  form.set('who', decided.who ?? `acme1/${acme().describe().adminId}`);
  for (const scope of decided.granted ?? neededScopes) form.append('granted', scope);
  const url = `${sandbox.url}/intercom-app${decided.host ?? ''}/oauth`;
  const { headers } = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const location = headers.get('location');
  return location === null ? null : new URL(location);
}
const codeFor = async (decided: Parameters<typeof consent>[0] = {}) =>
  (await consent(decided))?.searchParams.get('code') ?? '';
const exchange = <Body = Tokens>(code: string, over: Record<string, string> = {}, region = '') => {
  const body = { client_id: 'nightdesk', client_secret: 'sandbox-secret', code, ...over };
  return api<Body>('POST', '/auth/eagle/token', { token: null, version: null, body, region });
};

test('the consent page lists what is ticked in the Hub, each with its box', async () => {
  sandbox.control.intercomApp('nightdesk').setScopes(['read_conversations', 'read_tags']);
  const url = `${sandbox.url}/intercom-app/oauth?client_id=nightdesk&state=x`;
  const page = await (await fetch(url)).text();
  expect([...page.matchAll(/name="granted" value="(\w+)" checked/g)].map(([, scope]) => scope)).toEqual([
    'read_conversations',
    'read_tags',
  ]);
  expect(page).toContain('Acme Outdoor (acme1)');
});

test.each([
  ['an unknown app', 'client_id=nobody'],
  ['a foreign redirect URL', 'client_id=nightdesk&redirect_uri=https://evil.example/'],
])('%s gets an error page and no redirect', async (_case, query) => {
  const told = await fetch(`${sandbox.url}/intercom-app/oauth?${query}`, { redirect: 'manual' });
  expect([told.status, told.headers.get('location')]).toEqual([400, null]);
});

test('allowing leads back with code and state, denying with access_denied', async () => {
  const allowed = await consent();
  expect(allowed?.href.startsWith(redirectUri)).toBe(true);
  expect(allowed?.searchParams.get('state')).toBe('state-1');
  const denied = await consent({ decision: 'deny' });
  expect([denied?.searchParams.get('error'), denied?.searchParams.get('code')]).toEqual([
    'access_denied',
    null,
  ]);
});

describe('a code', () => {
  test('becomes a token that does not expire and cannot be refreshed', async () => {
    const { status, body } = await exchange(await codeFor());
    expect(status).toBe(200);
    expect(body).toEqual({ token_type: 'Bearer', token: body.access_token, access_token: body.access_token });
    sandbox.control.advance(10 * 365 * 24 * 3600);
    expect((await api('GET', '/me', { token: body.token })).status).toBe(200);
  });

  test('ends in = every other time, and is another code without it', async () => {
    const codes = [await codeFor(), await codeFor(), await codeFor()];
    const padded = codes.filter((code) => code.endsWith('='));
    expect(padded.length).toBeGreaterThan(0);
    expect(padded.length).toBeLessThan(3);
    const told = await exchange<ErrorList>((padded[0] ?? '').replace(/=+$/, ''));
    expect([told.status, told.body.errors[0]?.message]).toEqual([401, 'Unauthorized Code']);
    expect((await exchange(padded[0] ?? '')).status).toBe(200);
  });

  test('works once, for five minutes, with its own secret', async () => {
    const code = await codeFor();
    expect((await exchange(code)).status).toBe(200);
    expect((await exchange(code)).status).toBe(401);
    const late = await codeFor();
    sandbox.control.advance(300);
    expect((await exchange(late)).status).toBe(401);
    const spent = await codeFor();
    expect((await exchange(spent, { client_secret: 'wrong' })).status).toBe(401);
    expect((await exchange(spent)).status).toBe(401);
  });

  test('can be exchanged by a form as well, and not without all three parameters', async () => {
    const form = new URLSearchParams({
      client_id: 'nightdesk',
      client_secret: 'sandbox-secret',
      code: await codeFor(),
    });
    const url = `${sandbox.url}/intercom/auth/eagle/token`;
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
    const told = await exchange<ErrorList>('');
    expect([told.status, told.body.errors[0]?.code]).toEqual([400, 'parameter_not_found']);
  });
});

test('a scope that was unticked at consent is missing from the token', async () => {
  const granted = neededScopes.filter((scope) => scope !== 'write_conversations');
  const { body } = await exchange(await codeFor({ granted }));
  const [id = ''] = acme().describe().conversationIds;
  expect((await api('GET', `/conversations/${id}`, { token: body.token })).status).toBe(200);
  const told = await api('POST', `/conversations/${id}/reply`, { token: body.token, body: {} });
  expect(told.status).toBe(403);
  expect(told.body.errors[0]).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('required scope (write_conversations)'),
  });
});

test('uninstalling ends every token the app has in that workspace', async () => {
  const { body: one } = await exchange(await codeFor());
  const { body: other } = await exchange(await codeFor());
  expect((await api('POST', '/auth/uninstall', { token: one.token, version: null })).status).toBe(200);
  for (const token of [one.token, other.token]) {
    const told = await api('GET', '/me', { token });
    expect([told.status, told.body.errors[0]?.code]).toEqual([401, 'token_revoked']);
  }
  expect(acme().describe().installedApps).toEqual([]);
});

describe('regions', () => {
  beforeEach(() => {
    sandbox.control.addIntercomWorkspace({ id: 'euro1', region: 'eu' });
  });
  const who = () => `euro1/${sandbox.control.intercom('euro1').describe().adminId}`;

  test('consent for a European workspace begins on the European host', async () => {
    expect(await consent({ who: who() })).toBeNull();
    const page = await (await fetch(`${sandbox.url}/intercom-app/oauth?client_id=nightdesk`)).text();
    expect(page).not.toContain('euro1');
    const code = await codeFor({ who: who(), host: '.eu' });
    const { body } = await exchange(code, {}, '.eu');
    const me = await api<{ app: object }>('GET', '/me', { token: body.token, region: '.eu' });
    expect(me.body.app).toMatchObject({ id_code: 'euro1', region: 'EU' });
  });

  test('the US host serves a token of any region, the others only their own', async () => {
    const { accessToken } = sandbox.control.intercom('euro1').issueToken();
    expect((await api('GET', '/me', { token: accessToken })).status).toBe(200);
    expect((await api('GET', '/me', { token: accessToken, region: '.au' })).status).toBe(401);
    expect((await api('GET', '/me', { region: '.eu' })).status).toBe(401);
  });
});

test('a private app can be installed only where it was made', async () => {
  sandbox.control.addIntercomWorkspace({ id: 'other1' });
  sandbox.control.addIntercomApp({ clientId: 'own', homeWorkspaceId: 'other1' });
  const page = await (await fetch(`${sandbox.url}/intercom-app/oauth?client_id=own`)).text();
  expect(page).toContain('other1');
  expect(page).not.toContain('acme1');
  expect(() => acme().issueToken({ clientId: 'own' })).toThrow('private app own');
});
