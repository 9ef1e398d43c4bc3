import type { AuthorizedCall, Endpoint } from '../call.js';
import { recordNotFound } from '../errors.js';
import { tokenJson } from '../present.js';
import type { Token } from '../types.js';

const need = { scope: null, role: 'anyone' } as const;

/** An API token is no OAuth token: for it there is nothing here. */
function currentOf({ caller }: AuthorizedCall): Token {
  if (!caller.token) throw recordNotFound();
  return caller.token;
}

function revokeById(call: AuthorizedCall) {
  const { site, caller, params } = call;
  const token = site.tokens.get(Number(params['id']));
  if (!token || (token.userId !== caller.user.id && caller.user.role !== 'admin')) throw recordNotFound();
  site.tokens.delete(token.id);
  return { status: 204 };
}

export const tokenRoutes: Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v2/oauth/tokens/current',
    need,
    handle: (call) => ({ status: 200, body: { token: tokenJson(call.site, currentOf(call), call.base) } }),
  },
  {
    method: 'DELETE',
    path: '/api/v2/oauth/tokens/current',
    need,
    handle: (call) => {
      call.site.tokens.delete(currentOf(call).id);
      return { status: 204 };
    },
  },
  { method: 'DELETE', path: '/api/v2/oauth/tokens/:id', need, handle: revokeById },
];
