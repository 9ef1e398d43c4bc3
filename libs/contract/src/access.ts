import { z } from 'zod';
import { Actor } from './audit.js';

export const Login = z.strictObject({ email: z.email(), password: z.string().min(1).max(200) });
export type Login = z.infer<typeof Login>;

export const SessionView = z.object({
  userId: z.string(),
  email: z.string(),
  role: z.enum(['viewer', 'operator']),
  /** To be sent as `X-CSRF-Token` with every unsafe request. */
  csrfToken: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

export const KeyScope = z.enum(['read', 'write', 'admin']);
/** How many requests a key may make: API_RATE_STANDARD or API_RATE_HIGH. */
export const RateTier = z.enum(['standard', 'high']);
export type RateTier = z.infer<typeof RateTier>;

export const NewApiKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(KeyScope).min(1),
  accountIds: z.array(z.string().min(1)).default([]),
  tier: RateTier.default('standard'),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(KeyScope),
  accountIds: z.array(z.string()),
  tier: RateTier,
  createdAt: z.string(),
  /** Null where it is not known any more. */
  createdBy: Actor.nullable(),
  /** To within five minutes; null when it was never used. */
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** The key itself is shown once, here. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

/** RFC 9457. `detail` says what happened and what to do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  traceId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
