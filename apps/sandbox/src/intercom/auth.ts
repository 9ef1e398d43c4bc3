import {
  missingAuthorization,
  planRestricted,
  scopeMissing,
  tokenBlocked,
  tokenRevoked,
  unauthorized,
} from './errors.js';
import type { HubApp } from './hub/app.js';
import type { IntercomStore } from './store.js';
import type { Endpoint } from './call.js';
import type { Admin, Region, Token } from './types.js';
import type { Workspace } from './workspace.js';

/** Who calls: an app, in a workspace, for an admin. */
export interface Caller {
  store: IntercomStore;
  workspace: Workspace;
  app: HubApp;
  token: Token;
  admin: Admin;
}

export const bearerOf = (store: IntercomStore, authorization: string | undefined): Token | undefined => {
  const [scheme = '', access = ''] = (authorization ?? '').split(/\s+/, 2);
  return scheme.toLowerCase() === 'bearer' ? store.tokens.get(access) : undefined;
};

/** The workspace a call is about, whether or not its token still works; '' when nothing tells. */
export const siteOf = (store: IntercomStore, authorization: string | undefined): string =>
  bearerOf(store, authorization)?.workspaceId ?? '';

/** @throws Refused with the 401 that fits. The US host serves every region, the others their own. */
export function callerOf(store: IntercomStore, region: Region, authorization: string | undefined): Caller {
  if (!authorization) throw missingAuthorization();
  const token = bearerOf(store, authorization);
  const workspace = token && store.workspaces.get(token.workspaceId);
  const app = token && store.apps.get(token.clientId);
  const admin = token && workspace?.admins.get(token.adminId);
  if (!token || !workspace || !app || !admin) throw unauthorized();
  if (region !== 'us' && workspace.region !== region) throw unauthorized();
  if (token.state === 'revoked') throw tokenRevoked();
  if (admin.removed || workspace.lapsed === 'token_blocked') throw tokenBlocked();
  return { store, workspace, app, token, admin };
}

/** @throws Refused with the 403 of a lapsed subscription. */
export function refuseLapsed({ workspace }: Caller): void {
  if (workspace.lapsed === 'api_plan_restricted') throw planRestricted();
}

/** @throws Refused with the 403 that names the first scope that is missing. */
export function refuseMissingScope({ store, token }: Caller, need: Endpoint['need']): void {
  const held = store.scopesOf(token);
  for (const scope of need) {
    const either: readonly string[] = typeof scope === 'string' ? [scope] : scope;
    if (!either.some((name) => held.includes(name))) throw scopeMissing(either[0] ?? '');
  }
}
