import { createHash } from 'node:crypto';
import type { HelpdeskOAuth, OAuthTokens } from '@nightdesk/helpdesks/contract';
import type { RemoteOAuth } from './remote.js';
import { refusal, type Stage } from './stage.js';

const codeVerifier = 'a-verifier-that-is-long-enough-to-be-one-0123456789';
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

export function oauthPromises(stage: () => Stage): void {
  /** Both halves, or a test that fails: an adapter with OAuth needs a remote with OAuth. */
  function parts(): { ours: HelpdeskOAuth; theirs: RemoteOAuth } {
    const { adapter, remote } = stage();
    if (!adapter.oauth || !remote.oauth) throw new Error('the adapter has OAuth and the remote has none');
    return { ours: adapter.oauth, theirs: remote.oauth };
  }
  const consent = () => {
    const { ours, theirs } = parts();
    return theirs.consent({
      url: ours.authorizationUrl(stage().remote.baseUrl),
      scopes: ours.scopes,
      codeChallenge,
    });
  };
  const exchange = (code: string, change: { clientSecret?: string; codeVerifier?: string } = {}) => {
    const { client, redirectUri } = parts().theirs;
    const clientSecret = change.clientSecret ?? client.clientSecret;
    const grant = {
      client: { ...client, clientSecret },
      code,
      redirectUri,
      codeVerifier: change.codeVerifier ?? codeVerifier,
    };
    return parts().ours.exchange(stage().send(null), grant, new Date());
  };
  const refresh = (refreshToken: string | null) =>
    parts().ours.refresh(
      stage().send(null),
      { client: parts().theirs.client, refreshToken: refreshToken ?? '' },
      new Date(),
    );
  const bearer = ({ accessToken }: OAuthTokens) => stage().send({ kind: 'oauth', accessToken });
  const whoami = (tokens: OAuthTokens) => stage().adapter.whoami(bearer(tokens));

  test('a code becomes tokens that open what was asked for', async () => {
    const tokens = await exchange(await consent());
    expect(tokens.scopes.toSorted()).toEqual(parts().ours.scopes.toSorted());
    const identity = await whoami(tokens);
    expect(identity.user.id).toBe(stage().remote.agentId);
    expect(Object.values(identity.capabilities)).toEqual([true, true, true, true, true]);
    await stage().adapter.ensureWebhook(bearer(tokens), {
      name: 'Nightdesk',
      url: 'http://127.0.0.1:9/hook',
    });
  });

  test('the token’s end is known, and whoami tells the same', async () => {
    const tokens = await exchange(await consent());
    const { expiresAt } = await whoami(tokens);
    const known = tokens.expiresAt?.getTime() ?? expiresAt?.getTime() ?? 0;
    expect(known).toBeGreaterThan(Date.now() + 5 * 60_000);
    expect(Math.abs(known - (expiresAt?.getTime() ?? known))).toBeLessThan(90_000);
  });

  test('a used code, or a wrong verifier, is unauthenticated', async () => {
    const code = await consent();
    await exchange(code);
    expect((await refusal(exchange(code))).kind).toBe('unauthenticated');
    const wrong = exchange(await consent(), {
      codeVerifier: 'another-verifier-that-is-long-enough-0123456789',
    });
    expect((await refusal(wrong)).kind).toBe('unauthenticated');
  });

  test('a wrong client secret is invalid: the configuration must change, not the account', async () => {
    expect((await refusal(exchange(await consent(), { clientSecret: 'wrong' }))).kind).toBe('invalid');
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
    parts().theirs.advance(((tokens.expiresAt?.getTime() ?? 0) - Date.now()) / 1000 + 60);
    expect((await refusal(whoami(tokens))).kind).toBe('unauthenticated');
    const fresh = await refresh(tokens.refreshToken);
    expect((await whoami(fresh)).user.id).toBe(stage().remote.agentId);
  });

  test('revoking ends the token, and doing so twice is no error', async () => {
    const tokens = await exchange(await consent());
    await parts().ours.revoke(bearer(tokens));
    expect((await refusal(whoami(tokens))).kind).toBe('unauthenticated');
    await parts().ours.revoke(bearer(tokens));
  });
}
