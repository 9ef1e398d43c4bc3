import { z } from 'zod';
import { buckets, planNames } from '../limits.js';
import { usualRoles } from '../new-site.js';
import { permissions } from '../types.js';

/** The bodies of the Freshdesk control API. Unknown keys are refused, so that a typing error never passes as a default. */
const text = z.string().trim().min(1);
const permission = z.enum(permissions);
const scope = z.literal([1, 2, 3]);

const settings = {
  checksPermissionFirst: z.boolean(),
  maxFailedLogins: z.int().min(1),
  requiredToResolve: z.array(text),
  hourlyLimit: z.int().min(1).nullable(),
  readsArchive: z.boolean().nullable(),
  webhooksUseLimit: z.boolean(),
  searchLagSeconds: z.int().min(0),
};
const Settings = z.strictObject(settings).partial();

export const NewSite = Settings.extend({
  domain: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  plan: z.enum(planNames).default('Pro'),
  statuses: z.array(text).default(['Waiting on customer', 'Waiting on third party']),
  customFields: z
    .array(
      z.strictObject({
        name: z.string().regex(/^cf_\w+$/),
        label: text.default('Custom field'),
        requiredForClosure: z.boolean().default(false),
      }),
    )
    .default([]),
  groups: z.array(text).min(1).default(['Support', 'Billing']),
  roles: z
    .array(z.strictObject({ name: text, permissions: z.array(permission) }))
    .min(1)
    .default(usualRoles.map((role) => ({ ...role, permissions: [...role.permissions] }))),
  agents: z
    .array(
      z.strictObject({
        name: text,
        email: z.email(),
        role: text,
        ticketScope: scope.default(1),
        groups: z.array(text).optional(),
        apiKey: text.optional(),
      }),
    )
    .min(1)
    .default([
      { name: 'Admin', email: 'admin@site.example', role: 'Account Administrator', ticketScope: 1 },
      { name: 'Agent', email: 'agent@site.example', role: 'Agent', ticketScope: 1 },
      { name: 'Group Agent', email: 'group@site.example', role: 'Agent', ticketScope: 2 },
      { name: 'Restricted Agent', email: 'restricted@site.example', role: 'Agent', ticketScope: 3 },
    ]),
  contacts: z
    .array(z.strictObject({ name: text, email: z.email() }))
    .min(1)
    .default([{ name: 'Customer', email: 'customer@site.example' }]),
});
export type NewSite = z.input<typeof NewSite>;

export const SiteChange = Settings.extend({ plan: z.enum(planNames).optional() });
export type SiteChange = z.input<typeof SiteChange>;

export const ForeignUse = z.strictObject({
  calls: z.int().min(1),
  bucket: z.enum(['total', ...buckets]).default('total'),
});
export type ForeignUse = z.input<typeof ForeignUse>;

export const PermissionChange = z.strictObject({
  /** The id or the name of a role, or of one agent. */
  of: z.coerce.string(),
  permission,
  allowed: z.boolean(),
});

export const AgentChange = z.strictObject({
  deactivated: z.boolean().optional(),
  ticketScope: scope.optional(),
  /** Names of groups. */
  groups: z.array(text).optional(),
  /** The name of a role, which takes the place of all the agent had. */
  role: text.optional(),
});
export type AgentChange = z.input<typeof AgentChange>;

export const TicketChange = z.strictObject({ spam: z.boolean().optional(), deleted: z.boolean().optional() });
export type TicketChange = z.input<typeof TicketChange>;
