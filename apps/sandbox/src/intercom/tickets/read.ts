import type { Call, Endpoint } from '../call.js';
import { ticketOf } from '../call.js';
import { notImplemented } from '../errors.js';
import { stateJson, ticketJson, typeJson } from '../present/ticket.js';
import type { Workspace } from '../workspace.js';

const need = ['read_tickets'] as const;

function show(call: Call) {
  const [parameter] = Object.keys(call.query);
  if (parameter !== undefined) throw notImplemented(`the query parameter ${parameter} here`);
  return { status: 200, body: ticketJson(call.workspace, ticketOf(call)) };
}

const list = (data: unknown[]) => ({ status: 200, body: { type: 'list', data } });

const states = (workspace: Workspace) =>
  [...workspace.ticketStates.values()].map((state) => {
    const types = state.typeIds.flatMap((id) => workspace.ticketTypes.get(id) ?? []);
    const data = types.map(({ id, name, description, icon, category }) => {
      return {
        type: 'ticket_type',
        id,
        name,
        description,
        icon,
        archived: false,
        is_internal: false,
        category,
      };
    });
    return { ...stateJson(state), ticket_types: { type: 'list', data }, archived: false };
  });

const types = (workspace: Workspace) =>
  [...workspace.ticketTypes.values()].map((type) => {
    const data = workspace.statesOf(type.id).map(stateJson);
    return { ...typeJson(workspace, type), ticket_states: { type: 'list', data } };
  });

export const ticketReads: Endpoint[] = [
  { method: 'GET', path: '/tickets/:id', need, handle: show },
  { method: 'GET', path: '/ticket_states', need, handle: ({ workspace }) => list(states(workspace)) },
  { method: 'GET', path: '/ticket_types', need, handle: ({ workspace }) => list(types(workspace)) },
];
