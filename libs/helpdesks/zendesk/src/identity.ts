import {
  capabilities,
  HelpdeskError,
  type Capability,
  type Identity,
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

const Token = z.looseObject({
  token: z.looseObject({
    scopes: z.array(z.string()).nullish(),
    expires_at: z.iso.datetime({ offset: true }).nullish(),
  }),
});
type Token = z.infer<typeof Token>['token'];

/** An API token has no scopes: it may whatever its user may. Zendesk reads an empty scope in the same way. */
const everything = ['read', 'write'];

/** Two calls. The token's own record tells scopes and expiry; an API token (Basic) has none. */
export async function whoami(send: Send): Promise<Identity> {
  const { body, response } = await call(
    send,
    { method: 'GET', path: '/api/v2/users/me', route: '/api/v2/users/me' },
    Me,
  );
  const { user } = body;
  const refused = (kind: 'unauthenticated' | 'agent_gone', message: string) =>
    new HelpdeskError(kind, message, { status: response.status, requestId: response.requestId });
  // without a credential Zendesk answers 200 and describes nobody
  if (user.id === null)
    throw refused('unauthenticated', 'Zendesk saw no credential and answered as to an anonymous caller');
  if (user.suspended === true || user.active === false)
    throw refused('agent_gone', 'the agent behind the credential is suspended or deleted');
  if (user.role === 'end-user')
    throw refused('agent_gone', 'the user behind the credential is an end user and no agent');

  const token = await currentToken(send);
  const scopes = token?.scopes?.length ? token.scopes : everything;
  return {
    user: personOf({ ...user, id: user.id }),
    platformRole: user.role,
    isAdmin: user.role === 'admin',
    capabilities: capabilitiesOf(scopes, isUnlimited(user)),
    scopes: token ? scopes : [],
    expiresAt: token?.expires_at ? new Date(token.expires_at) : null,
  };
}

async function currentToken(send: Send): Promise<Token | null> {
  try {
    const { body } = await call(
      send,
      { method: 'GET', path: currentTokenRoute, route: currentTokenRoute },
      Token,
    );
    return body.token;
  } catch (error) {
    if (error instanceof HelpdeskError && error.kind === 'not_found') return null;
    throw error;
  }
}

/** Custom roles and restricted agents may be kept from public replies and more, which only a probe can tell. */
function isUnlimited(user: z.infer<typeof Me>['user']): boolean {
  return user.role === 'admin' || ((user.custom_role_id ?? null) === null && user.restricted_agent !== true);
}

/** Scopes ∩ role: a missing scope decides against, a full role with the scope decides for, the rest stays open. */
export function capabilitiesOf(
  scopes: readonly string[],
  unlimited: boolean,
): Partial<Record<Capability, boolean>> {
  const opens = (verb: 'read' | 'write') => scopes.includes(verb) || scopes.includes(`tickets:${verb}`);
  const decided = capabilities.flatMap((capability): [Capability, boolean][] => {
    if (capability === 'tickets:read') return [[capability, opens('read')]];
    if (!opens('write')) return [[capability, false]];
    return unlimited ? [[capability, true]] : [];
  });
  return Object.fromEntries(decided);
}
