import type { Call, Endpoint } from '../call.js';
import { actorOf, ticketOf } from '../call.js';
import { assigneeNotFound, parameterInvalid, stateInvalid } from '../errors.js';
import { fields, idOf, timeOf } from '../input.js';
import { ticketJson } from '../present/ticket.js';
import type { Actor } from '../thread.js';
import { operator } from '../thread.js';
import type { Ticket, TicketState } from '../types.js';
import type { Workspace } from '../workspace.js';
import { assign, setAttribute, setOpen, setState, snooze } from './acts.js';

const known = [
  'ticket_attributes',
  'ticket_state_id',
  'assignee_id',
  'admin_id',
  'open',
  'snoozed_until',
  'skip_notifications',
];

/** Everything is checked before anything is changed; then each change is a part of its own. */
function update(call: Call) {
  const { workspace } = call;
  const ticket = ticketOf(call);
  const given = fields(call.body, known);
  const attributes = attributesOf(ticket, given['ticket_attributes']);
  const state =
    given['ticket_state_id'] === undefined ? null : stateOf(workspace, ticket, given['ticket_state_id']);
  const assignee =
    given['assignee_id'] === undefined ? undefined : assigneeOf(workspace, given['assignee_id']);
  const { open } = given;
  if (open !== undefined && typeof open !== 'boolean') throw parameterInvalid('open must be true or false');
  const until = given['snoozed_until'] === undefined ? null : timeOf(given['snoozed_until'], 'snoozed_until');
  if (until !== null && until <= workspace.now)
    throw parameterInvalid('snoozed_until must lie in the future');
  // Nobody named: the platform itself is the author.
  const actor: Actor =
    given['admin_id'] === undefined
      ? { author: operator(workspace), via: call.app.packageCode, at: workspace.now }
      : actorOf(call, given['admin_id']);
  for (const [name, value] of attributes) setAttribute(workspace, ticket, actor, { name, value });
  if (state) setState(workspace, ticket, actor, state);
  if (assignee !== undefined) assign(workspace, ticket, actor, assignee);
  if (open !== undefined) setOpen(workspace, ticket, actor, open);
  if (until !== null) snooze(workspace, ticket, actor, until);
  return { status: 200, body: ticketJson(workspace, ticket) };
}

function attributesOf(ticket: Ticket, value: unknown): [string, string][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null)
    throw parameterInvalid('ticket_attributes must be an object');
  return Object.entries(value).map(([name, text]) => {
    if (!(name in ticket.attributes)) throw parameterInvalid(`This ticket type has no attribute ${name}`);
    if (typeof text !== 'string') throw parameterInvalid(`${name} must be text`);
    return [name, text];
  });
}

function stateOf(workspace: Workspace, { typeId }: Ticket, value: unknown): TicketState {
  const state = workspace.ticketStates.get(idOf(value, 'ticket_state_id'));
  if (!state?.typeIds.includes(typeId)) throw stateInvalid();
  return state;
}

/** An admin or a team by one parameter; null leaves the ticket to nobody. */
function assigneeOf(
  { admins, teams }: Workspace,
  value: unknown,
): { type: 'admin' | 'team'; id: string } | null {
  const id = idOf(value, 'assignee_id');
  if (id === '0') return null;
  if (admins.get(id)?.removed === false) return { type: 'admin', id };
  if (teams.has(id)) return { type: 'team', id };
  throw assigneeNotFound();
}

export const ticketUpdate: Endpoint = {
  method: 'PUT',
  path: '/tickets/:id',
  need: ['write_tickets'],
  target: ticketOf,
  handle: update,
};
