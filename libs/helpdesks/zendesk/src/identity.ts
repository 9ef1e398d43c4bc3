import {
  HelpdeskError,
  type Identity,
  type PlatformResponse,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { call } from './calls.js';
import { personOf } from './mapping.js';
import { currentTokenRoute } from './oauth.js';
import { UserRow } from './shapes.js';

const Me = z.looseObject({
  user: UserRow.extend({
    id: z.number().nullable(),
    role: z.string(),
    custom_role_id: z.number().nullish(),
    restricted_agent: z.boolean().nullish(),
    suspended: z.boolean().nullish(),
    active: z.boolean().nullish(),
  }),
});
type User = z.infer<typeof Me>['user'] & { id: number };

const Token = z.looseObject({
  token: z.looseObject({
    user_id: z.number(),
    scopes: z.array(z.string()).nullish(),
    expires_at: z.iso.datetime({ offset: true }).nullish(),
  }),
});

/** What a call told, and the answer that told it. */
interface Told<T> {
  value: T;
  response: PlatformResponse;
}

/** What Zendesk tells about a credential: never both null. */
export interface Credential {
  /** Null when the token may not ask who it belongs to (it lacks `users:read`). */
  user: Told<User> | null;
  /** Null for an API token, which has no record and no scopes: it may whatever its user may. */
  token: Told<z.infer<typeof Token>['token']> | null;
}

export const meRoute = '/api/v2/users/me';

/** Zendesk reads an empty scope as all of them. */
const everything = ['read', 'write'];

export const scopesOf = ({ token }: Credential): string[] =>
  token?.value.scopes?.length ? token.value.scopes : everything;

/** Two calls: the user, and the token's own record of scopes and expiry. */
export async function introduce(send: Send): Promise<Credential> {
  const user = await currentUser(send);
  const token = await currentToken(send);
  if (user instanceof HelpdeskError && !token) throw user;
  return { user: user instanceof HelpdeskError ? null : user, token };
}

export async function whoami(send: Send): Promise<Identity> {
  return identityOf(await introduce(send));
}

export function identityOf(credential: Credential): Identity {
  const { user, token } = credential;
  const unknown = { id: String(token?.value.user_id), name: null, email: null, role: 'agent' } as const;
  return {
    user: user ? personOf(user.value) : unknown,
    platformRole: user?.value.role ?? 'unknown',
    isAdmin: user?.value.role === 'admin',
    scopes: token ? scopesOf(credential) : [],
    expiresAt: token?.value.expires_at ? new Date(token.value.expires_at) : null,
  };
}

/** A token without `users:read` is no reason to stop: the refusal is kept, and the token's record tells the user's id. */
async function currentUser(send: Send): Promise<Told<User> | HelpdeskError> {
  try {
    const { body, response } = await call(send, { method: 'GET', path: meRoute, route: meRoute }, Me);
    return { value: working(body.user, response), response };
  } catch (error) {
    if (error instanceof HelpdeskError && error.kind === 'forbidden') return error;
    throw error;
  }
}

function working(user: z.infer<typeof Me>['user'], response: PlatformResponse): User {
  const refused = (kind: 'unauthenticated' | 'agent_gone', message: string) =>
    new HelpdeskError(kind, message, { status: response.status, requestId: response.requestId });
  const { id } = user;
  // without a credential Zendesk answers 200 and describes nobody
  if (id === null)
    throw refused('unauthenticated', 'Zendesk saw no credential and answered as to an anonymous caller');
  if (user.suspended === true || user.active === false)
    throw refused('agent_gone', 'the agent behind the credential is suspended or deleted');
  if (user.role === 'end-user')
    throw refused('agent_gone', 'the user behind the credential is an end user and no agent');
  return { ...user, id };
}

async function currentToken(send: Send): Promise<Credential['token']> {
  try {
    const asked = { method: 'GET', path: currentTokenRoute, route: currentTokenRoute } as const;
    const { body, response } = await call(send, asked, Token);
    return { value: body.token, response };
  } catch (error) {
    if (error instanceof HelpdeskError && error.kind === 'not_found') return null;
    throw error;
  }
}
