import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../answer.js';
import { isoSeconds } from '../../clock.js';
import { oauthError } from '../errors.js';
import type { Site } from '../site.js';
import { secretText } from '../site.js';
import type { OAuthClient, Token } from '../types.js';
import { outsideCeiling, parseScopes } from './scopes.js';

const lifetime = (least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).nullable().optional();
const TokenRequest = z.looseObject({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
  expires_in: lifetime(300, 172_800),
  refresh_token_expires_in: lifetime(604_800, 7_776_000),
});
type TokenRequest = z.output<typeof TokenRequest>;

const defaultRefreshSeconds = 2_592_000;

/** `POST /oauth/tokens`: the three grants the platform still offers. Success is a 201. */
export function grant(site: Site, body: unknown): Answer {
  const read = TokenRequest.safeParse(body ?? {});
  if (!read.success)
    throw oauthError(
      'invalid_request',
      `${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}`,
    );
  const request = read.data;
  switch (request.grant_type ?? '') {
    case 'authorization_code':
      return issue(site, request, ...byCode(site, request));
    case 'refresh_token':
      return issue(site, request, ...byRefreshToken(site, request));
    case 'client_credentials':
      return issue(site, request, ...byClient(site, request));
    default:
      throw oauthError(
        'unsupported_grant_type',
        'The authorization grant type is not supported by the authorization server.',
      );
  }
}

/** Whose token, for which client, with which scopes, and whether a refresh token comes with it. */
type Granted = [client: OAuthClient, userId: number, scopes: string[], refreshable: boolean];

function byCode(site: Site, request: TokenRequest): Granted {
  const client = clientOf(site, request);
  const code = site.codes.get(request.code ?? '');
  // Whatever comes of this attempt, the code is spent.
  site.codes.delete(request.code ?? '');
  if (!code || code.expiresAtMs <= site.world.clock.now() || code.clientId !== client.identifier)
    throw invalidGrant();
  if (code.redirectUri !== request.redirect_uri) throw invalidGrant();
  if (code.challenge === null) {
    if (client.kind === 'public' || request.code_verifier !== undefined) throw invalidGrant();
  } else if (code.challenge !== s256(request.code_verifier ?? '')) throw invalidGrant();
  return [client, code.userId, narrowed(code.scopes, request), true];
}

/** Rotates: the old pair is deleted at once, access and refresh token both. */
function byRefreshToken(site: Site, request: TokenRequest): Granted {
  const client = clientOf(site, request);
  const token = [...site.tokens.values()].find(
    ({ refresh }) => refresh !== null && refresh === request.refresh_token,
  );
  const now = site.world.clock.now();
  if (!token || token.clientId !== client.identifier || (token.refreshExpiresAtMs ?? 0) <= now)
    throw invalidGrant();
  const scopes = narrowed(token.scopes, request);
  site.tokens.delete(token.id);
  return [client, token.userId, scopes, true];
}

function byClient(site: Site, request: TokenRequest): Granted {
  const client = clientOf(site, request);
  if (client.kind === 'public')
    throw oauthError('unauthorized_client', 'client_credentials is for confidential clients only.');
  const scopes = parseScopes(request.scope);
  refuseOutside(client, scopes);
  return [client, client.ownerId, scopes, false];
}

function clientOf(site: Site, { client_id = '', client_secret }: TokenRequest): OAuthClient {
  const client = site.client(client_id);
  const secretFits =
    client?.kind === 'public'
      ? client_secret === undefined
      : client && equal(client.secret, client_secret ?? '');
  if (!client || !secretFits)
    throw oauthError(
      'invalid_client',
      'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
    );
  return client;
}

/** What was granted, or the part of it that is asked for now; what was never granted is left out without a word. */
function narrowed(granted: string[], { scope }: TokenRequest): string[] {
  if (!scope) return granted;
  const wanted = parseScopes(scope);
  return granted.filter((name) => wanted.includes(name));
}

export function refuseOutside(client: OAuthClient, scopes: string[]): void {
  const outside = outsideCeiling(scopes, client.scopes);
  if (outside.length > 0)
    throw oauthError(
      'invalid_scope',
      `The requested scope is invalid, unknown, or malformed: ${outside.join(' ')}`,
    );
}

function issue(
  site: Site,
  request: TokenRequest,
  client: OAuthClient,
  userId: number,
  scopes: string[],
  refreshable: boolean,
): Answer {
  const expiresIn = request.expires_in ?? client.defaultExpiresIn;
  // A token that never expires has no refresh token.
  const refreshIn =
    refreshable && expiresIn !== null ? (request.refresh_token_expires_in ?? defaultRefreshSeconds) : null;
  const token = addToken(site, { clientId: client.identifier, userId, scopes, expiresIn, refreshIn });
  const body = {
    access_token: token.access,
    token_type: 'bearer',
    scope: scopes.join(' '),
    expires_in: expiresIn,
    ...(token.refresh === null ? {} : { refresh_token: token.refresh, refresh_token_expires_in: refreshIn }),
  };
  return { status: 201, body, headers: { 'cache-control': 'no-store' } };
}

export interface NewToken {
  clientId: string;
  userId: number;
  scopes: string[];
  /** Seconds, null for never. */
  expiresIn: number | null;
  /** Seconds, null for no refresh token. */
  refreshIn: number | null;
}

export function addToken(site: Site, { clientId, userId, scopes, expiresIn, refreshIn }: NewToken): Token {
  const now = site.world.clock.now();
  const token: Token = {
    id: site.world.nextId(),
    access: secretText(),
    refresh: refreshIn === null ? null : secretText(),
    clientId,
    userId,
    scopes,
    created_at: isoSeconds(now),
    usedAtMs: null,
    expiresAtMs: expiresIn === null ? null : now + expiresIn * 1000,
    refreshExpiresAtMs: refreshIn === null ? null : now + refreshIn * 1000,
  };
  site.tokens.set(token.id, token);
  return token;
}

const invalidGrant = () =>
  oauthError(
    'invalid_grant',
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  );
const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
const digest = (text: string) => createHash('sha256').update(text).digest();
const equal = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
