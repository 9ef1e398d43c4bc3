import { z } from 'zod';
import type { Call, Query } from './call.js';
import { text } from './call.js';
import { badRequest, invalidParameters } from './errors.js';

/** How rows are ordered: a value, then the id, so that the order is total. */
export interface Order<Row> {
  value: (row: Row) => string | number;
  id: (row: Row) => number;
  descending: boolean;
}

const Cursor = z.tuple([z.union([z.string(), z.number()]), z.number(), z.string()]);

/**
 * Cursor pagination when `page[size]` or a cursor is asked for, else offset pagination. The last page says
 * `has_more: false` and still carries a cursor and a link: `has_more` alone tells the end.
 */
export function paginate<Row>(
  call: Call,
  path: string,
  rows: Row[],
  orders: { cursor: Order<Row>; offset: Order<Row> },
  most = 100,
): { rows: Row[]; envelope: Record<string, unknown> } {
  const wantsCursor = ['page[size]', 'page[after]', 'page[before]'].some(
    (key) => call.query[key] !== undefined,
  );
  return wantsCursor
    ? byCursor(call, path, rows, orders.cursor, most)
    : byOffset(call, path, sorted(rows, orders.offset), most);
}

function byCursor<Row>(call: Call, path: string, rows: Row[], order: Order<Row>, most: number) {
  const { query } = call;
  if (query['page[before]'] !== undefined)
    throw invalidParameters(400, 'NotImplemented', 'The sandbox does not page backwards.');
  const size = Number(text(query['page[size]']) ?? most);
  if (!Number.isInteger(size) || size < 1 || size > most)
    throw invalidParameters(
      400,
      'InvalidPaginationParameter',
      `page[size] must be an integer between 1 and ${most}`,
    );
  const sort = text(query['sort']) ?? '';
  const after = text(query['page[after]']);
  const from = after === undefined ? undefined : decode(after, sort);
  const left = sorted(rows, order).filter(
    (row) => from === undefined || compare(order, key(order, row), from) > 0,
  );
  const page = left.slice(0, size);
  const last = page.at(-1);
  const after_cursor = last === undefined ? null : encode([...key(order, last), sort]);
  const next =
    after_cursor === null
      ? null
      : link(call, path, { ...query, 'page[size]': String(size), 'page[after]': after_cursor });
  const envelope = {
    meta: { has_more: left.length > size, after_cursor, before_cursor: null },
    links: { next, prev: null },
  };
  return { rows: page, envelope };
}

function byOffset<Row>(call: Call, path: string, rows: Row[], most: number) {
  const page = Math.max(1, Math.trunc(Number(text(call.query['page']) ?? 1)) || 1);
  const size = Math.min(most, Math.max(1, Math.trunc(Number(text(call.query['per_page']) ?? most)) || most));
  if (page > 100 || page * size > 10_000)
    throw badRequest(
      'InvalidPaginationDepth',
      'You have exceeded the allowed depth of pagination: 100 pages or 10,000 rows.',
    );
  const pageLink = (number: number) => link(call, path, { ...call.query, page: String(number) });
  const envelope = {
    next_page: page * size < rows.length ? pageLink(page + 1) : null,
    previous_page: page > 1 ? pageLink(page - 1) : null,
    count: rows.length,
  };
  return { rows: rows.slice((page - 1) * size, page * size), envelope };
}

const key = <Row>(order: Order<Row>, row: Row): [string | number, number] => [
  order.value(row),
  order.id(row),
];

function compare<Row>(
  { descending }: Order<Row>,
  one: [string | number, number],
  other: [string | number, number],
): number {
  const way = descending ? -1 : 1;
  if (one[0] !== other[0]) return one[0] < other[0] ? -way : way;
  return (one[1] - other[1]) * way;
}

const sorted = <Row>(rows: Row[], order: Order<Row>) =>
  rows.toSorted((a, b) => compare(order, key(order, a), key(order, b)));

export const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A cursor belongs to the sort it was made for. */
function decode(cursor: string, sort: string): [string | number, number] {
  const read = Cursor.safeParse(decodeJson(cursor));
  if (!read.success || read.data[2] !== sort)
    throw invalidParameters(
      400,
      'InvalidPaginationCursor',
      'page[after] is not a valid cursor for this list',
    );
  return [read.data[0], read.data[1]];
}

/** The value in a cursor, or undefined when the text is none of ours. */
export function decodeJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

export function link(call: Call, path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? []].flat()) search.append(name, one);
  return `${call.base}${path}.json?${search.toString()}`;
}
