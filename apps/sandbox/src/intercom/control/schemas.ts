import { z } from 'zod';
import { scopes } from '../scopes.js';
import { isSecureUrl } from '../secure-url.js';
import { regions, ticketCategories } from '../types.js';

/** The bodies of the control API. Unknown keys are refused, so that a typing error never passes as a default. */
const text = z.string().trim().min(1);
const someScopes = z.array(z.enum(scopes));
const redirects = z.array(z.string().refine(isSecureUrl, 'a redirect URL must be https')).min(1);

export const NewWorkspace = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{4,32}$/),
  region: z.enum(regions).default('us'),
  name: text.optional(),
  teams: z.array(text).default(['Support']),
  admins: z
    .array(
      z.strictObject({
        name: text,
        email: z.email(),
        has_inbox_seat: z.boolean().optional(),
        team: text.optional(),
      }),
    )
    .min(1)
    .default([
      { name: 'Admin', email: 'admin@workspace.example', team: 'Support' },
      { name: 'Agent', email: 'agent@workspace.example', team: 'Support' },
      { name: 'Observer', email: 'observer@workspace.example', has_inbox_seat: false },
    ]),
  contacts: z
    .array(z.strictObject({ name: text, email: z.email(), role: z.enum(['user', 'lead']).optional() }))
    .min(1)
    .default([{ name: 'Customer', email: 'customer@workspace.example' }]),
  ticketTypes: z.array(z.strictObject({ name: text, category: z.enum(ticketCategories) })).default([
    { name: 'Request', category: 'Customer' },
    { name: 'Inquiry', category: 'Back-office' },
  ]),
  indexDelaySeconds: z.int().min(0).optional(),
});
export type NewWorkspace = z.input<typeof NewWorkspace>;

export const NewApp = z.strictObject({
  clientId: text,
  name: text.default('Nightdesk'),
  secret: text.optional(),
  visibility: z.enum(['private', 'public']).default('private'),
  homeWorkspaceId: text,
  redirectUris: redirects.optional(),
  scopes: someScopes.optional(),
  accessToken: text.optional(),
});
export type NewApp = z.input<typeof NewApp>;

export const WorkspaceChange = z.strictObject({
  indexDelaySeconds: z.int().min(0).optional(),
  ticketsShowTags: z.boolean().optional(),
  ticketsKeepCreatedAt: z.boolean().optional(),
});
export type WorkspaceChange = z.input<typeof WorkspaceChange>;

export const AppChange = z.strictObject({
  limitPerMinute: z.int().min(6).optional(),
  limitIsPer: z.enum(['app', 'workspace']).optional(),
  checksScopeFirst: z.boolean().optional(),
  redirectUris: redirects.optional(),
  version: text.optional(),
});
export type AppChange = z.input<typeof AppChange>;

export const NewToken = z.strictObject({
  /** The first admin when left out. */
  adminId: z.coerce.string().optional(),
  /** All that are ticked in the Hub when left out. */
  scopes: someScopes.optional(),
  clientId: text.default('nightdesk'),
});
export type NewToken = z.input<typeof NewToken>;

export const AdminChange = z.strictObject({
  name: text.optional(),
  email: z.email().optional(),
  has_inbox_seat: z.boolean().optional(),
  away_mode_enabled: z.boolean().optional(),
  removed: z.boolean().optional(),
});
export type AdminChange = z.input<typeof AdminChange>;

export const ForeignUse = z.strictObject({
  calls: z.int().min(1),
  of: z.enum(['app', 'workspace']).default('app'),
  clientId: text.default('nightdesk'),
});
export const OpensConversation = z.strictObject({
  subject: text,
  message: text,
  contactId: z.string().optional(),
});
export const OpensTicket = z.strictObject({
  title: text,
  description: text,
  /** The first type for customers when left out. */
  typeId: z.coerce.string().optional(),
  contactId: z.string().optional(),
});
export type OpensTicket = z.input<typeof OpensTicket>;

export const OneScope = z.strictObject({ scope: z.enum(scopes) });
export const Scopes = z.strictObject({ scopes: someScopes });
export const Lapse = z.strictObject({
  lapsed: z.union([z.boolean(), z.enum(['api_plan_restricted', 'token_blocked'])]),
});
export const Bulk = z.strictObject({
  count: z.int().min(1).max(20_000),
  kind: z.enum(['conversations', 'tickets', 'parts']).default('conversations'),
  /** Where `parts` are added. */
  id: z.string().optional(),
});
export const Webhook = z.strictObject({ url: z.url().nullable(), topics: z.array(text) });
