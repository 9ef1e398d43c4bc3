import { isoSeconds } from '../../clock.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { idList, text, ticketOf } from '../call.js';
import { badRequest, invalidParameters, notImplemented } from '../errors.js';
import type { Order } from '../pagination.js';
import { paginate } from '../pagination.js';
import { groupJson, ticketJson, userJson } from '../present.js';
import type { Ticket } from '../types.js';

const need = { scope: 'tickets:read', role: 'agent' } as const;
const sortable = ['id', 'created_at', 'updated_at', 'status', 'subject'] as const;
type Sortable = (typeof sortable)[number];

const order = (field: Sortable, descending: boolean): Order<Ticket> => ({
  value: (ticket) => ticket[field] ?? '',
  id: ({ id }) => id,
  descending,
});

/** `sort=-updated_at` of cursor pagination; `sort_by` does nothing there, and nobody is told. */
function cursorOrder({ query }: AuthorizedCall): Order<Ticket> {
  const sort = text(query['sort']) ?? 'id';
  const field = sortable.find((name) => name === sort.replace(/^-/, ''));
  if (!field)
    throw invalidParameters(
      400,
      'InvalidSort',
      `sort must be one of ${sortable.join(', ')}, with - before it for descending`,
    );
  return order(field, sort.startsWith('-'));
}

function offsetOrder({ query }: AuthorizedCall): Order<Ticket> {
  const by = text(query['sort_by']) ?? 'id';
  const field = sortable.find((name) => name === by);
  if (!field) throw notImplemented(`sort_by=${by}`);
  return order(field, text(query['sort_order']) === 'desc');
}

/** Tickets that lists show: archived and deleted ones drop out. */
export const listed = ({ site }: Pick<AuthorizedCall, 'site'>): Ticket[] =>
  [...site.tickets.values()].filter((ticket) => !ticket.archived && ticket.status !== 'deleted');

/** The records asked for with `include=users,groups`. */
export function sideloads({ site, query, base }: AuthorizedCall, tickets: Ticket[]): Record<string, unknown> {
  const wanted = (text(query['include']) ?? '').split(',').filter(Boolean);
  const other = wanted.find((name) => name !== 'users' && name !== 'groups');
  if (other) throw notImplemented(`include=${other}`);
  const userIds = new Set(
    tickets.flatMap((ticket) => [ticket.requester_id, ticket.submitter_id, ticket.assignee_id]),
  );
  const groupIds = new Set(tickets.map((ticket) => ticket.group_id));
  const users = [...site.users.values()]
    .filter(({ id }) => userIds.has(id))
    .map((user) => userJson(user, base));
  const groups = [...site.groups.values()]
    .filter(({ id }) => groupIds.has(id))
    .map((group) => groupJson(group, base));
  return { ...(wanted.includes('users') ? { users } : {}), ...(wanted.includes('groups') ? { groups } : {}) };
}

function list(call: AuthorizedCall) {
  const externalId = text(call.query['external_id']);
  const startTime = Number(text(call.query['start_time']) ?? 0);
  const all = listed(call).filter(
    (ticket) =>
      (externalId === undefined || ticket.external_id === externalId) &&
      Date.parse(ticket.updated_at) / 1000 >= startTime,
  );
  const { rows, envelope } = paginate(call, '/api/v2/tickets', all, {
    cursor: cursorOrder(call),
    offset: offsetOrder(call),
  });
  const tickets = rows.map((ticket) => ticketJson(call.site, ticket, call.base));
  return { status: 200, body: { tickets, ...sideloads(call, rows), ...envelope } };
}

function showMany(call: AuthorizedCall) {
  const ids = idList(call.query['ids']);
  if (ids.length === 0 || ids.length > 100)
    throw badRequest('InvalidParameter', 'ids must name between 1 and 100 tickets');
  const found = [...new Set(ids)]
    .flatMap((id) => call.site.tickets.get(id) ?? [])
    .filter(({ status }) => status !== 'deleted');
  const tickets = found.map((ticket) => ticketJson(call.site, ticket, call.base));
  return {
    status: 200,
    body: { tickets, ...sideloads(call, found), count: tickets.length, next_page: null, previous_page: null },
  };
}

const listRules: Endpoint['rules'] = ({ site }) => [
  { name: 'tickets-index', limit: site.accountRule.limit, windowSeconds: 60, shown: true },
];

export const ticketReads: Endpoint[] = [
  { method: 'GET', path: '/api/v2/tickets', need, rules: listRules, ownBudget: true, handle: list },
  { method: 'GET', path: '/api/v2/tickets/show_many', need, handle: showMany },
  {
    method: 'GET',
    path: '/api/v2/tickets/count',
    need,
    handle: (call) => {
      // Cached: what was counted may be a minute old.
      const refreshed = Math.floor(call.site.world.clock.seconds() / 60) * 60;
      const value = listed(call).filter(
        ({ created_at }) => Date.parse(created_at) / 1000 <= refreshed,
      ).length;
      return { status: 200, body: { count: { value, refreshed_at: isoSeconds(refreshed * 1000) } } };
    },
  },
  {
    method: 'GET',
    path: '/api/v2/tickets/:id',
    need,
    handle: (call) => {
      const ticket = ticketOf(call);
      return {
        status: 200,
        body: { ticket: ticketJson(call.site, ticket, call.base), ...sideloads(call, [ticket]) },
      };
    },
  },
];
