import { z } from 'zod';
import { planNames } from '../zendesk/limits.js';
import { roles } from '../zendesk/types.js';

/** The bodies of the control API. Unknown keys are refused, so that a typing error never passes as a default. */
export const Advance = z.strictObject({ advanceSeconds: z.int().min(0) });

const text = z.string().trim().min(1);
const NewUser = z.strictObject({
  name: text,
  email: z.email(),
  role: z.enum(roles),
  restricted_agent: z.boolean().optional(),
  groups: z.array(z.string()).optional(),
});
/** The platform refuses to register `read` beside `tickets:read`. */
const registrable = (scopes: string[]) =>
  !['read', 'write'].some(
    (verb) => scopes.includes(verb) && scopes.some((scope) => scope.endsWith(`:${verb}`)),
  );
const requiredToSolve = z.array(z.enum(['type', 'priority', 'assignee_id']));

export const NewSite = z.strictObject({
  subdomain: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  plan: z.enum(planNames).default('Suite Professional'),
  highVolume: z.boolean().default(false),
  groups: z.array(text).min(1).default(['Support']),
  users: z
    .array(NewUser)
    .min(1)
    .default([
      { name: 'Admin', email: 'admin@site.example', role: 'admin' },
      { name: 'Agent', email: 'agent@site.example', role: 'agent' },
      { name: 'Light Agent', email: 'light@site.example', role: 'agent', restricted_agent: true },
      { name: 'Customer', email: 'customer@site.example', role: 'end-user' },
    ]),
  client: z
    .strictObject({
      identifier: text.optional(),
      name: text.optional(),
      kind: z.enum(['public', 'confidential']).optional(),
      secret: text.optional(),
      scopes: z
        .array(text)
        .min(1)
        .refine(registrable, 'a broad scope beside a granular one of its kind is refused')
        .optional(),
      redirectUris: z.array(z.url()).min(1).optional(),
      /** Seconds; null makes tokens that never expire and have no refresh token. */
      defaultExpiresIn: z.int().min(300).nullable().optional(),
    })
    .default({}),
  requiredToSolve: requiredToSolve.default([]),
});
export type NewSite = z.input<typeof NewSite>;

export const SiteChange = z.strictObject({
  plan: z.enum(planNames).optional(),
  highVolume: z.boolean().optional(),
  requiredToSolve: requiredToSolve.optional(),
});
export type SiteChange = z.input<typeof SiteChange>;

export const ForeignUse = z.strictObject({
  calls: z.int().min(1),
  bucket: z.enum(['account', 'tickets-update', 'incremental-exports', 'tickets-index']).default('account'),
});
export const RemoveScope = z.strictObject({ scope: text });
export const UserChange = z.strictObject({
  role: z.enum(roles).optional(),
  suspended: z.boolean().optional(),
  restricted_agent: z.boolean().optional(),
  /** Gives the user a role of their own, with these rights; null takes it away. */
  custom_role: z
    .strictObject({
      ticket_comment_access: z.enum(['public', 'none']).optional(),
      ticket_editing: z.boolean().optional(),
      ticket_tag_editing: z.boolean().optional(),
    })
    .nullable()
    .optional(),
});
export type UserChange = z.input<typeof UserChange>;

export const NewToken = z.strictObject({
  /** The admin when left out. */
  userId: z.int().optional(),
  scopes: z.array(text).min(1).default(['read', 'write']),
  expiresIn: z.int().min(1).nullable().default(1800),
  refreshIn: z.int().min(1).nullable().default(2_592_000),
});
export type NewToken = z.input<typeof NewToken>;

export const CustomerOpens = z.strictObject({ subject: text, message: text, customerId: z.int().optional() });
export const CustomerReplies = z.strictObject({ message: text });
export const AgentActs = z.strictObject({
  agentId: z.coerce.string(),
  message: text.optional(),
  isPublic: z.boolean().optional(),
  status: z.string().optional(),
  tags: z.array(z.string()).optional(),
});
export const Merge = z.strictObject({ into: z.int() });
export const Bulk = z.strictObject({
  count: z.int().min(1).max(20_000),
  subject: text.default('Bulk ticket'),
});
