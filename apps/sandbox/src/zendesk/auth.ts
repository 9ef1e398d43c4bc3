import { invalidToken, notAuthenticated, roleLacks, scopeMissing } from './errors.js';
import { covers } from './oauth/scopes.js';
import type { Site } from './site.js';
import type { Token, User } from './types.js';

/** Who calls: a user, and the token if it came by OAuth (an API token carries every scope). */
export interface Caller {
  user: User;
  token: Token | null;
}

/** What a route asks of its caller; a token's authority is its scopes and the user's role together. */
export interface Need {
  /** The granular scope that suffices; the broad one of its verb does too. Null: any token. */
  scope: string | null;
  role: 'anyone' | 'agent' | 'admin';
}

/** Null when no credentials are seen; wrong ones are refused. */
export function authenticate(site: Site, authorization: string | undefined): Caller | null {
  if (!authorization) return null;
  const [scheme = '', value = ''] = authorization.split(/\s+/, 2);
  const caller = scheme.toLowerCase() === 'bearer' ? byToken(site, value) : byApiToken(site, scheme, value);
  if (caller.user.suspended || !caller.user.active) throw roleLacks('Your account is suspended.');
  return caller;
}

function byToken(site: Site, access: string): Caller {
  const now = site.world.clock.now();
  const token = [...site.tokens.values()].find((candidate) => candidate.access === access);
  if (!token || (token.expiresAtMs !== null && token.expiresAtMs <= now)) throw invalidToken();
  token.usedAtMs = now;
  return { user: site.user(token.userId), token };
}

function byApiToken(site: Site, scheme: string, value: string): Caller {
  const [login = '', secret = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 2);
  const user = login.endsWith('/token') ? site.userByEmail(login.slice(0, -'/token'.length)) : undefined;
  if (scheme.toLowerCase() !== 'basic' || !user || !site.apiTokens.has(secret)) throw notAuthenticated();
  return { user, token: null };
}

export function authorize(caller: Caller, { scope, role }: Need): void {
  if (scope !== null && caller.token && !covers(caller.token.scopes, scope)) throw scopeMissing(scope);
  const isAgent = caller.user.role !== 'end-user';
  if ((role === 'agent' && !isAgent) || (role === 'admin' && caller.user.role !== 'admin')) throw roleLacks();
}
