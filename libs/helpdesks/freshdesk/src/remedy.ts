import type { Capability } from '@nightdesk/helpdesks/contract';

const rights: Readonly<Record<Capability, string>> = {
  'tickets:read': 'view tickets',
  'replies:write': 'send replies and add notes',
  'status:write': 'change ticket properties',
  'tags:write': 'change ticket properties',
  'assignee:write': 'assign tickets to agents',
};

/** Freshdesk has no scopes: a key may do what its agent may. */
export function remedy(capability: Capability): string {
  const role = `In Freshdesk, open Admin > Team > Roles and let the role of the API key’s agent ${rights[capability]}, or give the agent another role under Admin > Team > Agents.`;
  return `${role} The agent’s ticket scope there must be “Global access”, or it reaches only some tickets.`;
}
