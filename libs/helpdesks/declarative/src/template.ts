import { HelpdeskError, type PlatformRequest } from '@nightdesk/helpdesks/contract';

export const placeholders = [
  'ticketId',
  'since',
  'cursor',
  'page',
  'offset',
  'size',
  'text',
  'html',
  'status',
  'assigneeId',
  'tags',
  'tag',
  'operationId',
  'authorId',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** What placeholders stand for in one call. What has no value here is left out of the call; null is sent as null. */
export type Values = Partial<Record<Placeholder, string | number | boolean | readonly string[] | null>>;

const anywhere = /\{\{\s*([^{}]*?)\s*\}\}/g;
const whole = /^\{\{\s*([^{}]*?)\s*\}\}$/;

/** Every placeholder of a call, with where it stands and whether it is all that stands there. */
export function placeholdersIn(
  template: unknown,
  at: (string | number)[] = [],
): { name: string; at: (string | number)[]; isWhole: boolean }[] {
  if (typeof template === 'string')
    return [...template.matchAll(anywhere)].map(([, name = '']) => ({
      name,
      at,
      isWhole: whole.test(template),
    }));
  if (Array.isArray(template))
    return template.flatMap((entry, index) => placeholdersIn(entry, [...at, index]));
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([key, entry]) => placeholdersIn(entry, [...at, key]));
}

/** The template with values for placeholders. A value stays one JSON value: no text of it can become structure. */
export function fill(template: unknown, values: Values): unknown {
  if (typeof template === 'string') {
    const name = whole.exec(template)?.[1];
    return name === undefined ? template : values[name as Placeholder];
  }
  if (Array.isArray(template))
    return template.map((entry) => fill(entry, values)).filter((entry) => entry !== undefined);
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template)
      .map(([key, entry]) => [key, fill(entry, values)] as const)
      .filter(([, entry]) => entry !== undefined),
  );
}

/** A query with values; lists are repeated, and null cannot be said there. */
export function fillQuery(
  query: Readonly<Record<string, unknown>>,
  values: Values,
): NonNullable<PlatformRequest['query']> {
  return Object.fromEntries(
    Object.entries(query).map(([name, template]) => {
      const value = fill(template, values) as Values[Placeholder];
      if (value === undefined || value === null) return [name, undefined];
      return [name, Array.isArray(value) ? value.map(String) : String(value)];
    }),
  );
}

/**
 * A path with values, each encoded as one part, and the same with names for values.
 * @throws HelpdeskError for a value that cannot be a part of a path (`..`): `not_found` for a ticket, else `invalid`.
 */
export function fillPath(path: string, values: Values): Pick<PlatformRequest, 'path' | 'route'> {
  const part = (_match: string, name: Placeholder) => {
    const value = String(values[name] ?? '');
    if (/^\.{0,2}$/.test(value))
      throw new HelpdeskError(
        name === 'ticketId' ? 'not_found' : 'invalid',
        `"${value}" cannot be a ${name}`,
      );
    return encodeURIComponent(value.toWellFormed());
  };
  return { path: path.replace(anywhere, part), route: path.replace(anywhere, ':$1') };
}

/** True when `body` can have been made from `template`: no other keys, and the same fixed values. */
export function fits(template: unknown, body: unknown): boolean {
  if (typeof template === 'string' && whole.test(template)) return true;
  if (typeof template !== 'object' || template === null) return template === body;
  if (typeof body !== 'object' || body === null || Array.isArray(body) !== Array.isArray(template))
    return false;
  const known = new Map(Object.entries(template));
  return (
    Object.entries(body).every(([key, value]) => known.has(key) && fits(known.get(key), value)) &&
    [...known].every(([key, value]) => Object.hasOwn(body, key) || placeholdersIn(value).length > 0)
  );
}
