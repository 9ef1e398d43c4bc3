import {
  HelpdeskError,
  type HelpdeskOAuth,
  type OAuthClient,
  type OAuthTokens,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { call } from './calls.js';

export const tokenRoute = '/oauth/tokens';
export const currentTokenRoute = '/api/v2/oauth/tokens/current';

/** Seconds. Both are always asked for: Zendesk's defaults differ by the age of the client, down to "never expires". */
const lifetimes = { expires_in: 86_400, refresh_token_expires_in: 7_776_000 };

const TokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  scope: z.string().nullish(),
  expires_in: z.number().nullish(),
  refresh_token_expires_in: z.number().nullish(),
});

/**
 * Zendesk's OAuth: authorization code with PKCE, rotating refresh tokens (the old pair ends at once).
 *
 * When Zendesk leaves out `expires_in`, `expiresAt` is null; `whoami` with the new token then tells the real instant from
 * `/oauth/tokens/current`, null there too if the token never expires. Empty `scopes` mean that the answer did not say.
 */
export const oauth: HelpdeskOAuth & { refresh: NonNullable<HelpdeskOAuth['refresh']> } = {
  // The least that opens tickets, names and our webhook. Search would need the broad `read`, and is not used.
  scopes: ['tickets:read', 'tickets:write', 'users:read', 'webhooks:read', 'webhooks:write'],
  scopesAre: 'request',
  pkce: true,
  clientWhere: 'Admin Center > Apps and integrations > APIs > OAuth clients',
  revokes: 'token',

  authorizationUrl: (appUrl) => `${appUrl}/oauth/authorizations/new`,

  exchange: (send, { client, code, redirectUri, codeVerifier }, now) =>
    ask(
      send,
      {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        scope: oauth.scopes.join(' '),
        code_verifier: codeVerifier,
      },
      client,
      now,
    ),

  refresh: (send, { client, refreshToken }, now) =>
    ask(send, { grant_type: 'refresh_token', refresh_token: refreshToken }, client, now),

  async revoke(send) {
    try {
      await send({ method: 'DELETE', path: currentTokenRoute, route: currentTokenRoute, repeatable: true });
    } catch (error) {
      // a token that is not accepted any more has ended already
      if (!(error instanceof HelpdeskError && error.kind === 'unauthenticated')) throw error;
    }
  },
};

async function ask(
  send: Send,
  grant: Record<string, string>,
  client: OAuthClient,
  now: Date,
): Promise<OAuthTokens> {
  const secret = client.clientSecret === null ? {} : { client_secret: client.clientSecret };
  const body = { ...grant, client_id: client.clientId, ...secret, ...lifetimes };
  const { body: token } = await call(
    send,
    { method: 'POST', path: tokenRoute, route: tokenRoute, body },
    TokenAnswer,
  );
  return {
    accessToken: token.access_token,
    refreshToken: token.refresh_token ?? null,
    scopes: scopesIn(token.scope),
    expiresAt: after(token.expires_in, now),
    refreshTokenExpiresAt: after(token.refresh_token_expires_in, now),
  };
}

/** Scopes separated by spaces, each once. */
export function scopesIn(text: string | null | undefined): string[] {
  return [...new Set((text ?? '').split(/\s+/).filter(Boolean))];
}

const after = (seconds: number | null | undefined, now: Date): Date | null =>
  typeof seconds === 'number' ? new Date(now.getTime() + seconds * 1000) : null;
