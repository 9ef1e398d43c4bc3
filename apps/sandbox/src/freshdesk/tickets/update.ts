import { z } from 'zod';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { invalid } from '../errors.js';
import { wholeTicketJson } from '../present.js';
import type { Permission, TicketFields } from '../types.js';
import { changeTicket } from './change.js';
import { settled } from './fields.js';
import { beyondTicket, read, ticketShape } from './input.js';
import { ticketOf } from './read.js';

const { description: _description, ...changeable } = ticketShape;
const Update = z.strictObject(changeable).partial();
const assigns = ['responder_id', 'group_id'];
const beyond = [...beyondTicket, 'description', 'source', 'requester_id', 'email', 'name'];

/** Assigning is one thing an agent may do, changing the rest of a ticket another. */
function updateNeeds({ body }: AuthorizedCall): Permission[] {
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const needed: Permission[] = ['view tickets'];
  if (names.some((name) => assigns.includes(name))) needed.push('assign');
  if (names.length === 0 || names.some((name) => !assigns.includes(name)))
    needed.push('edit ticket properties');
  return needed;
}

function update(call: AuthorizedCall) {
  const { site, body } = call;
  const ticket = ticketOf(call);
  const written = read(Update, body, beyond);
  const wanted = Object.fromEntries(
    Object.entries(written).filter(([, value]) => value !== undefined),
  ) as Partial<TicketFields>;
  if (Object.keys(wanted).length === 0)
    throw invalid('request', 'Please fill at least 1 field to be updated', 'missing_field');
  const fields = settled(site, ticket, wanted);
  changeTicket(site, ticket, { performer: 'agent', atMs: site.world.clock.now(), fields });
  return { status: 200, body: wholeTicketJson(ticket) };
}

export const ticketUpdate: Endpoint = {
  method: 'PUT',
  path: '/api/v2/tickets/:id',
  bucket: 'ticket-update',
  needs: updateNeeds,
  find: ticketOf,
  handle: update,
};
