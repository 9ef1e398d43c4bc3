import { z } from 'zod';
import { Account, AccountState, Capability, ConnectKey, ConnectStart, PlatformChoice } from './accounts.js';

/** A link by which somebody without a login connects one helpdesk; the flow ends at `returnUrl`. */
export const NewConnectSession = z.strictObject({
  /** Left out: the person chooses. */
  platform: z.string().min(1).optional(),
  /** Needs `platform`. Left out: the person types it. */
  site: z.string().trim().toLowerCase().min(1).max(300).optional(),
  /**
   * Under an address of `CONNECT_RETURN_URLS`. Gets `state` (`connected`, `failed` or `cancelled`), with it `account` or
   * `reason`.
   */
  returnUrl: z.string().min(1).max(2_000),
  /** Who is told when the account needs a person; left out: the person may say. */
  adminEmail: z.email().optional(),
  adminWebhookUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** What the automation needs; all when left out. */
  requiredCapabilities: z.array(Capability).min(1).optional(),
});
export type NewConnectSession = z.infer<typeof NewConnectSession>;

/** An address to open in a browser; whoever has it can use it, once. */
export const MadeLink = z.object({
  id: z.string(),
  url: z.string(),
  expiresAt: z.string(),
});
export type MadeLink = z.infer<typeof MadeLink>;

/** What became of a connect session. The address itself is told once, when it is made. */
export const ConnectSession = z.object({
  id: z.string(),
  state: z.enum(['open', 'connected', 'expired']),
  platform: z.string().nullable(),
  site: z.string().nullable(),
  returnUrl: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  connectedAt: z.string().nullable(),
  /** With `connected`. */
  accountId: z.string().nullable(),
});
export type ConnectSession = z.infer<typeof ConnectSession>;

/** The last part of a link's address. */
const token = z.string().min(1).max(300);

/** Opens a link. */
export const LinkToken = z.object({ token });
export type LinkToken = z.infer<typeof LinkToken>;

const fixedByLink = { adminWebhookUrl: true, requiredCapabilities: true, writeLaneOf: true } as const;

/** What the holder of a link enters to connect by OAuth. What the link says already does not count. */
export const LinkStart = ConnectStart.omit(fixedByLink).partial({ platform: true }).extend({ token });
export type LinkStart = z.infer<typeof LinkStart>;

/** What the holder of a link enters to connect by a key. */
export const LinkKey = ConnectKey.omit(fixedByLink).partial({ platform: true }).extend({ token });
export type LinkKey = z.infer<typeof LinkKey>;

/** What the holder of a link is shown. */
export const LinkView = z.object({
  purpose: z.enum(['connect', 'repair']),
  expiresAt: z.string(),
  /** Null: the person chooses, or types it. */
  platform: z.string().nullable(),
  site: z.string().nullable(),
  platforms: z.array(PlatformChoice),
  /** The person may say who is told when the account needs somebody. */
  asksContact: z.boolean(),
  /** Only reading is needed, so only that is spoken of. */
  requiredCapabilities: z.array(Capability),
  /** Where to go without connecting; null: nowhere. */
  cancelUrl: z.string().nullable(),
  /** With `repair`: what is wrong, and what waits until it is mended. */
  repair: z
    .object({
      state: AccountState,
      reason: z.string(),
      remedy: z.string(),
      stateSince: z.string(),
      waiting: z.object({ operations: z.number(), webhooks: z.number(), since: z.string().nullable() }),
    })
    .nullable(),
});
export type LinkView = z.infer<typeof LinkView>;

/** What became of a disconnect. */
export const Disconnected = z.object({
  account: Account,
  /** Operations that were open, and are closed now. */
  closedOperations: z.number(),
  /** What could not be taken back at the platform, and what to do there; a sentence each. */
  leftAtPlatform: z.array(z.string()),
});
export type Disconnected = z.infer<typeof Disconnected>;
