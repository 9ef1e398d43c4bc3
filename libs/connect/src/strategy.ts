import type { OAuthClient, OAuthTokens } from '@nightdesk/helpdesks/contract';
import OAuth2Strategy from 'passport-oauth2';

/** Where `passport-oauth2` keeps state and PKCE verifier between the two halves of a flow. */
export interface FlowStore {
  /** Answers the `state` to send. The verifier is empty where the platform has no PKCE. */
  begin(verifier: string): Promise<string>;
  /** Answers the verifier of a `state` that is genuine, fresh, unused and of this browser; throws otherwise. */
  finish(state: string): Promise<string>;
}

export interface FlowOptions {
  authorizationUrl: string;
  callbackUrl: string;
  client: OAuthClient;
  /** Asked for on the consent page; empty: the client has them. */
  scopes: readonly string[];
  pkce: boolean;
  store: FlowStore;
  /** The platform's own way to exchange a code, through our guarded HTTP. */
  exchange: (code: string, codeVerifier: string) => Promise<OAuthTokens>;
}

/** How one half of a flow ended. */
export type FlowResult =
  | { kind: 'redirect'; url: string }
  | { kind: 'tokens'; tokens: OAuthTokens }
  | { kind: 'denied' }
  | { kind: 'failed'; error: unknown };

type Done<T extends unknown[]> = (error: unknown, ...values: T) => void;

/**
 * Runs `passport-oauth2` for one request. Passport's own protocol is that of its middleware: the strategy calls
 * `redirect`, `success`, `fail` or `error` on itself; here they settle a promise, so that no framework is needed between.
 */
export function runFlow(options: FlowOptions, query: Readonly<Record<string, string>>): Promise<FlowResult> {
  const { client, store } = options;
  const strategy = new OAuth2Strategy(
    {
      authorizationURL: options.authorizationUrl,
      tokenURL: options.authorizationUrl, // never called: the exchange below replaces it
      clientID: client.clientId,
      clientSecret: client.clientSecret ?? '',
      callbackURL: options.callbackUrl,
      ...(options.scopes.length > 0 ? { scope: [...options.scopes] } : {}),
      scopeSeparator: ' ',
      pkce: options.pkce,
      state: true,
      skipUserProfile: true,
      store: {
        store: (
          _request: unknown,
          verifier: string | undefined,
          _state: unknown,
          _meta: unknown,
          done: Done<[string?]>,
        ) => void settle(store.begin(verifier ?? ''), done),
        // Passport takes a text for the verifier, `true` for "there is none", and anything empty for a refusal.
        verify: (_request: unknown, state: string, _meta: unknown, done: Done<[(string | true)?]>) =>
          void settle(
            store.finish(state).then((verifier) => verifier || (true as const)),
            done,
          ),
      } as unknown as OAuth2Strategy.StateStore,
    } as unknown as OAuth2Strategy.StrategyOptions,
    (
      _access: string,
      _refresh: string,
      tokens: OAuthTokens,
      _profile: unknown,
      done: OAuth2Strategy.VerifyCallback,
    ) => done(null, tokens as unknown as Express.User),
  );
  return new Promise((resolve) => {
    Object.assign(strategy, {
      redirect: (url: string) => resolve({ kind: 'redirect', url }),
      success: (tokens: OAuthTokens) => resolve({ kind: 'tokens', tokens }),
      fail: () => resolve({ kind: 'denied' }),
      error: (error: unknown) => resolve({ kind: 'failed', error }),
    });
    Object.assign((strategy as unknown as { _oauth2: object })._oauth2, {
      getOAuthAccessToken: (
        code: string,
        parameters: { code_verifier?: string },
        done: Done<[string?, (string | null)?, OAuthTokens?]>,
      ) => {
        // An error goes past passport, which would wrap it in one of its own.
        exchange(options, code, parameters.code_verifier ?? '', done).catch((error: unknown) =>
          resolve({ kind: 'failed', error }),
        );
      },
    });
    strategy.authenticate({ query } as unknown as Parameters<typeof strategy.authenticate>[0], {});
  });
}

async function exchange(
  options: FlowOptions,
  code: string,
  codeVerifier: string,
  done: Done<[string?, (string | null)?, OAuthTokens?]>,
): Promise<void> {
  const tokens = await options.exchange(code, codeVerifier);
  done(null, tokens.accessToken, tokens.refreshToken, tokens);
}

/** Tells a callback how a promise ended. */
async function settle<T>(work: Promise<T>, done: Done<[T?]>): Promise<void> {
  let value: T;
  try {
    value = await work;
  } catch (error) {
    done(error);
    return;
  }
  done(null, value);
}
