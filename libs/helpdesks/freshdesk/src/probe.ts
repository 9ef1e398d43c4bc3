import {
  HelpdeskError,
  type Capability,
  type Evidence,
  type Finding,
  type PlatformRequest,
  type Probe,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { identify } from './identity.js';
import { ticketPath } from './paths.js';
import { remedy } from './remedy.js';

/** No account has had as many tickets. */
const noTicket = '2147483647';
const dayMs = 86_400_000;

/** What shows a capability. Writes go to a ticket that does not exist, and would change nothing if they were accepted. */
function trial(capability: Capability, now: Date): PlatformRequest {
  const update = (body: unknown) =>
    ({ method: 'PUT', ...ticketPath(noTicket), body, repeatable: true }) as const;
  switch (capability) {
    case 'tickets:read': {
      const route = '/api/v2/tickets';
      const updated_since = new Date(now.getTime() - dayMs).toISOString();
      return { method: 'GET', path: route, route, query: { updated_since, per_page: 1 } };
    }
    case 'replies:write': {
      const body = { body: 'Nightdesk asks what it may do' };
      return { method: 'POST', ...ticketPath(noTicket, '/reply'), body, repeatable: true };
    }
    case 'status:write':
      return update({ status: 2 });
    case 'tags:write':
      return update({ tags: [] });
    case 'assignee:write':
      return update({ responder_id: null });
  }
}

/** Two calls, and one for each capability. What Freshdesk refuses is missing; that it may write, only a write shows. */
export async function probe(send: Send, wanted: readonly Capability[], now: Date): Promise<Probe> {
  const { identity, agent } = await identify(send);
  const scope = agent.ticket_scope ?? null;
  const findings: Finding[] = [];
  for (const capability of wanted) findings.push(await find(send, capability, scope, now));
  return { identity, findings };
}

async function find(send: Send, capability: Capability, scope: number | null, now: Date): Promise<Finding> {
  const request = trial(capability, now);
  const evidence = (status: number | undefined, requestId: string | undefined, says: string): Evidence => ({
    call: `${request.method} ${request.route}`,
    status: status ?? null,
    requestId: requestId ?? null,
    says,
  });
  try {
    const { status, requestId } = await send(request);
    if (capability === 'tickets:read')
      return {
        capability,
        verdict: 'granted',
        evidence: evidence(status, requestId, readable(scope)),
        remedy: null,
      };
    const says = 'Freshdesk accepted a write to a ticket that cannot exist, which shows nothing.';
    return { capability, verdict: 'unknown', evidence: evidence(status, requestId, says), remedy: null };
  } catch (error) {
    if (!(error instanceof HelpdeskError)) throw error;
    const { status, requestId } = error.details;
    if (error.kind === 'forbidden') {
      const says = 'Freshdesk refuses this to the agent behind the API key.';
      const remedyNow = remedy(capability);
      return {
        capability,
        verdict: 'missing',
        evidence: evidence(status, requestId, says),
        remedy: remedyNow,
      };
    }
    if (error.kind !== 'not_found' && error.kind !== 'invalid' && error.kind !== 'conflict') throw error;
    const says =
      'Freshdesk did not refuse it, but looked for a ticket that does not exist first: the first real write will tell.';
    return { capability, verdict: 'unknown', evidence: evidence(status, requestId, says), remedy: null };
  }
}

/** What `ticket_scope` means is not stated by Freshdesk; 1 is taken for all tickets. */
function readable(scope: number | null): string {
  if (scope === 2)
    return 'Tickets can be read, but only those of the agent’s groups: its ticket scope is “Group access”.';
  if (scope === 3)
    return 'Tickets can be read, but only those assigned to the agent: its ticket scope is “Restricted access”.';
  return 'Tickets can be read.';
}
