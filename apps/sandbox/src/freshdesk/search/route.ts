import type { AuthorizedCall, Endpoint } from '../call.js';
import { checkQuery, needs, text } from '../call.js';
import { invalid } from '../errors.js';
import { positive } from '../paging.js';
import { ticketJson, visible } from '../present.js';
import { testOf } from './query.js';

const perPage = 30;
const lastPage = 10;
const longest = 512;

/** Thirty a page, ten pages, and nothing that changed in the last minutes: the index lies behind. */
function search({ site, query, agent }: AuthorizedCall) {
  checkQuery(query, ['query', 'page']);
  const page = positive('page', text(query['page']), 1, lastPage);
  const asked = text(query['query']) ?? '';
  if (asked.length > longest) throw invalid('query', `It should have a maximum of ${longest} characters`);
  if (!/^".+"$/.test(asked)) throw invalid('query', 'It should be enclosed in double quotes');
  const test = testOf(asked.slice(1, -1));
  const indexed = site.world.clock.now() - site.settings.searchLagSeconds * 1000;
  const found = visible(site, agent)
    .filter(({ deleted, spam, updated_at }) => !deleted && !spam && Date.parse(updated_at) <= indexed)
    .filter(test)
    .toSorted((one, other) => other.id - one.id);
  const rows = found.slice((page - 1) * perPage, page * perPage);
  return { status: 200, body: { total: found.length, results: rows.map(ticketJson) } };
}

export const ticketSearch: Endpoint = {
  method: 'GET',
  path: '/api/v2/search/tickets',
  needs: needs('view tickets'),
  handle: search,
};
