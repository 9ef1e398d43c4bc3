import { z } from 'zod';
import { Header, Location, Name, ReadCall, Rule, Scalar, Text } from './parts.js';

/** How a key opens the platform's door, how often, and whose it is. */
const key = { keyLabel: Text.default('API key'), keyWhere: Text, keyLink: z.string().optional() };

export const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bearer'), ...key }),
  z.strictObject({ kind: z.literal('basic'), user: z.string(), password: z.string(), ...key }),
  z.strictObject({ kind: z.literal('header'), header: Header, prefix: z.string().default(''), ...key }),
]);

export const Window = z.strictObject({
  name: Name,
  calls: z.int().min(1),
  seconds: z.int().min(1),
  counts: z.enum(['all', 'reads', 'writes']).default('all'),
  headers: z
    .strictObject({
      limit: Header.optional(),
      remaining: Header.optional(),
      reset: Header.optional(),
      resetIs: z.enum(['secondsLeft', 'unixSeconds', 'unixMilliseconds', 'iso']).default('secondsLeft'),
    })
    .optional(),
});
export type Window = z.infer<typeof Window>;

export const Whoami = z.strictObject({
  call: ReadCall,
  fields: z.strictObject({
    id: Location,
    name: Location.optional(),
    email: Location.optional(),
    role: Location.optional(),
    scopes: Location.optional(),
    site: Location.optional(),
  }),
  adminRoles: z.array(Scalar).default([]),
  gone: Rule.optional(),
});
