import type { AuthorizedCall, Endpoint } from './call.js';
import { text } from './call.js';
import { invalidAttribute, notImplemented, recordInvalid } from './errors.js';
import type { Order } from './pagination.js';
import { paginate } from './pagination.js';
import { ticketJson } from './present.js';
import { listed } from './tickets/read.js';
import type { Ticket } from './types.js';

/** What changed less than this long ago is not in the index yet. */
const indexLagSeconds = 120;
const cap = 1000;

type Test = (ticket: Ticket) => boolean;

/** One word of the query: `type:ticket`, `status:open`, `updated>2026-09-01T00:00:00Z` and their like. */
function testOf(word: string): Test {
  if (word === 'type:ticket') return () => true;
  const [, field = '', sign = '', value = ''] = /^(\w+)(>=|<=|>|<|:)(.+)$/.exec(word) ?? [];
  if (field === 'status' && sign === ':') return (ticket) => ticket.status === value;
  if (field === 'tags' && sign === ':') return (ticket) => ticket.tags.includes(value);
  if (field === 'external_id' && sign === ':') return (ticket) => ticket.external_id === value;
  if ((field === 'updated' || field === 'created') && sign !== ':') {
    const edge = Date.parse(value);
    if (Number.isNaN(edge)) throw invalidAttribute(`Invalid search: ${value} is not a date`);
    const at = (ticket: Ticket) => Date.parse(field === 'updated' ? ticket.updated_at : ticket.created_at);
    const tests: Record<string, Test> = {
      '>': (ticket) => at(ticket) > edge,
      '>=': (ticket) => at(ticket) >= edge,
      '<': (ticket) => at(ticket) < edge,
      '<=': (ticket) => at(ticket) <= edge,
    };
    return tests[sign] ?? (() => false);
  }
  throw notImplemented(`the search term ${word}`);
}

function search(call: AuthorizedCall) {
  const words = (text(call.query['query']) ?? '').split(/\s+/).filter(Boolean);
  if (!words.includes('type:ticket')) throw notImplemented('a search without type:ticket');
  const page = Number(text(call.query['page']) ?? 1);
  const size = Number(text(call.query['per_page']) ?? 100);
  if (page * size > cap)
    throw recordInvalid(
      'base',
      `Requested response size was greater than Search Response Limits: ${cap} results`,
    );
  const tests = words.map(testOf);
  const indexed = call.site.world.clock.seconds() - indexLagSeconds;
  const found = listed(call).filter(
    (ticket) => ticket.generated_timestamp <= indexed && tests.every((test) => test(ticket)),
  );
  const newestFirst: Order<Ticket> = {
    value: ({ updated_at }) => updated_at,
    id: ({ id }) => id,
    descending: true,
  };
  const { rows, envelope } = paginate(call, '/api/v2/search', found, {
    cursor: newestFirst,
    offset: newestFirst,
  });
  const results = rows.map((ticket) => ({
    ...ticketJson(call.site, ticket, call.base),
    result_type: 'ticket',
  }));
  return { status: 200, body: { results, facets: null, ...envelope } };
}

export const ticketSearch: Endpoint = {
  method: 'GET',
  path: '/api/v2/search',
  need: { scope: 'read', role: 'agent' },
  rules: () => [{ name: 'search-index', limit: 2500, windowSeconds: 60, shown: true }],
  ownBudget: true,
  handle: search,
};
