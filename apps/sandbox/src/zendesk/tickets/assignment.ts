import { recordInvalid } from '../errors.js';
import type { Site } from '../site.js';
import type { Ticket, TicketFields, User } from '../types.js';
import type { TicketCreation, TicketUpdate } from './input.js';

/**
 * Who a write assigns. The agent must be in the ticket's group; without a group the agent's own is set; a group
 * change without a word about the agent drops an agent who is not in the new group.
 */
export function assignment(
  site: Site,
  ticket: Ticket | null,
  written: TicketUpdate | TicketCreation,
): Partial<TicketFields> {
  const fields: Partial<TicketFields> = {};
  const agent = agentOf(site, written);
  if (written.group_id !== undefined) {
    if (written.group_id !== null && !site.groups.has(written.group_id))
      throw recordInvalid('group', 'Group: is invalid');
    fields.group_id = written.group_id;
  }
  const groupId = fields.group_id === undefined ? (ticket?.group_id ?? null) : fields.group_id;
  if (agent) {
    if (groupId !== null && !agent.groupIds.includes(groupId))
      throw recordInvalid('assignee', `Assignee: ${agent.name} is not a member of the group`);
    fields.assignee_id = agent.id;
    fields.group_id = groupId ?? agent.groupIds[0] ?? null;
  } else if (agent === null) {
    fields.assignee_id = null;
  } else if (
    ticket?.assignee_id &&
    groupId !== null &&
    !site.user(ticket.assignee_id).groupIds.includes(groupId)
  ) {
    fields.assignee_id = null;
  }
  return fields;
}

/** The agent named, null to unassign, undefined when nothing was said. */
function agentOf(
  site: Site,
  { assignee_id, assignee_email }: TicketUpdate | TicketCreation,
): User | null | undefined {
  if (assignee_id === undefined && assignee_email === undefined) return undefined;
  if (assignee_id === null) return null;
  const user =
    assignee_id === undefined ? site.userByEmail(assignee_email ?? '') : site.users.get(assignee_id);
  if (!user || user.role === 'end-user' || user.restricted_agent || user.suspended)
    throw recordInvalid('assignee', 'Assignee: is not an agent who can be assigned');
  return user;
}
