import { z } from 'zod';
import { CeilingRatio, EffectiveCeiling } from './controls.js';

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

/** Steps by which an automation goes live: the share of an account's tickets, in per cent, on which operations go out. */
export const LiveShare = z.literal(
  [0, 5, 25, 50, 100],
  'use 0 (shadow mode: nothing goes out), 5, 25, 50 or 100 per cent of its tickets',
);
export type LiveShare = z.infer<typeof LiveShare>;

/** One connected site of a platform. Times are ISO 8601 in UTC. */
export const Account = z.object({
  id: z.string(),
  platform: z.string(),
  site: z.string(),
  region: z.string().nullable(),
  state: AccountState,
  /** Why it is in this state, as a sentence. */
  reason: z.string(),
  /** What to do about it, as a sentence; empty when there is nothing to do. */
  remedy: z.string(),
  stateSince: z.string(),
  createdAt: z.string(),
  /** What the account must be allowed before it goes live. */
  requiredCapabilities: z.array(Capability),
  ceiling: EffectiveCeiling,
  /** In per cent of its tickets, by ticket; operations on the others are recorded as `shadowed`, and none is sent. */
  liveShare: z.number(),
  /** Which share of its operations may fail (0 to 1) before it falls back to 0 by itself; only between 5 and 50 per cent. */
  errorSlo: z.number(),
  /** Why it is in shadow mode, as a sentence; null while it is not. */
  shadowReason: z.string().nullable(),
});
export type Account = z.infer<typeof Account>;

/** What may be changed of an account; what is left out stays. */
export const AccountChange = z
  .strictObject({
    /** A read-only automation needs only `tickets:read`. */
    requiredCapabilities: z.array(Capability).min(1, 'name at least one capability').optional(),
    /** Null: that of its platform, or the default. */
    ceiling: CeilingRatio.optional(),
    /** Raising it keeps those tickets live that were. Between 5 and 50 it falls back to 0 by itself, see `errorSlo`. */
    liveShare: LiveShare.optional(),
    /** Which share of the operations that ended within an hour may have failed: 0 to 1. */
    errorSlo: z
      .number()
      .min(0, 'use 0 (no failure is tolerated) to 1')
      .max(1, 'use at most 1; 0.05 tolerates 5 %')
      .optional(),
  })
  .refine(
    (change) => Object.keys(change).length > 0,
    'name what to change: requiredCapabilities, ceiling, liveShare or errorSlo',
  );
export type AccountChange = z.infer<typeof AccountChange>;

/** `unknown`: nothing that leaves no trace can tell; the first real write will. */
export const Verdict = z.enum(['granted', 'missing', 'unknown']);

/** What the probe found of one capability, and by which call. */
export const CapabilityFinding = z.object({
  /** `webhooks:manage`: setting up our webhook at the platform, where its API does that. */
  capability: z.enum([...Capability.options, 'webhooks:manage']),
  /** The account is not live while a required one is missing. */
  required: z.boolean(),
  verdict: Verdict,
  evidence: z.object({
    call: z.string(),
    status: z.number().nullable(),
    /** The platform's own id of that call, for its support. */
    requestId: z.string().nullable(),
    says: z.string(),
  }),
  /** With `missing`: what to add and where to click, in the platform's words. */
  remedy: z.string().nullable(),
  checkedAt: z.string(),
});
export type CapabilityFinding = z.infer<typeof CapabilityFinding>;

/** The capability matrix of an account. */
export const Capabilities = z.object({
  data: z.array(CapabilityFinding),
  /** When the last probe ended; null before the first. */
  checkedAt: z.string().nullable(),
  nextCheckAt: z.string().nullable(),
  /** Why the last probe could not be made, as a sentence. */
  problem: z.string().nullable(),
});
export type Capabilities = z.infer<typeof Capabilities>;

/** How webhooks of an account come to us. Shown to operators only: `values` can hold the secret to enter at the platform. */
export const WebhookSetUp = z.object({
  /** `api`: made by Nightdesk. `by_hand`, `app`: a person follows `steps`. `none`: the platform is polled. */
  setUp: z.enum(['api', 'by_hand', 'app', 'none']),
  url: z.string().nullable(),
  /** What to do at the platform; names values by their labels. */
  steps: z.array(z.string()),
  values: z.array(z.object({ label: z.string(), value: z.string(), isSecret: z.boolean() })),
  /** Null: none has arrived yet. */
  firstDeliveryAt: z.string().nullable(),
  lastDeliveryAt: z.string().nullable(),
  /** Deliveries that were refused because their signature or secret was wrong. */
  signatureFailures: z.number(),
  lastSignatureFailureAt: z.string().nullable(),
  /** Until when the secret before this one is believed as well; null: only this one is. */
  previousSecretUntil: z.string().nullable(),
  /** With `none`: how reading for changes goes. */
  polling: z
    .object({
      lastAt: z.string().nullable(),
      nextAt: z.string(),
      /** Why the last one failed, as a sentence. */
      problem: z.string().nullable(),
    })
    .nullable(),
});
export type WebhookSetUp = z.infer<typeof WebhookSetUp>;

/** How long the webhook secret that is replaced is believed beside the new one. */
export const WebhookSecretRotation = z.strictObject({
  /** 0 to 168, a week; 0 ends it at once, for a secret that others know. */
  overlapHours: z
    .int('use whole hours')
    .min(0, 'use 0 (the old secret ends at once) to 168')
    .max(168, 'use at most 168, a week')
    .default(24),
});
export type WebhookSecretRotation = z.infer<typeof WebhookSecretRotation>;

const named = {
  platform: z.string().min(1),
  /** Left out where the credential itself tells the site. */
  site: z.string().trim().toLowerCase().max(300).optional(),
  /** For platforms with regions. */
  region: z.string().trim().max(20).optional(),
  adminEmail: z.union([z.literal(''), z.email()]).optional(),
  adminWebhookUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).optional(),
  /** What the automation needs; all when left out. */
  requiredCapabilities: z.array(Capability).min(1).optional(),
  /** Adds a second credential, for the write lane only, to this account. */
  writeLaneOf: z.string().min(1).optional(),
};

/** What a person enters to connect an account by OAuth. */
export const ConnectStart = z.object({
  ...named,
  /** An OAuth client made for this site only; else the one configured for the platform is used. */
  clientId: z.string().trim().max(200).optional(),
  clientSecret: z.string().trim().max(500).optional(),
});
export type ConnectStart = z.infer<typeof ConnectStart>;

/** What a person enters to connect an account by a key. */
export const ConnectKey = z.object({
  ...named,
  key: z.string().trim().min(1, 'paste the key').max(2_000),
  /** The e-mail of the key's agent, where the platform asks for it. */
  email: z.union([z.literal(''), z.email()]).optional(),
  /** The secret that signs webhooks, where the platform has one beside the key. */
  signingSecret: z.string().trim().max(500).optional(),
});
export type ConnectKey = z.infer<typeof ConnectKey>;

/** What the connect page needs to know of a platform. */
export const PlatformChoice = z.object({
  platform: z.string(),
  title: z.string(),
  /** Null: nothing is typed, the credential tells the site. */
  site: z.object({ label: z.string(), pattern: z.string(), example: z.string() }).nullable(),
  /** Empty: there is nothing to choose. */
  regions: z.array(z.object({ value: z.string(), title: z.string() })),
  /** Null: not by OAuth. */
  oauth: z
    .object({
      /** False: the person must enter a client of the site's own. */
      hasClient: z.boolean(),
      /** Where such a client is made, in the platform's words. */
      clientWhere: z.string(),
      /** The redirect URL to register with the platform, exactly. */
      redirectUri: z.string(),
      scopes: z.array(z.string()),
      /** `request`: the consent page asks for them. `client`: they are ticked where the client is made. */
      scopesAre: z.enum(['request', 'client']),
    })
    .nullable(),
  /** Null: not by a key. */
  key: z
    .object({
      label: z.string(),
      where: z.string(),
      /** The page where it is found; `{site}` stands for the site. */
      link: z.string().nullable(),
      needsEmail: z.boolean(),
      signingSecret: z.object({ label: z.string(), where: z.string() }).nullable(),
      /** When the platform stops accepting such keys. */
      endsAt: z.string().nullable(),
    })
    .nullable(),
  /** Why a second credential for the write lane gets limits of its own; null: it would not. */
  writeCredential: z.string().nullable(),
  webhooks: WebhookSetUp.shape.setUp,
});
export type PlatformChoice = z.infer<typeof PlatformChoice>;
