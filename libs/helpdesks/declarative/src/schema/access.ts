import { z } from 'zod';
import { Header, Location, Method, Name, Path, ReadCall, Rule, Scalar, Text } from './parts.js';

/** How a key opens the platform's door, how often, and whose it is. */
const key = { keyLabel: Text.default('API key'), keyWhere: Text.optional(), keyLink: z.string().optional() };

export const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bearer'), ...key }),
  z.strictObject({ kind: z.literal('basic'), user: z.string(), password: z.string(), ...key }),
  z.strictObject({ kind: z.literal('header'), header: Header, prefix: z.string().default(''), ...key }),
]);

/** OAuth 2: authorization code, PKCE, refresh tokens. What differs between servers is said here. */
export const OAuth = z.strictObject({
  authorize: z.string().regex(/^https?:\/\/[^\s#]+$/, 'write the whole address of the consent page'),
  token: Path,
  tokenParameters: z.record(z.string().min(1), z.string()).default({}),
  tokenSeconds: z.int().min(60).optional(),
  revoke: z.strictObject({ method: Method, path: Path }).optional(),
  scopes: z.array(Text).default([]),
  scopesAre: z.enum(['request', 'client']).default('request'),
  pkce: z.boolean().default(true),
  clientAuth: z.enum(['basic', 'post']).default('basic'),
  clientWhere: Text,
});
export type OAuth = z.infer<typeof OAuth>;

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
