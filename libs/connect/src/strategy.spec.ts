import type { OAuthTokens } from '@nightdesk/helpdesks/contract';
import { type FlowOptions, type FlowStore, runFlow } from './strategy.js';

const tokens: OAuthTokens = {
  accessToken: 'token',
  refreshToken: null,
  scopes: [],
  expiresAt: null,
  refreshTokenExpiresAt: null,
};

/** A flow that remembers what the exchange was asked with. */
function flow(pkce: boolean) {
  let kept = '';
  const asked: string[] = [];
  const store: FlowStore = {
    begin: (verifier) => {
      kept = verifier;
      return Promise.resolve('state');
    },
    finish: () => Promise.resolve(kept),
  };
  const options: FlowOptions = {
    authorizationUrl: 'https://desk.example/oauth',
    callbackUrl: 'https://nightdesk.example/connect/callback',
    client: { clientId: 'nightdesk', clientSecret: null },
    scopes: [],
    pkce,
    store,
    exchange: (code, verifier) => {
      asked.push(code, verifier);
      return Promise.resolve(tokens);
    },
  };
  return { options, asked, kept: () => kept };
}

test.each([true, false])('both halves of a flow meet, with PKCE and without (%s)', async (pkce) => {
  const { options, asked, kept } = flow(pkce);
  const begun = await runFlow(options, {});
  expect(begun.kind).toBe('redirect');
  const page = new URL(begun.kind === 'redirect' ? begun.url : '');
  expect(page.searchParams.has('code_challenge')).toBe(pkce);
  expect(kept()).toMatch(pkce ? /^[\w-]{43}$/ : /^$/);

  const ended = await runFlow(options, { code: 'code', state: 'state' });
  expect(ended).toEqual({ kind: 'tokens', tokens });
  expect(asked).toEqual(['code', kept()]);
});
