import { z } from 'zod';

export const Capability = z.enum([
  'tickets:read',
  'replies:write',
  'status:write',
  'tags:write',
  'assignee:write',
]);

export const AccountState = z.enum([
  'connecting',
  'probing',
  'live',
  'needs_scopes',
  'needs_reauth',
  'suspended',
  'paused',
  'disconnected',
]);

/** One connected site of a platform. Times are ISO 8601 in UTC. */
export const Account = z.object({
  id: z.string(),
  platform: z.string(),
  site: z.string(),
  state: AccountState,
  /** Why it is in this state, as a sentence. */
  reason: z.string(),
  /** What to do about it, as a sentence; empty when there is nothing to do. */
  remedy: z.string(),
  stateSince: z.string(),
  createdAt: z.string(),
});
export type Account = z.infer<typeof Account>;

/** What a person enters to connect an account. */
export const ConnectStart = z.object({
  platform: z.string().min(1),
  site: z.string().trim().toLowerCase().min(1, 'type the site'),
  adminEmail: z.union([z.literal(''), z.email()]).optional(),
  adminWebhookUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).optional(),
  /** An OAuth client made for this site only; else the one configured for the platform is used. */
  clientId: z.string().trim().max(200).optional(),
  clientSecret: z.string().trim().max(500).optional(),
});
export type ConnectStart = z.infer<typeof ConnectStart>;

/** What the connect page needs to know of a platform. */
export const PlatformChoice = z.object({
  platform: z.string(),
  title: z.string(),
  siteLabel: z.string(),
  sitePattern: z.string(),
  siteExample: z.string(),
  /** False: the person must enter a client of the site's own. */
  hasClient: z.boolean(),
  /** The redirect URL to register with the platform, exactly. */
  redirectUri: z.string(),
  scopes: z.array(z.string()),
});
export type PlatformChoice = z.infer<typeof PlatformChoice>;
