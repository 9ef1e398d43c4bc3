import { HelpdeskError, type Identity, type Send } from '@nightdesk/helpdesks/contract';
import { call, isRefused } from './calls.js';
import { versionHeader } from './errors.js';
import { agentOf } from './mapping.js';
import { AgentRow, RoleRow } from './shapes.js';

const route = '/api/v2/agents/me';

/** Two calls: the agent, and the role that only admins may read; whoever is refused it is none. */
export async function whoami(send: Send): Promise<Identity> {
  return (await identify(send)).identity;
}

/** The same, with what the agent may see at all. */
export async function identify(send: Send): Promise<{ identity: Identity; agent: AgentRow }> {
  const { body: agent, response } = await call(send, { method: 'GET', path: route, route }, AgentRow);
  if (response.headers[versionHeader] === undefined) {
    const { status, requestId } = response;
    throw new HelpdeskError('invalid', 'there is no Freshdesk at this address', { status, requestId });
  }
  const roles = await roleNames(send, agent.role_ids ?? []);
  const identity: Identity = {
    user: agentOf(agent),
    platformRole: roles.join(', ') || (agent.type ?? 'agent'),
    isAdmin: roles.some((name) => /\badministrator\b/i.test(name)),
    scopes: [],
    expiresAt: null,
  };
  return { identity, agent };
}

async function roleNames(send: Send, ids: readonly (string | number)[]): Promise<string[]> {
  const names: string[] = [];
  try {
    for (const id of ids) {
      const path = `/api/v2/roles/${encodeURIComponent(id)}`;
      const { body } = await call(send, { method: 'GET', path, route: '/api/v2/roles/:id' }, RoleRow);
      names.push(body.name);
    }
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  return names;
}

/** The agent that a write is signed with. */
export async function authorOf(send: Send): Promise<string> {
  const { body } = await call(send, { method: 'GET', path: route, route }, AgentRow);
  return String(body.id);
}
