import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answer.js';
import { invalid, notImplemented } from './errors.js';
import type { Bucket } from './limits.js';
import type { FreshdeskSite } from './site.js';
import type { Agent, Permission } from './types.js';

/** Query values as they came; a repeated key is a list. */
export type Query = Record<string, string | string[] | undefined>;

/** One API call whose site is known. */
export interface Call {
  site: FreshdeskSite;
  params: Record<string, string>;
  query: Query;
  headers: IncomingHttpHeaders;
  /** The body as it came. */
  sent: string;
  /** The site's own address, for links. */
  base: string;
}
/** A call whose caller is known; `body` is read, and undefined where the method has none. */
export type AuthorizedCall = Call & { agent: Agent; body: unknown };

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One route of the API: what it asks of the agent, which smaller limit it draws from, what it does. */
export interface Endpoint {
  method: Method;
  path: string;
  /** What the agent must be allowed to do; a write may ask for more by what it sets. */
  needs: (call: AuthorizedCall) => Permission[];
  bucket?: Bucket;
  /** Throws when what the path names is not there for this agent. */
  find?: (call: AuthorizedCall) => unknown;
  handle: (call: AuthorizedCall) => Answer;
}

export const text = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.at(-1) : value;

export const list = (value: string | string[] | undefined): string[] =>
  (text(value) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

export const needs =
  (...permissions: Permission[]) =>
  (): Permission[] =>
    permissions;

/** Refuses parameters the platform does not know, and owns up to those the sandbox does not. */
export function checkQuery(query: Query, known: string[], unimplemented: string[] = []): void {
  for (const name of Object.keys(query)) {
    if (unimplemented.includes(name)) throw notImplemented(`the parameter ${name}`);
    if (!known.includes(name)) throw invalid(name, 'Unexpected/invalid field in request', 'invalid_field');
  }
}

/** The `include` list, each of which the platform must know. Every one costs two credits more. */
export function includes(query: Query, known: string[], unimplemented: string[] = []): string[] {
  const wanted = list(query['include']);
  for (const name of wanted) {
    if (unimplemented.includes(name)) throw notImplemented(`include=${name}`);
    if (!known.includes(name))
      throw invalid('include', `It should be one of these values: '${known.join(',')}'`);
  }
  return wanted;
}
