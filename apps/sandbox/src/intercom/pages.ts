import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parameterInvalid } from './errors.js';

/** Rows a page: 20 unless told, never more than the endpoint's most. */
export function sizeOf(value: unknown, most: number): number {
  if (value === undefined || value === null) return 20;
  const size = Number(value);
  if (!Number.isInteger(size) || size < 1 || size > most)
    throw parameterInvalid(`per_page must be a number between 1 and ${most}`);
  return size;
}

const Cursor = z.tuple([z.int().min(1), z.string()]);

/**
 * One page of rows by their ids. The platform promises no order, and here there is none that means anything; only
 * paging on from a cursor can be relied on.
 */
export function cursorPage<Row>(rows: [id: string, Row][], size: number, startingAfter: unknown) {
  const [page, last] = startingAfter === undefined ? [1, ''] : readCursor(startingAfter);
  const sorted = rows.map(([id, row]) => ({ place: placeOf(id), row })).toSorted(byPlace);
  const left = sorted.filter(({ place }) => place > last);
  const found = left.slice(0, size);
  const next =
    left.length > size
      ? { per_page: size, starting_after: cursor(page + 1, found.at(-1)?.place ?? '') }
      : null;
  const total_pages = Math.max(1, Math.ceil(rows.length / size));
  const pages = { type: 'pages', ...(next ? { next } : {}), page, per_page: size, total_pages };
  return { found: found.map(({ row }) => row), pages };
}

const placeOf = (id: string) => createHash('md5').update(id).digest('hex');
const byPlace = (one: { place: string }, other: { place: string }) => (one.place < other.place ? -1 : 1);
const cursor = (page: number, place: string) => Buffer.from(JSON.stringify([page, place])).toString('base64');

function readCursor(text: unknown): z.output<typeof Cursor> {
  const wrong = parameterInvalid('starting_after is not a cursor of this list');
  if (typeof text !== 'string') throw wrong;
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    throw wrong;
  }
}
