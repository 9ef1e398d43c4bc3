import { sees, ticketNumber } from '../auth.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { needs } from '../call.js';
import { notFound } from '../errors.js';
import type { Ticket } from '../types.js';
import { changeTicket } from './change.js';
import { ticketOf } from './read.js';

/** Into the trash, where `filter=deleted` lists it and nothing else finds it. */
const move = (find: (call: AuthorizedCall) => Ticket, deleted: boolean) => (call: AuthorizedCall) => {
  const { site } = call;
  changeTicket(site, find(call), { performer: 'agent', atMs: site.world.clock.now(), fields: { deleted } });
  return { status: 204 };
};

function deletedTicket({ site, agent, params }: AuthorizedCall): Ticket {
  const ticket = site.tickets.get(ticketNumber(params['id']));
  if (!ticket?.deleted || ticket.archived || !sees(agent, ticket)) throw notFound();
  return ticket;
}

const needed = needs('view tickets', 'delete tickets');

export const deletions: Endpoint[] = [
  {
    method: 'DELETE',
    path: '/api/v2/tickets/:id',
    needs: needed,
    find: ticketOf,
    handle: move(ticketOf, true),
  },
  {
    method: 'PUT',
    path: '/api/v2/tickets/:id/restore',
    bucket: 'ticket-update',
    needs: needed,
    find: deletedTicket,
    handle: move(deletedTicket, false),
  },
];
