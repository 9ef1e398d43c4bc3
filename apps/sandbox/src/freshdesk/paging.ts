import type { Call } from './call.js';
import { text } from './call.js';
import { invalid } from './errors.js';

/** Beyond it the platform says no; the page before ends without a link, as if there were no more. */
const lastPage = 300;
const mostPerPage = 100;

export interface Page<Row> {
  rows: Row[];
  /** `Link: <…>; rel="next"` when another page follows. */
  headers: Record<string, string>;
}

/** One page of a list; `page` counts from 1. */
export function paged<Row>({ query, base }: Call, path: string, all: Row[]): Page<Row> {
  const page = positive('page', text(query['page']), 1, lastPage);
  const size = positive('per_page', text(query['per_page']), 30, mostPerPage);
  const rows = all.slice((page - 1) * size, page * size);
  if (page === lastPage || page * size >= all.length) return { rows, headers: {} };
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, page: String(page + 1) }))
    for (const one of [value ?? []].flat()) next.append(name, one);
  return { rows, headers: { link: `<${base}${path}?${next.toString()}>; rel="next"` } };
}

export function positive(field: string, given: string | undefined, usual: number, most: number): number {
  if (given === undefined) return usual;
  const number = /^\d+$/.test(given) ? Number(given) : 0;
  if (number < 1 || number > most)
    throw invalid(field, `It should be a Positive Integer less than or equal to ${most}`);
  return number;
}
