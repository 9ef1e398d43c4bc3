import { ticketJson } from '../present/ticket.js';
import type { Actor } from '../thread.js';
import { addPart, asContact, touch } from '../thread.js';
import type { Contact, Part, Ticket, TicketState } from '../types.js';
import { notify } from '../webhooks/notify.js';
import type { Topic } from '../webhooks/topics.js';
import type { Workspace } from '../workspace.js';

/** `ticket.closed` wraps the ticket once more; the others show it as it is. */
function tell(workspace: Workspace, topic: Topic, ticket: Ticket, parts: Part[] = []): void {
  notify(workspace, topic, () => {
    const shown = ticketJson(workspace, ticket, { plain: true, parts });
    return topic === 'ticket.closed' ? { type: 'ticket_closed', ticket: shown } : shown;
  });
}

export interface TicketOpening {
  typeId: string;
  title: string;
  /** HTML. */
  description: string;
}

export function openTicket(
  workspace: Workspace,
  contact: Contact,
  { typeId, title, description }: TicketOpening,
  at: number,
): Ticket {
  const first = workspace.statesOf(typeId).find(({ category }) => category === 'submitted');
  if (!first) throw new Error(`ticket type ${typeId} has no first state`);
  const ticket: Ticket = {
    kind: 'ticket',
    id: workspace.nextThreadId(),
    ticket_id: workspace.nextTicketNumber(),
    typeId,
    stateId: first.id,
    previousStateId: null,
    contactId: contact.id,
    created_at: at,
    updated_at: at,
    adminAssigneeId: '0',
    teamAssigneeId: '0',
    snoozed_until: null,
    tags: [],
    parts: [],
    attributes: { _default_title_: title, _default_description_: description },
    open: true,
  };
  workspace.tickets.set(ticket.id, ticket);
  touch(workspace, ticket, at);
  tell(workspace, 'ticket.created', ticket);
  return ticket;
}

export function contactWrites(
  workspace: Workspace,
  ticket: Ticket,
  said: { body: string; via: string | null; at: number; saidAt?: number | undefined },
): Part {
  Object.assign(ticket, { open: true, snoozed_until: null });
  const actor = { author: asContact(workspace.contact(ticket.contactId)), via: said.via, at: said.at };
  const part = addPart(workspace, ticket, actor, {
    part_type: 'comment',
    body: said.body,
    saidAt: said.saidAt,
  });
  tell(workspace, 'ticket.contact.replied', ticket, [part]);
  return part;
}

export function adminWrites(
  workspace: Workspace,
  ticket: Ticket,
  actor: Actor,
  said: { part_type: 'comment' | 'note'; body: string; saidAt?: number | undefined },
): Part {
  const part = addPart(workspace, ticket, actor, said);
  tell(workspace, said.part_type === 'note' ? 'ticket.note.created' : 'ticket.admin.replied', ticket, [part]);
  return part;
}

/** The state of a ticket says nothing about whether it is open: a resolved one stays open until it is closed. */
export function setState(workspace: Workspace, ticket: Ticket, actor: Actor, state: TicketState): void {
  const before = workspace.ticketStates.get(ticket.stateId)?.category ?? state.category;
  ticket.previousStateId = ticket.stateId;
  ticket.stateId = state.id;
  const part = addPart(workspace, ticket, actor, {
    part_type: 'ticket_state_updated_by_admin',
    ticket_state: state.category,
    previous_ticket_state: before,
  });
  tell(workspace, 'ticket.state.updated', ticket, [part]);
  if (state.category === 'resolved') tell(workspace, 'ticket.resolved', ticket, [part]);
}

export function assign(
  workspace: Workspace,
  ticket: Ticket,
  actor: Actor,
  to: { type: 'admin' | 'team'; id: string } | null,
): void {
  if (to === null) Object.assign(ticket, { adminAssigneeId: '0', teamAssigneeId: '0' });
  else Object.assign(ticket, to.type === 'admin' ? { adminAssigneeId: to.id } : { teamAssigneeId: to.id });
  const part = addPart(workspace, ticket, actor, { part_type: 'assignment', assigned_to: to });
  tell(workspace, to?.type === 'team' ? 'ticket.team.assigned' : 'ticket.admin.assigned', ticket, [part]);
}

export function setOpen(workspace: Workspace, ticket: Ticket, actor: Actor, open: boolean): void {
  Object.assign(ticket, open ? { open } : { open, snoozed_until: null });
  const part = addPart(workspace, ticket, actor, { part_type: open ? 'open' : 'close' });
  if (!open) tell(workspace, 'ticket.closed', ticket, [part]);
}

export function snooze(workspace: Workspace, ticket: Ticket, actor: Actor, until: number): void {
  ticket.snoozed_until = until;
  addPart(workspace, ticket, actor, { part_type: 'snoozed' });
}

export function setAttribute(
  workspace: Workspace,
  ticket: Ticket,
  actor: Actor,
  attribute: { name: string; value: string },
): void {
  ticket.attributes[attribute.name] = attribute.value;
  const part = addPart(workspace, ticket, actor, {
    part_type: 'ticket_attribute_updated_by_admin',
    attribute,
  });
  tell(workspace, 'ticket.attribute.updated', ticket, [part]);
}
