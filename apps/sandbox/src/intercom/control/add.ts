import type { World } from '../../world.js';
import { conflict, notFound } from '../errors.js';
import { HubApp } from '../hub/app.js';
import { addWorkspace } from '../new-workspace.js';
import { neededScopes } from '../scopes.js';
import { secretText } from '../store.js';
import { NewApp, NewWorkspace } from './schemas.js';

/** @throws Refused when the id is taken. */
export function addIntercomWorkspace(world: World, wanted: NewWorkspace): void {
  const { id, name = id, indexDelaySeconds, ...rest } = NewWorkspace.parse(wanted);
  if (world.intercom.workspaces.has(id)) throw conflict(`There is a workspace ${id} already`);
  const workspace = addWorkspace(world.intercom, { id, name, ...rest });
  workspace.indexDelaySeconds = indexDelaySeconds ?? workspace.indexDelaySeconds;
}

/** @throws Refused when the client id is taken or the workspace is unknown. */
export function addIntercomApp(world: World, wanted: NewApp): void {
  const { secret, redirectUris, scopes, ...rest } = NewApp.parse(wanted);
  if (world.intercom.apps.has(rest.clientId)) throw conflict(`There is an app ${rest.clientId} already`);
  const [admin] = world.intercom.workspaces.get(rest.homeWorkspaceId)?.activeAdmins ?? [];
  if (!admin) throw notFound(`There is no workspace ${rest.homeWorkspaceId}`);
  new HubApp(world.intercom, {
    ...rest,
    secret: secret ?? secretText(20),
    redirectUris: redirectUris ?? world.options.redirectUris,
    scopes: scopes ?? [...neededScopes],
    adminId: admin.id,
  });
}
