import { plainText } from '../html.js';
import type { Part, Ticket, TicketState, TicketType } from '../types.js';
import type { Workspace } from '../workspace.js';
import { shownParts } from './conversation.js';
import { contactListJson, noLinks, tagListJson } from './thread.js';

const asIs = (html: string) => html;

export const stateJson = ({ id, category, internal_label, external_label }: TicketState) => ({
  type: 'ticket_state',
  id,
  category,
  internal_label,
  external_label,
});

export function typeJson(workspace: Workspace, type: TicketType) {
  const { id, name, description, icon, category, created_at } = type;
  const attribute = (attributeName: string, order: number) => ({
    type: 'ticket_type_attribute',
    id: `${id}${order}`,
    workspace_id: workspace.id,
    name: attributeName,
    description: '',
    data_type: 'string',
    input_options: { multiline: order > 0 },
    order,
    required_to_create: false,
    default: true,
    ticket_type_id: Number(id),
    archived: false,
    created_at,
    updated_at: created_at,
  });
  return {
    type: 'ticket_type',
    id,
    name,
    description,
    icon,
    workspace_id: workspace.id,
    archived: false,
    created_at,
    updated_at: created_at,
    is_internal: false,
    ticket_type_attributes: {
      type: 'list',
      data: [attribute('_default_title_', 0), attribute('_default_description_', 1)],
    },
    category,
  };
}

/** Fields that do not apply are left out, as the platform does here and not in conversations. */
export function ticketPartJson(part: Part, text: (html: string) => string = asIs) {
  const { id, part_type, body, created_at, updated_at, author, app_package_code, attribute } = part;
  const states =
    part.ticket_state === undefined
      ? {}
      : { ticket_state: part.ticket_state, previous_ticket_state: part.previous_ticket_state };
  return {
    type: 'ticket_part',
    id,
    part_type,
    ...(body === null ? {} : { body: text(body) }),
    ...states,
    created_at,
    updated_at,
    ...(part.assigned_to === null ? {} : { assigned_to: part.assigned_to }),
    // Among tickets a lead is a user too.
    author: author.type === 'lead' ? { ...author, type: 'user' } : author,
    attachments: [],
    redacted: false,
    ...(app_package_code === null ? {} : { app_package_code }),
    ...(attribute === undefined ? {} : { updated_attribute_data: attributeJson(attribute) }),
  };
}

const attributeJson = ({ name, value }: NonNullable<Part['attribute']>) => ({
  attribute: { type: 'attribute', id: name, label: name },
  value: { type: 'value', id: value, label: value },
});

export function ticketJson(
  workspace: Workspace,
  ticket: Ticket,
  { plain = false, parts = ticket.parts.slice(-shownParts) }: { plain?: boolean; parts?: Part[] } = {},
) {
  const text = plain ? plainText : asIs;
  const state = workspace.ticketStates.get(ticket.stateId);
  const type = workspace.ticketTypes.get(ticket.typeId);
  const attributes = Object.entries(ticket.attributes).map(([name, value]) => [name, text(value)]);
  return {
    type: 'ticket',
    id: ticket.id,
    ticket_id: ticket.ticket_id,
    ticket_attributes: Object.fromEntries(attributes) as Record<string, string>,
    ticket_state: state ? stateJson(state) : null,
    ticket_type: type ? typeJson(workspace, type) : null,
    contacts: contactListJson(workspace, ticket),
    admin_assignee_id: Number(ticket.adminAssigneeId),
    team_assignee_id: Number(ticket.teamAssigneeId),
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    ticket_parts: {
      type: 'ticket_part.list',
      ticket_parts: parts.map((part) => ticketPartJson(part, text)),
      total_count: ticket.parts.length,
    },
    open: ticket.open,
    ...(ticket.snoozed_until === null ? {} : { snoozed_until: ticket.snoozed_until }),
    linked_objects: noLinks,
    category: type?.category ?? null,
    is_shared: type?.category === 'Customer',
    previous_ticket_state_id: ticket.previousStateId,
    ...(workspace.ticketsShowTags ? { tags: tagListJson(workspace, ticket) } : {}),
  };
}
