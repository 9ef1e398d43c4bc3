import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../answer.js';
import { secretMark } from '../../secret-mark.js';
import type { HubApp } from '../hub/app.js';
import { appPrefix } from '../regions.js';
import type { IntercomStore } from '../store.js';
import type { Region } from '../types.js';
import type { Workspace } from '../workspace.js';
import { consentPage, refusalPage } from './consent-page.js';

const codeLivesMs = 300_000;

const Request = z.object({
  client_id: z.string().default(''),
  redirect_uri: z.string().optional(),
  state: z.string().optional(),
});

/** What the person decided. `who` is a workspace and one of its admins. */
const Decision = z.object({
  decision: z.enum(['allow', 'deny']),
  who: z.string().regex(/^[^/]+\/[^/]+$/),
  granted: z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]),
});

export interface CheckedRequest {
  app: HubApp;
  /** Those of this region that the app can be installed in. */
  workspaces: Workspace[];
  redirectUri: string;
  state: string | undefined;
}

/** The page for a sound request, or an error page. A faulty request never leads to a redirect. */
export function showConsent(store: IntercomStore, region: Region, query: unknown): Answer {
  const checked = check(store, region, query);
  if ('status' in checked) return checked;
  return { status: 200, body: consentPage(checked, `${appPrefix(region)}/oauth`), headers: pageHeaders };
}

/** Turns the decision into a redirect with a code, or with `access_denied`. */
export function decide(store: IntercomStore, region: Region, form: unknown): Answer {
  const checked = check(store, region, form);
  if ('status' in checked) return checked;
  const { app, workspaces, redirectUri, state } = checked;
  const read = Decision.safeParse(form);
  if (!read.success) return refusal('Choose who is signed in, and allow or deny.');
  const { decision, who, granted } = read.data;
  const back = (said: Record<string, string>) =>
    redirect(redirectUri, state === undefined ? said : { ...said, state });
  if (decision === 'deny') return back({ error: 'access_denied' });
  const [workspaceId = '', adminId = ''] = who.split('/');
  const workspace = workspaces.find(({ id }) => id === workspaceId);
  if (workspace?.admins.get(adminId)?.removed !== false) return refusal('Nobody like that is signed in.');
  const code = newCode(store.tokens.size + store.codes.size);
  const expiresAtMs = store.world.clock.now() + codeLivesMs;
  const scopes = app.scopes.filter((scope) => granted.includes(scope));
  store.codes.set(code, { code, clientId: app.clientId, workspaceId, adminId, scopes, expiresAtMs });
  return back({ code });
}

function check(store: IntercomStore, region: Region, input: unknown): CheckedRequest | Answer {
  const read = Request.safeParse(input);
  if (!read.success) return refusal('Each parameter may be given once.');
  const { client_id, redirect_uri, state } = read.data;
  const app = store.apps.get(client_id);
  if (!app) return refusal(`There is no app with the client id "${client_id}".`);
  const redirectUri = redirect_uri ?? app.redirectUris[0] ?? '';
  if (!app.redirectUris.includes(redirectUri))
    return refusal(`The redirect URL "${redirectUri}" is not one of this app's.`);
  const workspaces = [...store.workspaces.values()].filter(({ id }) => app.offers(id, region));
  if (workspaces.length === 0)
    return refusal('This app cannot be installed in any workspace here. Each region has its own address.');
  return { app, workspaces, redirectUri, state };
}

/** Every other code ends in `=`, which belongs to it. */
const newCode = (number: number) => secretMark + randomBytes(number % 2 === 0 ? 23 : 24).toString('base64');

const pageHeaders = { 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
const refusal = (reason: string): Answer => ({
  status: 400,
  body: refusalPage(reason),
  headers: pageHeaders,
});

function redirect(uri: string, parameters: Record<string, string>): Answer {
  const target = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } };
}
