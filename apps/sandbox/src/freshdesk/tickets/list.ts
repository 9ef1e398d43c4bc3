import type { AuthorizedCall, Endpoint } from '../call.js';
import { checkQuery, includes, text } from '../call.js';
import { invalid, notImplemented } from '../errors.js';
import { paged } from '../paging.js';
import { included, ticketJson, visible } from '../present.js';
import type { Ticket } from '../types.js';

const path = '/api/v2/tickets';
/** Without `updated_since` only what was created in the last 30 days is listed. */
const defaultWindowMs = 30 * 24 * 3600_000;

const listed = {
  known: [
    'page',
    'per_page',
    'updated_since',
    'order_by',
    'order_type',
    'filter',
    'requester_id',
    'email',
    'include',
  ],
  unimplemented: ['company_id', 'unique_external_id'],
  includes: ['description', 'requester', 'stats'],
};

const orders: Record<string, (ticket: Ticket) => string | number> = {
  created_at: ({ created_at }) => created_at,
  updated_at: ({ updated_at }) => updated_at,
  status: ({ status }) => status,
  due_by: ({ created_at }) => created_at,
};

function handle(call: AuthorizedCall) {
  const { site, query, agent } = call;
  checkQuery(query, listed.known, listed.unimplemented);
  const wanted = includes(query, listed.includes, ['company']);
  const tests = [ofFilter(call), since(call), ofRequester(call)];
  const found = visible(site, agent).filter((ticket) => tests.every((test) => test(ticket)));
  const { rows, headers } = paged(call, path, found.toSorted(order(call)));
  return {
    status: 200,
    headers,
    body: rows.map((ticket) => ({ ...ticketJson(ticket), ...included(site, ticket, wanted) })),
  };
}

function ofFilter({ query }: AuthorizedCall): (ticket: Ticket) => boolean {
  const filter = text(query['filter']);
  if (filter === undefined) return ({ deleted, spam }) => !deleted && !spam;
  if (filter === 'deleted') return ({ deleted }) => deleted;
  if (filter === 'spam') return ({ deleted, spam }) => spam && !deleted;
  if (filter === 'new_and_my_open' || filter === 'watching') throw notImplemented(`filter=${filter}`);
  throw invalid('filter', "It should be one of these values: 'new_and_my_open,watching,spam,deleted'");
}

/** Changes after the moment given; one of that very second is left out. */
function since({ site, query }: AuthorizedCall): (ticket: Ticket) => boolean {
  const given = text(query['updated_since']);
  if (given === undefined) {
    const from = site.world.clock.now() - defaultWindowMs;
    return ({ created_at }) => Date.parse(created_at) >= from;
  }
  const from = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(from))
    throw invalid('updated_since', "It should be in the 'combined date and time ISO8601' format");
  return ({ updated_at }) => Date.parse(updated_at) > from;
}

function ofRequester({ site, query }: AuthorizedCall): (ticket: Ticket) => boolean {
  const id = text(query['requester_id']);
  const email = text(query['email']);
  if (id === undefined && email === undefined) return () => true;
  const contact = email === undefined ? site.contacts.get(Number(id)) : site.contactByEmail(email);
  if (!contact)
    throw invalid(
      email === undefined ? 'requester_id' : 'email',
      'There is no contact matching the given value',
    );
  return ({ requester_id }) => requester_id === contact.id;
}

/** Rows of the same second come newest id first, whichever way the rest is ordered. */
function order({ query }: AuthorizedCall): (one: Ticket, other: Ticket) => number {
  const by = text(query['order_by']) ?? 'created_at';
  const type = text(query['order_type']) ?? 'desc';
  const value = orders[by];
  if (!value)
    throw invalid('order_by', `It should be one of these values: '${Object.keys(orders).join(',')}'`);
  if (type !== 'asc' && type !== 'desc')
    throw invalid('order_type', "It should be one of these values: 'asc,desc'");
  const way = type === 'asc' ? 1 : -1;
  return (one, other) => {
    const [first, second] = [value(one), value(other)];
    return first === second ? other.id - one.id : first < second ? -way : way;
  };
}

export const ticketList: Endpoint = {
  method: 'GET',
  path,
  bucket: 'ticket-list',
  // What an agent may not see makes the whole page a 403, be it the fiftieth.
  needs: ({ query }) =>
    (text(query['include']) ?? '').includes('requester')
      ? ['view tickets', 'view contacts']
      : ['view tickets'],
  handle,
};
