import { z } from 'zod';
import type { Answer } from '../../answer.js';
import { callerOf } from '../auth.js';
import { parameterMissing, unauthorized } from '../errors.js';
import type { IntercomStore } from '../store.js';
import type { Region } from '../types.js';

const Grant = z.looseObject({
  code: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

const codeIn = (body: unknown): string => {
  const read = Grant.safeParse(body ?? {});
  return read.success ? (read.data.code ?? '') : '';
};

/** The workspace an exchange is about, as far as its code tells. */
export const siteOfCode = (store: IntercomStore, body: unknown): string =>
  store.codes.get(codeIn(body))?.workspaceId ?? '';

/** A code for a token. Nothing expires and nothing can be refreshed. Whatever comes of it, the code is spent. */
export function exchange(store: IntercomStore, region: Region, body: unknown): Answer {
  const read = Grant.safeParse(body ?? {});
  const given = read.success ? read.data : {};
  for (const name of ['client_id', 'client_secret', 'code'] as const)
    if (!given[name]) throw parameterMissing(name);
  const code = store.codes.get(given.code ?? '');
  store.codes.delete(given.code ?? '');
  const app = store.apps.get(given.client_id ?? '');
  if (!app || app.secret !== given.client_secret) throw unauthorized('Unauthorized Client');
  const usable = code && code.clientId === app.clientId && code.expiresAtMs > store.world.clock.now();
  if (!usable) throw unauthorized('Unauthorized Code');
  const home = store.workspaces.get(code.workspaceId)?.region;
  if (region !== 'us' && region !== home) throw unauthorized('Unauthorized Code');
  const { clientId, workspaceId, adminId, scopes } = code;
  const { access } = store.addToken({ clientId, workspaceId, adminId, scopes });
  return {
    status: 200,
    body: { token_type: 'Bearer', token: access, access_token: access },
    headers: { 'cache-control': 'no-store' },
  };
}

/** Takes the app out of the workspace: every token it has there ends, not only this one. */
export function uninstall(store: IntercomStore, region: Region, authorization: string | undefined): Answer {
  const { app, workspace } = callerOf(store, region, authorization);
  store.uninstall(app.clientId, workspace.id);
  return { status: 200, body: {} };
}
