import { callsOf, HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import type { z } from 'zod';
import { pageOf } from './shapes.js';

/** Where REST 2 is, below the address of the site. */
export const root = '/REST/2.0';

export const call = callsOf('Request Tracker');

/** What a search is asked for. `where` is TicketSQL for tickets and transactions, a list of limits for the rest. */
export interface Search {
  path: '/tickets' | '/transactions' | '/users';
  where: string;
  /** Fields of the rows, and of the objects in them: `{ Owner: 'id,Name' }`. */
  fields: string;
  subfields?: Readonly<Record<string, string>>;
  orderby: readonly (readonly [field: string, direction: 'ASC' | 'DESC'])[];
  perPage: number;
  page?: number;
}

/** One page of a search. */
export async function search<T>(
  send: Send,
  { path, where, fields, subfields, orderby, perPage, page = 1 }: Search,
  row: z.ZodType<T>,
): Promise<{ items: T[]; total: number | null }> {
  const query = {
    query: where,
    fields,
    ...inside(subfields),
    orderby: orderby.map(([field]) => field),
    order: orderby.map(([, direction]) => direction),
    per_page: perPage,
    page,
  };
  const { body } = await call(
    send,
    { method: 'GET', path: `${root}${path}`, route: `${root}${path}`, query },
    pageOf(row),
  );
  return { items: body.items, total: body.total ?? null };
}

/** The parameters that name fields of objects in a row. */
export const inside = (subfields: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(subfields).map(([name, fields]) => [`fields[${name}]`, fields]));

/** The path of a ticket and what lies below it. An id that is no number cannot exist, and must not shape a path. */
export function ticketPath(
  ticketId: string,
  below: '' | '/correspond' | '/comment' | '/history' | '/attachments' = '',
): Pick<PlatformRequest, 'path' | 'route'> {
  if (!/^[1-9]\d{0,14}$/.test(ticketId))
    throw new HelpdeskError('not_found', 'no such ticket: tickets of Request Tracker have numbers');
  return { path: `${root}/ticket/${ticketId}${below}`, route: `${root}/ticket/:id${below}` };
}
