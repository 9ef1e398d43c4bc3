import { z } from 'zod';
import type { Answer } from '../../answer.js';
import type { Site } from '../site.js';
import { secretText } from '../site.js';
import type { OAuthClient } from '../types.js';
import { consentPage, refusalPage } from './consent-page.js';
import { outsideCeiling, parseScopes } from './scopes.js';

const codeLivesMs = 120_000;

export const AuthorizationRequest = z.object({
  client_id: z.string().default(''),
  redirect_uri: z.string().default(''),
  response_type: z.string().default(''),
  scope: z.string().optional(),
  state: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.string().optional(),
});
export type AuthorizationRequest = z.output<typeof AuthorizationRequest>;

/** What the person decided on the consent page. */
const Decision = z.object({
  decision: z.enum(['allow', 'deny']),
  user_id: z.coerce.number(),
  granted: z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]),
});

/** The page for a sound request, or an error page. A faulty request never leads to a redirect. */
export function showConsent(site: Site, query: unknown, action: string): Answer {
  const checked = check(site, query);
  if ('refusal' in checked) return checked.refusal;
  return { status: 200, body: consentPage(site, checked, action), headers: pageHeaders };
}

/** Turns the decision into a redirect with a code, or with `access_denied`. */
export function decide(site: Site, form: unknown): Answer {
  const checked = check(site, form);
  if ('refusal' in checked) return checked.refusal;
  const { client, request, scopes } = checked;
  const decision = Decision.safeParse(form);
  const user = decision.success ? site.users.get(decision.data.user_id) : undefined;
  if (!decision.success || !user || user.role === 'end-user')
    return refusal('invalid_request', 'Choose who is signed in, and allow or deny.');
  const state = request.state === undefined ? {} : { state: request.state };
  if (decision.data.decision === 'deny') {
    const said = {
      error: 'access_denied',
      error_description: 'The end-user or authorization server denied the request.',
    };
    return redirect(request.redirect_uri, { ...said, ...state });
  }
  const granted = scopes.filter((scope) => decision.data.granted.includes(scope));
  if (granted.length === 0) return refusal('invalid_scope', 'Grant at least one scope.');
  const code = secretText();
  site.codes.set(code, {
    code,
    clientId: client.identifier,
    redirectUri: request.redirect_uri,
    userId: user.id,
    scopes: granted,
    challenge: request.code_challenge ?? null,
    expiresAtMs: site.world.clock.now() + codeLivesMs,
  });
  return redirect(request.redirect_uri, { code, ...state });
}

export interface CheckedRequest {
  client: OAuthClient;
  request: AuthorizationRequest;
  scopes: string[];
}

function check(site: Site, input: unknown): CheckedRequest | { refusal: Answer } {
  const read = AuthorizationRequest.safeParse(input);
  const stop = (error: string, reason: string) => ({ refusal: refusal(error, reason) });
  if (!read.success) return stop('invalid_request', 'Each parameter may be given once.');
  const request = read.data;
  const client = site.client(request.client_id);
  if (!client)
    return stop('invalid_client', `No OAuth client "${request.client_id}" is registered at this site.`);
  if (!client.redirectUris.includes(request.redirect_uri))
    return stop(
      'invalid_request',
      `The redirect URI "${request.redirect_uri}" is not registered for this client. It must match exactly.`,
    );
  if (request.response_type !== 'code')
    return stop('unsupported_response_type', 'response_type must be "code".');
  if (request.code_challenge === undefined && client.kind === 'public')
    return stop('invalid_request', 'A public client must use PKCE.');
  if (request.code_challenge !== undefined && request.code_challenge_method !== 'S256')
    return stop('invalid_request', 'code_challenge_method must be S256.');
  const scopes = parseScopes(request.scope);
  const outside = outsideCeiling(scopes, client.scopes);
  if (outside.length > 0) return stop('invalid_scope', `This client may not ask for: ${outside.join(' ')}`);
  return { client, request, scopes };
}

const pageHeaders = { 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
const refusal = (error: string, reason: string): Answer => ({
  status: 400,
  body: refusalPage(error, reason),
  headers: pageHeaders,
});

function redirect(uri: string, parameters: Record<string, string>): Answer {
  const target = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } };
}
