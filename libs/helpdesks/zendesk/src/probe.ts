import {
  HelpdeskError,
  type Capability,
  type Evidence,
  type Finding,
  type PlatformRequest,
  type PlatformResponse,
  type Probe,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { ticketPath } from './calls.js';
import { identityOf, introduce, meRoute, scopesOf, type Credential } from './identity.js';
import { currentTokenRoute, oauth } from './oauth.js';

/** Zendesk counts a site's tickets from one, by one. */
const nobodysTicket = '9007199254740991';

/**
 * Scopes and role, where they decide it: two calls, of all capabilities together. One call more for each capability that
 * they leave open: a restricted agent's, a custom role's, and an API token's of somebody who is no admin.
 */
export async function probe(send: Send, wanted: readonly Capability[]): Promise<Probe> {
  const credential = await introduce(send);
  const findings: Finding[] = [];
  for (const capability of wanted)
    findings.push(decided(credential, capability) ?? (await tried(send, capability)));
  return { identity: identityOf(credential), findings };
}

/** What scopes and role say together; null when they leave it open. */
function decided(credential: Credential, capability: Capability): Finding | null {
  const { user, token } = credential;
  const verb = capability === 'tickets:read' ? 'read' : 'write';
  const scopes = scopesOf(credential);
  const scope = [verb, `tickets:${verb}`].find((name) => scopes.includes(name));
  if (token && scope === undefined) {
    const evidence = told(currentTokenRoute, token.response, `the token’s scopes are ${list(scopes)}`);
    return missing(capability, evidence, [`tickets:${verb}`]);
  }
  if (!user) return null;
  const { role, custom_role_id, restricted_agent } = user.value;
  const isPlain = (custom_role_id ?? null) === null && restricted_agent !== true;
  if (role !== 'admin' && !(token && isPlain)) return null;
  const authority = token ? `the token’s scopes include “${scope}”` : 'an API token has no scopes';
  const says = `${authority}, and the user’s role is “${role}”, which is not restricted`;
  return { capability, verdict: 'granted', evidence: told(meRoute, user.response, says), remedy: null };
}

/** Asks Zendesk itself, by a call that cannot change anything. It authorises before it looks for the ticket. */
async function tried(send: Send, capability: Capability): Promise<Finding> {
  const request = attempt(capability);
  const evidence = (status: number | null, requestId: string | undefined, says: string): Evidence => ({
    call: `${request.method} ${request.route}`,
    status,
    requestId: requestId ?? null,
    says,
  });
  try {
    const { status, requestId } = await send(request);
    const says = 'Zendesk accepted the call';
    return { capability, verdict: 'granted', evidence: evidence(status, requestId, says), remedy: null };
  } catch (error) {
    if (!(error instanceof HelpdeskError)) throw error;
    const { status = null, requestId, missingScopes = [] } = error.details;
    if (error.kind === 'forbidden' && error.details.capability !== capability) {
      const says = `refused, and not because of a scope or a role: ${error.message}`;
      return { capability, verdict: 'unknown', evidence: evidence(status, requestId, says), remedy: null };
    }
    if (error.kind === 'forbidden') {
      const lacks = missingScopes.length > 0 ? `the scope ${list(missingScopes)}` : 'the right in its role';
      return missing(
        capability,
        evidence(status, requestId, `Zendesk refused it: ${lacks} is missing`),
        missingScopes,
      );
    }
    if (error.kind !== 'not_found' && status !== 422) throw error;
    const says = 'Zendesk refused the ticket, which does not exist, and not the right to change it';
    return { capability, verdict: 'granted', evidence: evidence(status, requestId, says), remedy: null };
  }
}

const ticketChanges = {
  'replies:write': { comment: { body: 'May this credential reply? There is no such ticket.', public: true } },
  'status:write': { status: 'open' },
  'assignee:write': { assignee_id: null },
};

function attempt(capability: Capability): PlatformRequest {
  const count = '/api/v2/tickets/count';
  if (capability === 'tickets:read') return { method: 'GET', path: count, route: count };
  const call = { method: 'PUT', repeatable: true } as const;
  if (capability === 'tags:write')
    return { ...call, ...ticketPath(nobodysTicket, '/tags'), body: { tags: ['nightdesk_probe'] } };
  return { ...call, ...ticketPath(nobodysTicket), body: { ticket: ticketChanges[capability] } };
}

/** The settings of a role, as Zendesk calls them. */
const roleSettings: Readonly<Record<Capability, string>> = {
  'tickets:read': 'Tickets agents can access: all tickets',
  'replies:write': 'Comments: public and internal',
  'status:write': 'Edit ticket properties',
  'tags:write': 'Edit ticket tags',
  'assignee:write': 'Edit ticket properties',
};

/** What to add, and where to click. */
export function remedy(capability: Capability, missingScopes: readonly string[]): string {
  return missingScopes.length > 0
    ? `Allow the scope ${list(missingScopes)} for the OAuth client in ${oauth.clientWhere}, then connect the account again and allow it on Zendesk’s consent page.`
    : `In Admin Center > People > Team > Roles, open the role of the agent whose credential this is and allow “${roleSettings[capability]}”, or give the agent a role that has it (a light agent cannot have it).`;
}

const missing = (capability: Capability, evidence: Evidence, scopes: readonly string[]): Finding => ({
  capability,
  verdict: 'missing',
  evidence,
  remedy: remedy(capability, scopes),
});

const told = (route: string, { status, requestId }: PlatformResponse, says: string): Evidence => ({
  call: `GET ${route}`,
  status,
  requestId: requestId ?? null,
  says,
});

const list = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');
