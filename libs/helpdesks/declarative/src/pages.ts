import { HelpdeskError, type Send } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { ask, requestFor, type Platform } from './calls.js';
import type { Row } from './row.js';
import type { Call, Pagination } from './schema/parts.js';
import type { Values } from './template.js';

/** What a list of the file needs to be read page by page. */
export interface Paged {
  call: Call;
  items: string;
  pagination: Pagination;
}

/** Where a page begins, as placeholders. `position` is what the page before answered; null for the first. */
export function positionValues(pagination: Pagination, position: string | null): Values {
  const size = 'size' in pagination && pagination.size !== undefined ? { size: pagination.size } : {};
  switch (pagination.kind) {
    case 'cursor':
      return position === null ? size : { ...size, cursor: position };
    case 'page':
      return { ...size, page: position === null ? (pagination.first ?? 1) : Number(position) };
    case 'offset':
      return { ...size, offset: position === null ? (pagination.first ?? 0) : Number(position) };
    case 'time':
    case 'none':
      return size;
  }
}

/**
 * Where the next page begins; null at the end. Without `hasMore` a list by page or offset ends with an empty page, because
 * a short one may only mean that the platform gives fewer than it was asked for.
 */
export function nextPosition(
  pagination: Exclude<Pagination, { kind: 'time' }>,
  position: string | null,
  { answer, count, key }: { answer: Row; count: number; key: string },
): string | null {
  if (pagination.kind === 'none' || saysMore(pagination, answer, key) === false) return null;
  const now = positionValues(pagination, position);
  switch (pagination.kind) {
    case 'cursor':
      return nextCursor(pagination, answer, key);
    case 'page':
      return count === 0 ? null : String(Number(now.page) + 1);
    case 'offset':
      return count === 0 ? null : String(Number(now.offset) + count);
  }
}

/** What the answer says itself of further pages; null where the file names no place for it. */
export function saysMore(pagination: Pagination, answer: Row, key: string): boolean | null {
  if (!('hasMore' in pagination) || pagination.hasMore === undefined) return null;
  return answer.read(pagination.hasMore, `${key}.pagination.hasMore`, z.boolean());
}

/** Only a cursor is carried on, never an address that an answer names. */
function nextCursor(
  { next, nextParameter, hasMore }: Extract<Pagination, { kind: 'cursor' }>,
  answer: Row,
  key: string,
): string | null {
  const said = answer.maybeWord(next, `${key}.pagination.next`);
  if (said === null) {
    if (hasMore === undefined) return null;
    throw answer.unusable(next, `${key}.pagination.next`, 'there is more, and it does not say where');
  }
  if (nextParameter === undefined) return said;
  const base = 'https://relative.invalid';
  const cursor = URL.canParse(said, base) ? new URL(said, base).searchParams.get(nextParameter) : null;
  if (cursor !== null) return cursor;
  throw answer.unusable(next, `${key}.pagination.next`, `an address without the parameter ${nextParameter}`);
}

/** All rows of a list, one call a page. */
export async function allRows(
  platform: Platform,
  send: Send,
  list: Paged & { key: string },
  values: Values,
): Promise<Row[]> {
  const { call, items, key, pagination } = list;
  if (pagination.kind === 'time') throw new TypeError(`${key} cannot be read by time`);
  const found: Row[] = [];
  const seen = new Set<string>();
  for (let position: string | null = null; ;) {
    const request = requestFor(platform, call, { ...values, ...positionValues(pagination, position) });
    const answer = await ask(platform, send, request);
    const rows = answer.rows(items, `${key}.items`);
    const isRepeated =
      rows.length > 0 && JSON.stringify(rows[0]?.value) === JSON.stringify(found.at(-rows.length)?.value);
    found.push(...rows);
    position = nextPosition(pagination, position, { answer, count: rows.length, key });
    if (position === null) return found;
    if (isRepeated || seen.has(position))
      throw new HelpdeskError(
        'unavailable',
        `${platform.declared.title} repeats a page of ${request.route} without end (${key}.pagination in ${platform.file})`,
      );
    seen.add(position);
  }
}
