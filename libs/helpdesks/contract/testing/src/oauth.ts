import { createHash } from 'node:crypto';
import {
  capabilities,
  type HelpdeskError,
  type HelpdeskOAuth,
  type Identity,
  type OAuthTokens,
} from '@nightdesk/helpdesks/contract';
import type { RemoteOAuth } from './remote.js';
import { refusal, type Stage } from './stage.js';

const codeVerifier = 'a-verifier-that-is-long-enough-to-be-one-0123456789';
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

export function oauthPromises(stage: () => Stage, ours: HelpdeskOAuth): void {
  function theirs(): RemoteOAuth {
    const { oauth } = stage().remote;
    if (!oauth) throw new Error('the adapter has OAuth and the remote has none');
    return oauth;
  }
  const consent = () =>
    theirs().consent({ url: ours.authorizationUrl(theirs().appUrl), scopes: ours.scopes, codeChallenge });
  const exchange = (code: string, change: { clientSecret?: string; codeVerifier?: string } = {}) => {
    const { client, redirectUri } = theirs();
    const clientSecret = change.clientSecret ?? client.clientSecret;
    const grant = {
      client: { ...client, clientSecret },
      code,
      redirectUri,
      codeVerifier: change.codeVerifier ?? codeVerifier,
    };
    return ours.exchange(stage().send(null), grant, new Date());
  };
  const bearer = ({ accessToken }: OAuthTokens) => stage().send({ kind: 'oauth', accessToken });
  const whoami = (tokens: OAuthTokens) => stage().adapter.whoami(bearer(tokens));

  test('the consent page is asked at the platform’s own address', () => {
    const { appUrl } = theirs();
    expect(ours.authorizationUrl(appUrl)).toMatch(/^\S+$/);
    expect(ours.authorizationUrl(appUrl).startsWith(`${appUrl}/`)).toBe(true);
  });

  test('a code becomes tokens that open what Nightdesk needs', async () => {
    const { adapter, remote } = stage();
    const tokens = await exchange(await consent());
    const wanted = ours.scopesAre === 'request' ? ours.scopes.toSorted() : expect.any(Array);
    expect(tokens.scopes.toSorted()).toEqual(wanted);
    const { identity, findings } = await adapter.probe(bearer(tokens), capabilities);
    expect(identity.user.id).toBe(remote.agentId);
    expect(findings.map(({ verdict }) => verdict)).not.toContain('missing');
    const { webhooks } = adapter;
    const url = 'http://127.0.0.1:9/hook';
    if (webhooks?.setUp === 'api') await webhooks.ensure(bearer(tokens), { name: 'Nightdesk', url });
  });

  test('a used code is unauthenticated', async () => {
    const code = await consent();
    await exchange(code);
    expect((await refusal(exchange(code))).kind).toBe('unauthenticated');
  });

  test('a code that was made up is unauthenticated', async () => {
    expect((await refusal(exchange('made-up'))).kind).toBe('unauthenticated');
  });

  if (ours.pkce) {
    test('a wrong verifier is unauthenticated', async () => {
      const wrong = 'another-verifier-that-is-long-enough-0123456789';
      expect((await refusal(exchange(await consent(), { codeVerifier: wrong }))).kind).toBe(
        'unauthenticated',
      );
    });
  }

  test('a wrong client secret is invalid: the configuration must change, not the account', async () => {
    expect((await refusal(exchange(await consent(), { clientSecret: 'wrong' }))).kind).toBe('invalid');
  });

  test(`revoking ends ${ours.revokes === 'token' ? 'that token and no other' : 'all that this client has at the site'}, and doing so twice is no error`, async () => {
    const tokens = await exchange(await consent());
    const other = await exchange(await consent());
    await ours.revoke(bearer(tokens));
    expect((await refusal(whoami(tokens))).kind).toBe('unauthenticated');
    const outcome = await whoami(other).then(
      ({ user }) => user.id,
      (error: HelpdeskError) => error.kind,
    );
    expect(outcome).toBe(ours.revokes === 'token' ? stage().remote.agentId : 'unauthenticated');
    await ours.revoke(bearer(tokens));
  });

  const { refresh } = ours;
  if (refresh) refreshPromises(stage, { theirs, consent, exchange, whoami, refresh });
  else {
    test('a token that cannot be refreshed has no end and no refresh token', async () => {
      const tokens = await exchange(await consent());
      expect(tokens).toMatchObject({ refreshToken: null, expiresAt: null, refreshTokenExpiresAt: null });
      theirs().advance(400 * 24 * 3600);
      const { user, expiresAt } = await whoami(tokens);
      expect([user.id, expiresAt]).toEqual([stage().remote.agentId, null]);
    });
  }
}

interface Parts {
  theirs: () => RemoteOAuth;
  consent: () => Promise<string>;
  exchange: (code: string) => Promise<OAuthTokens>;
  whoami: (tokens: OAuthTokens) => Promise<Identity>;
  refresh: NonNullable<HelpdeskOAuth['refresh']>;
}

function refreshPromises(stage: () => Stage, { theirs, consent, exchange, whoami, ...parts }: Parts): void {
  const refresh = (refreshToken: string | null) =>
    parts.refresh(
      stage().send(null),
      { client: theirs().client, refreshToken: refreshToken ?? '' },
      new Date(),
    );

  test('the token’s end is known, and whoami tells the same', async () => {
    const tokens = await exchange(await consent());
    const { expiresAt } = await whoami(tokens);
    const known = tokens.expiresAt?.getTime() ?? expiresAt?.getTime() ?? 0;
    expect(known).toBeGreaterThan(Date.now() + 5 * 60_000);
    expect(Math.abs(known - (expiresAt?.getTime() ?? known))).toBeLessThan(90_000);
  });

  test('a refresh rotates: the new pair works, the old access and refresh tokens end', async () => {
    const old = await exchange(await consent());
    const fresh = await refresh(old.refreshToken);
    expect(fresh.scopes.toSorted()).toEqual(old.scopes.toSorted());
    expect((await whoami(fresh)).user.id).toBe(stage().remote.agentId);
    expect((await refusal(whoami(old))).kind).toBe('unauthenticated');
    expect((await refusal(refresh(old.refreshToken))).kind).toBe('unauthenticated');
    expect((await whoami(await refresh(fresh.refreshToken))).user.id).toBe(stage().remote.agentId);
  });

  test('an expired access token is unauthenticated and can still be refreshed', async () => {
    const tokens = await exchange(await consent());
    theirs().advance(((tokens.expiresAt?.getTime() ?? 0) - Date.now()) / 1000 + 60);
    expect((await refusal(whoami(tokens))).kind).toBe('unauthenticated');
    const fresh = await refresh(tokens.refreshToken);
    expect((await whoami(fresh)).user.id).toBe(stage().remote.agentId);
  });
}
