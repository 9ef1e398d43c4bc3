import { plainText } from '../html.js';
import { teammateIds } from '../present/thread.js';
import type { Ticket } from '../types.js';
import type { Workspace } from '../workspace.js';
import type { Searchable } from './search-index.js';

/** The fields of a ticket that can be searched for. */
export function ticketDocument(workspace: Workspace, ticket: Ticket): Searchable {
  return {
    id: ticket.id,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    title: ticket.attributes['_default_title_'] ?? '',
    description: plainText(ticket.attributes['_default_description_'] ?? ''),
    category: workspace.ticketTypes.get(ticket.typeId)?.category ?? null,
    ticket_type_id: ticket.typeId,
    contact_ids: [ticket.contactId],
    teammate_ids: teammateIds(ticket),
    admin_assignee_id: ticket.adminAssigneeId,
    team_assignee_id: ticket.teamAssigneeId,
    open: ticket.open,
    state: workspace.ticketStates.get(ticket.stateId)?.category ?? null,
    snoozed_until: ticket.snoozed_until,
  };
}
