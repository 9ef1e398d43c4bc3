import {
  HelpdeskError,
  type HelpdeskOAuth,
  type OAuthClient,
  type OAuthTokens,
  type PlatformRequest,
  type PlatformResponse,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import type { Platform } from './calls.js';
import { explain } from './errors.js';
import type { OAuth } from './schema/access.js';
import type { Declaration } from './schema/declaration.js';

const Seconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish();

const TokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  scope: z.string().nullish(),
  expires_in: Seconds,
});

/** OAuth as RFC 6749 and 7636 have it. A refresh token that is not replaced stays the valid one (RFC 6749, 6). */
export function oauthOf({ title, oauth }: Declaration): HelpdeskOAuth | null {
  if (!oauth) return null;
  const ask = tokenCall(title, oauth);
  return {
    scopes: oauth.scopes,
    scopesAre: oauth.scopesAre,
    pkce: oauth.pkce,
    clientWhere: oauth.clientWhere,
    revokes: 'token',

    authorizationUrl: (appUrl) => appUrl,

    exchange: (send, { client, code, redirectUri, codeVerifier }, now) => {
      const verifier: Record<string, string> = oauth.pkce ? { code_verifier: codeVerifier } : {};
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...verifier };
      return ask(send, grant, client, now);
    },

    async refresh(send, { client, refreshToken }, now) {
      const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
      const tokens = await ask(send, grant, client, now);
      return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    },

    async revoke(send) {
      if (!oauth.revoke) return;
      try {
        await send({ ...oauth.revoke, route: oauth.revoke.path, repeatable: true });
      } catch (error) {
        // a token that is not accepted any more has ended already
        if (!(error instanceof HelpdeskError && error.kind === 'unauthenticated')) throw error;
      }
    },
  };
}

export const isTokenCall = ({ declared }: Platform, { path, form }: PlatformRequest): boolean =>
  form !== undefined && path === declared.oauth?.token;

/** Token endpoints speak the standard's errors (RFC 6749, 5.2), whatever the platform's API speaks. */
export function explainToken(
  { declared, file }: Platform,
  request: PlatformRequest,
  response: PlatformResponse,
  now: Date,
): HelpdeskError {
  const errors = { code: 'error', message: 'error_description', rules: [] };
  return explain({ file, declared: { ...declared, errors } }, request, response, now);
}

function tokenCall(title: string, oauth: OAuth) {
  return async (
    send: Send,
    grant: Readonly<Record<string, string>>,
    client: OAuthClient,
    now: Date,
  ): Promise<OAuthTokens> => {
    const { headers, inForm } = proof(oauth.clientAuth, client);
    const { body, status, requestId } = await send({
      method: 'POST',
      path: oauth.token,
      route: oauth.token,
      form: { ...oauth.tokenParameters, ...grant, ...inForm },
      headers,
    });
    const answer = TokenAnswer.safeParse(body);
    if (!answer.success)
      throw new HelpdeskError(
        'ambiguous',
        `${title}: the token endpoint’s answer has no usable access_token`,
        {
          status,
          requestId,
        },
      );
    const { access_token: accessToken, refresh_token, scope, expires_in } = answer.data;
    const seconds = expires_in ?? oauth.tokenSeconds;
    return {
      accessToken,
      refreshToken: refresh_token ?? null,
      scopes: [...new Set((scope ?? '').split(/[\s,]+/).filter(Boolean))],
      expiresAt: seconds === undefined ? null : new Date(now.getTime() + seconds * 1_000),
      refreshTokenExpiresAt: null,
    };
  };
}

/** Who the client is. Both halves are encoded before they are joined (RFC 6749, 2.3.1): a secret may have a colon. */
function proof(
  clientAuth: OAuth['clientAuth'],
  { clientId, clientSecret }: OAuthClient,
): { headers: Record<string, string>; inForm: Record<string, string> } {
  if (clientSecret === null) return { headers: {}, inForm: { client_id: clientId } };
  if (clientAuth === 'post')
    return { headers: {}, inForm: { client_id: clientId, client_secret: clientSecret } };
  const login = [clientId, clientSecret].map(formEncoded).join(':');
  return { headers: { Authorization: `Basic ${Buffer.from(login).toString('base64')}` }, inForm: {} };
}

const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
