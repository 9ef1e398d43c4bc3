import { liveTicket, sees, ticketNumber } from '../auth.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { checkQuery, includes, needs, text } from '../call.js';
import { accountRefused, notFound } from '../errors.js';
import { paged } from '../paging.js';
import { conversationJson, included, wholeTicketJson } from '../present.js';
import type { Permission, Ticket } from '../types.js';

/** The ticket a path names on the normal path, where archived ones are not found. */
export const ticketOf = ({ site, agent, params }: AuthorizedCall): Ticket =>
  liveTicket(site, agent, params['id']);

function archivedTicket({ site, agent, params }: AuthorizedCall): Ticket {
  if (!site.readsArchive) throw accountRefused('require_feature');
  const ticket = site.tickets.get(ticketNumber(params['id']));
  if (!ticket?.archived || ticket.deleted || !sees(agent, ticket)) throw notFound();
  return ticket;
}

const show = (find: (call: AuthorizedCall) => Ticket) => (call: AuthorizedCall) => {
  checkQuery(call.query, ['include']);
  const wanted = includes(call.query, ['conversations', 'requester', 'stats'], ['company', 'sla_policy']);
  const ticket = find(call);
  return { status: 200, body: { ...wholeTicketJson(ticket), ...included(call.site, ticket, wanted) } };
};

const conversations = (path: string, find: (call: AuthorizedCall) => Ticket) => (call: AuthorizedCall) => {
  checkQuery(call.query, ['page', 'per_page']);
  const ticket = find(call);
  const { rows, headers } = paged(call, path.replace(':id', String(ticket.id)), ticket.conversations);
  return { status: 200, headers, body: rows.map(conversationJson) };
};

const showNeeds = ({ query }: AuthorizedCall): Permission[] =>
  (text(query['include']) ?? '').includes('requester') ? ['view tickets', 'view contacts'] : ['view tickets'];

const reads = (path: string, find: (call: AuthorizedCall) => Ticket): Endpoint[] => [
  { method: 'GET', path, needs: showNeeds, find, handle: show(find) },
  {
    method: 'GET',
    path: `${path}/conversations`,
    needs: needs('view tickets'),
    find,
    handle: conversations(`${path}/conversations`, find),
  },
];

export const ticketReads: Endpoint[] = [
  ...reads('/api/v2/tickets/:id', ticketOf),
  ...reads('/api/v2/tickets/archived/:id', archivedTicket),
];
