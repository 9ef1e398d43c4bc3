import {
  HelpdeskError,
  type Capability,
  type Evidence,
  type Finding,
  type HelpdeskErrorKind,
  type PlatformRequest,
  type Probe,
  type Send,
  type Verdict,
} from '@nightdesk/helpdesks/contract';
import { targetPath, type Target } from './calls.js';
import { whoami } from './identity.js';
import { remedy } from './scopes.js';

/** Ids count up from one, so nothing is ever found at 0. */
const nowhere = (kind: Target['kind']): Target => ({ kind, id: '0' });

const search = (of: 'conversations' | 'tickets'): PlatformRequest => ({
  method: 'POST',
  path: `/${of}/search`,
  route: `/${of}/search`,
  body: {
    query: { field: 'updated_at', operator: '>', value: 0 },
    pagination: { per_page: 1 },
  },
  repeatable: true,
});

/** Writes that can reach nobody: there is no such conversation or ticket, and what would be said is a note. */
function attempts(
  capability: Exclude<Capability, 'tickets:read'>,
  kind: Target['kind'],
  adminId: string,
): PlatformRequest {
  const by = { type: 'admin', admin_id: adminId };
  const post = (below: '/reply' | '/parts' | '/tags', body: object): PlatformRequest => ({
    method: 'POST',
    ...targetPath(nowhere(kind), below),
    body,
    repeatable: true,
  });
  const put = (body: object): PlatformRequest => ({
    method: 'PUT',
    ...targetPath(nowhere(kind)),
    body: { ...body, admin_id: Number(adminId) },
    repeatable: true,
  });
  switch (capability) {
    case 'replies:write':
      return post('/reply', { message_type: 'note', ...by, body: '<p>Probe</p>' });
    case 'tags:write':
      return post('/tags', { id: '0', admin_id: adminId });
    case 'status:write':
      return kind === 'ticket' ? put({ open: false }) : post('/parts', { message_type: 'close', ...by });
    case 'assignee:write':
      return kind === 'ticket'
        ? put({ assignee_id: adminId })
        : post('/parts', { message_type: 'assignment', ...by, assignee_id: adminId });
  }
}

/** How one call ended, and the scopes that its refusal names. */
interface Try {
  evidence: Evidence;
  accepted: boolean;
  missingScopes: string[];
}

/** Kinds that say something of the call and not of the credential or the day. */
const findings: ReadonlySet<HelpdeskErrorKind> = new Set(['forbidden', 'not_found', 'invalid', 'conflict']);

async function attempt(send: Send, request: PlatformRequest): Promise<Try> {
  const callName = `${request.method} ${request.route}`;
  try {
    const { status, requestId = null } = await send(request);
    const evidence = { call: callName, status, requestId, says: 'Intercom accepted the call' };
    return { evidence, accepted: true, missingScopes: [] };
  } catch (error) {
    if (!(error instanceof HelpdeskError) || !findings.has(error.kind)) throw error;
    const { status = null, requestId = null, missingScopes = [] } = error.details;
    const says =
      missingScopes.length > 0
        ? `Intercom names the missing scope ${missingScopes.join(', ')}`
        : 'no scope was found missing; the first real write will tell';
    return { evidence: { call: callName, status, requestId, says }, accepted: false, missingScopes };
  }
}

/**
 * No call lists the scopes. Reading is tried by a search; writing by a write to a conversation (and ticket) that cannot
 * exist: a refusal that names a scope is `missing`, anything else stays `unknown`. Three calls and up to two for each
 * writing capability, one more for tags.
 *
 * Conversations decide what may be read: a workspace without tickets need not grant them. Where tickets can be read,
 * writing must be allowed for them as well.
 */
export async function probe(send: Send, wanted: readonly Capability[]): Promise<Probe> {
  const identity = await whoami(send);
  const conversations = await attempt(send, search('conversations'));
  const tickets = await attempt(send, search('tickets'));
  const found: Finding[] = [];
  for (const capability of wanted) {
    if (capability === 'tickets:read') {
      found.push(reading(conversations, tickets));
      continue;
    }
    const kinds = tickets.accepted ? (['conversation', 'ticket'] as const) : (['conversation'] as const);
    const requests = kinds.map((kind) => attempts(capability, kind, identity.user.id));
    if (capability === 'tags:write') requests.push({ method: 'GET', path: '/tags', route: '/tags' });
    found.push(await writing(send, capability, requests));
  }
  return { identity, findings: found };
}

function reading(conversations: Try, tickets: Try): Finding {
  const capability = 'tickets:read';
  const { evidence } = conversations;
  if (!conversations.accepted) return finding(capability, verdictOf(conversations), conversations);
  const says = tickets.accepted
    ? 'conversations and tickets can be read'
    : `conversations can be read; tickets cannot (${tickets.missingScopes.join(', ') || 'refused'}) and are left out`;
  return { capability, verdict: 'granted', evidence: { ...evidence, says }, remedy: null };
}

/** The first call that is refused for a scope decides. */
async function writing(
  send: Send,
  capability: Capability,
  requests: readonly PlatformRequest[],
): Promise<Finding> {
  const tries: Try[] = [];
  for (const request of requests) {
    const tried = await attempt(send, request);
    if (tried.missingScopes.length > 0) return finding(capability, 'missing', tried);
    tries.push(tried);
  }
  const [first] = tries;
  if (!first) throw new RangeError(`nothing was tried for ${capability}`);
  return finding(capability, verdictOf(first), first);
}

const verdictOf = ({ missingScopes }: Try): Verdict => (missingScopes.length > 0 ? 'missing' : 'unknown');

function finding(capability: Capability, verdict: Verdict, { evidence, missingScopes }: Try): Finding {
  return {
    capability,
    verdict,
    evidence,
    remedy: verdict === 'missing' ? remedy(capability, missingScopes) : null,
  };
}
