import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answer.js';
import type { Caller, Need } from './auth.js';
import type { Rule } from './limits.js';
import type { Site } from './site.js';
import type { Ticket } from './types.js';
import { recordNotFound } from './errors.js';

/** Query values as they came; a repeated key is a list. */
export type Query = Record<string, string | string[] | undefined>;

/** One API call whose site is known. */
export interface Call {
  site: Site;
  params: Record<string, string>;
  query: Query;
  body: unknown;
  headers: IncomingHttpHeaders;
  /** The site's own address, for links. */
  base: string;
}
/** A call whose caller is known and allowed. */
export type AuthorizedCall = Call & { caller: Caller };

/** One route of the API: what it asks of the caller, which buckets it draws from, what it does. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  need: Need;
  /** The buckets beside the account's own. */
  rules?: (call: Call & { caller: Caller | null }) => Rule[];
  /** True: the call draws from its own buckets only. */
  ownBudget?: boolean;
  handle: (call: AuthorizedCall) => Answer;
  /** What callers without credentials get; without it they are refused. */
  anonymous?: (call: Call) => Answer;
}

export const text = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.at(-1) : value;

export const idList = (value: string | string[] | undefined): number[] =>
  (text(value) ?? '').split(',').filter(Boolean).map(Number);

/** The ticket a path names; deleted ones are not found. */
export function ticketOf({ site, params }: Call): Ticket {
  const ticket = site.tickets.get(Number(params['id']));
  if (!ticket || ticket.status === 'deleted') throw recordNotFound();
  return ticket;
}
