import type { Sandbox } from '../../sandbox.js';
import { startSandbox } from '../../sandbox.js';
import { authorizeParameters, caller, consent, redirectUri, verifier } from '../../testing/client.js';

interface Tokens {
  access_token: string;
  refresh_token: string;
  scope: string;
  expires_in: number;
  refresh_token_expires_in: number;
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.control.reset());

const client = { client_id: 'nightdesk', client_secret: 'sandbox-secret' };
const api: ReturnType<typeof caller> = (...call) => caller(sandbox)(...call);
const ask = <Body = Tokens>(body: Record<string, unknown>) => api<Body>('POST', '/oauth/tokens', { body });

async function codeFor(decided: Parameters<typeof consent>[1] = {}): Promise<string> {
  const { location } = await consent(sandbox, decided);
  return location?.searchParams.get('code') ?? '';
}
const exchange = (code: string, over: Record<string, unknown> = {}) =>
  ask({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...client,
    ...over,
  });
const refresh = (refresh_token: string, over: Record<string, unknown> = {}) =>
  ask<Tokens & { error: string }>({ grant_type: 'refresh_token', refresh_token, ...client, ...over });
const works = async (token: string) => (await api('GET', '/api/v2/tickets/count', { token })).status === 200;

describe('the consent page', () => {
  test('asks for each scope by a checkbox, with the admin signed in', async () => {
    const page = await api(
      'GET',
      `/oauth/authorizations/new?${new URLSearchParams(authorizeParameters).toString()}`,
    );
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/<input type="checkbox" name="granted" value="tickets:write" checked>/);
    expect(page.text).toMatch(/selected>Ada Okafor \(admin\)/);
    expect(page.text).not.toContain('Maya');
  });

  test.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['a redirect URI with a slash more', { redirect_uri: `${redirectUri}/` }, 'invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a scope beyond the ceiling', { scope: 'tickets:read users:write' }, 'invalid_scope'],
    ['no scope, which asks for all writing', { scope: '' }, 'invalid_scope'],
  ])('answers %s with an error page and no redirect', async (_case, over, error) => {
    const parameters = { ...authorizeParameters, ...over };
    const page = await api('GET', `/oauth/authorizations/new?${new URLSearchParams(parameters).toString()}`);
    expect(page.status).toBe(400);
    expect(page.text).toContain(error);
    expect((await consent(sandbox, { parameters })).location).toBeNull();
  });

  test('sends a denial back with the state', async () => {
    const { status, location } = await consent(sandbox, { decision: 'deny' });
    expect(status).toBe(302);
    expect(location?.searchParams.get('error')).toBe('access_denied');
    expect(location?.searchParams.get('state')).toBe('state-1');
    expect(location?.searchParams.get('code')).toBeNull();
  });
});

describe('the authorization code', () => {
  test('buys a pair of tokens with the documented lifetimes', async () => {
    const told = await exchange(await codeFor());
    expect(told.status).toBe(201);
    expect(told.body).toMatchObject({
      token_type: 'bearer',
      scope: 'tickets:read tickets:write',
      expires_in: 1800,
      refresh_token_expires_in: 2_592_000,
    });
    expect(await works(told.body.access_token)).toBe(true);
  });

  test('may be sent as a form', async () => {
    const form = {
      grant_type: 'authorization_code',
      code: await codeFor(),
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...client,
    };
    const response = await fetch(`${sandbox.url}/zendesk/acme/oauth/tokens`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    expect(response.status).toBe(201);
  });

  test('carries the scopes that stayed ticked, and no others', async () => {
    const told = await exchange(await codeFor({ granted: ['tickets:read'] }), {
      scope: 'tickets:read tickets:write',
    });
    expect(told.body.scope).toBe('tickets:read');
  });

  test.each([
    ['a wrong verifier', { code_verifier: 'wrong' }, 'invalid_grant'],
    ['no verifier', { code_verifier: undefined }, 'invalid_grant'],
    ['another redirect URI', { redirect_uri: 'http://localhost:4300/connect/callback' }, 'invalid_grant'],
    ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client'],
    ['too short a life', { expires_in: 299 }, 'invalid_request'],
    ['too long a refresh life', { refresh_token_expires_in: 7_776_001 }, 'invalid_request'],
  ])('is refused with %s', async (_case, over, error) => {
    const told = await exchange(await codeFor(), over);
    expect(told.status).toBe(400);
    expect(told.body).toMatchObject({ error });
  });

  test('works once, and for 120 seconds', async () => {
    const code = await codeFor();
    expect((await exchange(code)).status).toBe(201);
    expect((await exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
    const late = await codeFor();
    sandbox.control.advance(120);
    expect((await exchange(late)).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('the refresh token', () => {
  test('rotates: the old pair is gone at once, both of it', async () => {
    const { body: old } = await exchange(await codeFor());
    const { status, body: fresh } = await refresh(old.refresh_token, {
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
    });
    expect(status).toBe(201);
    expect(fresh).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000, scope: old.scope });
    expect(await works(old.access_token)).toBe(false);
    expect(await works(fresh.access_token)).toBe(true);
  });

  test('used twice is refused, and its successor lives on', async () => {
    const { body: old } = await exchange(await codeFor());
    const { body: fresh } = await refresh(old.refresh_token);
    const again = await refresh(old.refresh_token);
    expect(again.status).toBe(400);
    expect(again.body.error).toBe('invalid_grant');
    expect(await works(fresh.access_token)).toBe(true);
    expect((await refresh(fresh.refresh_token)).status).toBe(201);
  });

  test('outlives the access token, and dies at its own end', async () => {
    const { body } = await exchange(await codeFor());
    sandbox.control.advance(1800);
    expect(await works(body.access_token)).toBe(false);
    const { body: fresh } = await refresh(body.refresh_token);
    sandbox.control.advance(2_592_000);
    expect((await refresh(fresh.refresh_token)).body.error).toBe('invalid_grant');
  });
});

describe('the other grants', () => {
  test('client credentials act for the owner and bring no refresh token', async () => {
    const told = await ask({ grant_type: 'client_credentials', scope: 'tickets:read', ...client });
    expect(told.status).toBe(201);
    expect(told.body).not.toHaveProperty('refresh_token');
    expect(await works(told.body.access_token)).toBe(true);
  });

  test('the password grant is gone', async () => {
    expect((await ask({ grant_type: 'password', ...client })).body).toMatchObject({
      error: 'unsupported_grant_type',
    });
  });

  test('a client from before tokens expired gets one without an end', async () => {
    sandbox.control.addZendeskSite({ subdomain: 'old', client: { secret: 's', defaultExpiresIn: null } });
    const old = caller(sandbox, 'old');
    const body = {
      grant_type: 'client_credentials',
      client_id: 'nightdesk',
      client_secret: 's',
      scope: 'read',
    };
    const told = await old<Tokens>('POST', '/oauth/tokens', { body });
    expect(told.body.expires_in).toBeNull();
    sandbox.control.advance(10 * 365 * 24 * 3600);
    expect((await old('GET', '/api/v2/users/me', { token: told.body.access_token })).status).toBe(200);
  });
});

test('the current token describes itself, and deletes itself', async () => {
  const { body } = await exchange(await codeFor({ granted: ['tickets:read'] }));
  const token = body.access_token;
  const shown = await api<{ token: Record<string, unknown> }>('GET', '/api/v2/oauth/tokens/current', {
    token,
  });
  expect(shown.body.token).toMatchObject({
    scopes: ['tickets:read'],
    user_id: sandbox.control.zendesk('acme').describe().adminId,
  });
  expect(shown.body.token['token']).toBe(token.slice(0, 10));
  expect(JSON.stringify(shown.body)).not.toContain(token);
  expect((await api('DELETE', '/api/v2/oauth/tokens/current', { token })).status).toBe(204);
  expect(await works(token)).toBe(false);
  expect((await refresh(body.refresh_token)).body.error).toBe('invalid_grant');
});
