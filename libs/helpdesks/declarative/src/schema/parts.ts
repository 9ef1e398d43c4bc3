import { z } from 'zod';

/** The shapes that a file uses in more than one place. Each has a name, under which the document describes its keys. */

/** Where a value stands: a dotted path (`user.name`, `items.0`), a JSON pointer (`/user/full.name`), or `.` for all. */
export const Location = z
  .string()
  .regex(
    /^(?:\.|\/.*|[^./\s][^\s]*)$/,
    'write a dotted path (user.name), a JSON pointer (/user/name) or "."',
  );

export const Scalar = z.union([z.string(), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof Scalar>;
const Values = z.array(Scalar).min(1);

export const Header = z.string().regex(/^[A-Za-z0-9-]+$/, 'write the name of a header, without a colon');
export const Name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and hyphens');
export const Text = z.string().min(1).max(500);

export const TimeFormat = z.enum(['iso', 'isoSeconds', 'unixSeconds', 'unixMilliseconds']);
export type TimeFormat = z.infer<typeof TimeFormat>;

export const Path = z
  .string()
  .regex(/^\/[^?#\s]*$/, 'begin with "/" and put parameters under "query"')
  .refine((path) => !path.split('/').includes('..'), 'a path may not go up');

const Query = z.record(z.string().min(1), Scalar);

export const Method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** One HTTP call. Placeholders stand for whole values, in a path for parts of it. */
const callKeys = { path: Path, query: Query.optional(), body: z.json().optional() };

export const ReadCall = z
  .strictObject({ method: z.enum(['GET', 'POST']).default('GET'), ...callKeys })
  .meta({ id: 'read call' });

export const WriteCall = z
  .strictObject({
    method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
    ...callKeys,
    repeatable: z.boolean().default(false),
    remoteId: Location.optional(),
  })
  .meta({ id: 'write call' });
export type WriteCall = z.infer<typeof WriteCall>;

/** What the two kinds of calls have in common. */
export type Call = z.infer<typeof ReadCall> | WriteCall;

/** True when the value there is one of these. Values are compared as text. */
export const Rule = z.strictObject({ at: Location, is: Values }).meta({ id: 'rule' });
export type Rule = z.infer<typeof Rule>;

export const PersonFields = z
  .strictObject({ id: Location, name: Location.optional(), email: Location.optional() })
  .meta({ id: 'person' });
export type PersonFields = z.infer<typeof PersonFields>;

const size = z.int().min(1).max(10_000);
const hasMore = Location.optional();

export const Pagination = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('cursor'),
      size: size.optional(),
      next: Location,
      nextParameter: z.string().min(1).optional(),
      hasMore,
      sinceWithCursor: z.boolean().default(true),
    }),
    z.strictObject({ kind: z.enum(['page', 'offset']), size, first: z.int().min(0).optional(), hasMore }),
    z.strictObject({ kind: z.literal('time'), size, hasMore }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .meta({ id: 'pagination' });
export type Pagination = z.infer<typeof Pagination>;

export const Order = z.enum(['oldestFirst', 'newestFirst']);

/** A value that sorts what is read into one of a few words. */
export const RoleRule = z.strictObject({
  at: Location,
  customer: Values.optional(),
  agent: Values.optional(),
});
export const KindRule = z.strictObject({ at: Location, reply: Values, note: Values });
