import { HelpdeskError, type HelpdeskOAuth } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { call } from './calls.js';
import { scopeLabels } from './scopes.js';

export const tokenRoute = '/auth/eagle/token';
const uninstallRoute = '/auth/uninstall';

const TokenAnswer = z.union([
  z.looseObject({ access_token: z.string().min(1) }).transform((answer) => answer.access_token),
  z.looseObject({ token: z.string().min(1) }).transform((answer) => answer.token),
]);

/**
 * Intercom's OAuth: authorization code without PKCE, so `state` and the client's secret carry it alone. Scopes are ticked
 * where the app is made and told by no answer. A token has no end and nothing to refresh it; its death shows as a 401.
 */
export const oauth: HelpdeskOAuth = {
  scopes: scopeLabels,
  scopesAre: 'client',
  pkce: false,
  clientWhere:
    'Developer Hub (app.intercom.com/a/apps/_/developer-hub) > Your apps > New app; then Configure > Authentication: tick the scopes, switch “Use OAuth” on and add the redirect URL. Client ID and client secret are under Configure > Basic information',
  revokes: 'installation',

  authorizationUrl: (appUrl) => `${appUrl}/oauth`,

  /** The code goes out as it came: its last `=` is part of it. */
  async exchange(send, { client, code }) {
    const body = { code, client_id: client.clientId, client_secret: client.clientSecret };
    const { body: accessToken } = await call(
      send,
      { method: 'POST', path: tokenRoute, route: tokenRoute, body },
      TokenAnswer,
    );
    return { accessToken, refreshToken: null, scopes: [], expiresAt: null, refreshTokenExpiresAt: null };
  },

  refresh: null,

  /** Takes the app out of the workspace: every token that it has there ends. */
  async revoke(send) {
    try {
      await send({ method: 'POST', path: uninstallRoute, route: uninstallRoute, repeatable: true });
    } catch (error) {
      // a token that is not accepted any more has ended already
      if (!(error instanceof HelpdeskError && error.kind === 'unauthenticated')) throw error;
    }
  },
};
