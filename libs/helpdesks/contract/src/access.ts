import type { Send } from './transport.js';

/** What a person types to name a site. */
export interface SiteField {
  label: string;
  /** Matched after trimming and lower-casing. The first group, where it has one, is the site. */
  pattern: RegExp;
  example: string;
}

/** How an account is connected by something that is pasted. */
export interface KeyField {
  /** What the platform calls it (`API key`, `Access token`). */
  label: string;
  /** Where a person finds it, in the platform's own words. */
  where: string;
  /** The page on which it is found; `{site}` stands for the site. Null: there is no such address. */
  link: string | null;
  /** The e-mail of the key's agent is needed as well. */
  needsEmail: boolean;
  /** A second secret, with which the platform signs its webhooks. */
  signingSecret: { label: string; where: string } | null;
  /** When the platform stops accepting such keys. */
  endsAt: Date | null;
}

/** OAuth tokens as a platform gives them. `expiresAt` null means that the token does not expire. */
export interface OAuthTokens {
  accessToken: string;
  refreshToken: string | null;
  scopes: string[];
  expiresAt: Date | null;
  refreshTokenExpiresAt: Date | null;
}

export interface OAuthClient {
  clientId: string;
  clientSecret: string | null;
}

/** A platform's OAuth, as far as it differs from the standard. `now` turns lifetimes into instants. */
export interface HelpdeskOAuth {
  /** Scopes that Nightdesk needs, as the platform writes them. */
  readonly scopes: readonly string[];
  /** `request`: the consent page is asked for them. `client`: they are ticked where the client is made. */
  readonly scopesAre: 'request' | 'client';
  readonly pkce: boolean;
  /** Where a person makes a client, in the platform's own words. */
  readonly clientWhere: string;
  /** What `revoke` ends: only the token, or everything that this client has at the site. */
  readonly revokes: 'token' | 'installation';
  /** @param appUrl the base of the platform's web pages. */
  authorizationUrl(appUrl: string): string;
  exchange(
    send: Send,
    grant: { client: OAuthClient; code: string; redirectUri: string; codeVerifier: string },
    now: Date,
  ): Promise<OAuthTokens>;
  /** Null: tokens do not expire. */
  readonly refresh:
    | ((send: Send, grant: { client: OAuthClient; refreshToken: string }, now: Date) => Promise<OAuthTokens>)
    | null;
  /** Ends the token that `send` carries. */
  revoke(send: Send): Promise<void>;
}
