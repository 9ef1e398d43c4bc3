/** Where an account stands (SPEC 1.5). */
export const accountStates = [
  'connecting',
  'probing',
  'live',
  'needs_scopes',
  'needs_reauth',
  'suspended',
  'paused',
  'disconnected',
] as const;
export type AccountState = (typeof accountStates)[number];

/**
 * Legal moves. A re-connect leads from anywhere to `probing`; nothing else leaves `disconnected`. A pause is left by way of
 * `probing` as well, so that a check which began before it cannot end it.
 */
export const accountMoves = {
  connecting: ['probing', 'live', 'needs_scopes', 'disconnected'],
  probing: ['live', 'needs_scopes', 'needs_reauth', 'suspended', 'paused', 'disconnected'],
  live: ['probing', 'needs_scopes', 'needs_reauth', 'suspended', 'paused', 'disconnected'],
  needs_scopes: ['probing', 'live', 'needs_reauth', 'suspended', 'paused', 'disconnected'],
  needs_reauth: ['probing', 'suspended', 'disconnected'],
  suspended: ['probing', 'live', 'needs_scopes', 'needs_reauth', 'disconnected'],
  paused: ['probing', 'needs_reauth', 'disconnected'],
  disconnected: ['probing'],
} as const satisfies Record<AccountState, readonly AccountState[]>;

/** One row of the table of causes: where it leads, and what people are told; used by API, page, alerts and documents alike. */
interface CauseText {
  state: AccountState;
  reason: string;
  /** What does not happen meanwhile. */
  effect: string;
  remedy: string;
}

const intakeWaits =
  'Webhooks are accepted and stored, and wait; so do operations. Nothing is lost, and all of it goes on in order.';

/** Why an account is where it is. Each cause has one state, one sentence each of reason, effect and remedy. */
export const accountCauses = {
  connected: {
    state: 'probing',
    reason: 'Connected; what the credential may do is being checked.',
    effect: 'Nothing is read or sent before that is known.',
    remedy: 'Wait a moment: the check is repeated until the platform answers.',
  },
  allowed: {
    state: 'live',
    reason: 'Connected; nothing that is needed is missing.',
    effect: '',
    remedy: '',
  },
  scopes_missing: {
    state: 'needs_scopes',
    reason: 'The credential may not do everything that is needed.',
    effect: 'Operations that need what is missing are held whole; everything else goes on.',
    remedy: 'Add what is missing at the platform, then check again.',
  },
  grant_refused: {
    state: 'needs_reauth',
    reason: 'The platform no longer accepts the credential.',
    effect: intakeWaits,
    remedy: 'Connect the account again with a user who may work on tickets.',
  },
  refresh_lost: {
    state: 'needs_reauth',
    reason:
      'The platform’s answer to a refresh was lost, and the new token with it: a process of ours stopped, or nothing arrived.',
    effect: intakeWaits,
    remedy: 'Connect the account again; nothing that waits is lost.',
  },
  key_refused: {
    state: 'suspended',
    reason: 'The platform no longer accepts the key.',
    effect: intakeWaits,
    remedy: 'Connect the account again with a new key.',
  },
  agent_gone: {
    state: 'suspended',
    reason: 'The agent behind the credential was suspended, downgraded or deleted at the platform.',
    effect: intakeWaits,
    remedy: 'Restore that agent at the platform, or connect the account again with another one.',
  },
  account_suspended: {
    state: 'suspended',
    reason: 'The platform has suspended the whole account.',
    effect: intakeWaits,
    remedy: 'Ask the owner of the helpdesk account to settle this with the platform.',
  },
  paused: {
    state: 'paused',
    reason: 'An operator paused it:',
    effect: intakeWaits,
    remedy:
      'Resume it on the account’s page or by POST /v1/accounts/{id}/resume. Webhooks are stored meanwhile, and nothing that waits is lost.',
  },
  resumed: {
    state: 'probing',
    reason: 'Resumed; what the credential may do is looked up.',
    effect: 'Nothing is read or sent before that is known.',
    remedy: 'Wait a moment: the check is repeated until the platform answers.',
  },
  disconnected: {
    state: 'disconnected',
    reason: 'Disconnected:',
    effect: 'Nothing is read, sent or accepted; the history stays until its retention ends.',
    remedy: 'Connect the site again to go on with the same id and history.',
  },
} as const satisfies Record<string, CauseText>;
export type AccountCause = keyof typeof accountCauses;

/** States in which deliveries are processed and operations are sent. */
export const workingStates = ['live', 'needs_scopes'] as const satisfies readonly AccountState[];

/** How much of what an automation asks of an account goes out. */
export interface LiveShare {
  /** In per cent of its tickets; operations on the others are only recorded. 0: shadow mode. */
  liveShare: number;
  /** When it was last set; null: never, so it is as it was when it was connected. */
  liveShareSince: Date | null;
  /** Which share of its operations may fail (0 to 1) before it falls back to shadow mode. */
  errorSlo: number;
  /** Why it is in shadow mode; null while it is not. */
  shadowReason: string | null;
}

/** A connected site of a platform. */
export interface Account extends LiveShare {
  id: string;
  platform: string;
  site: string;
  /** Where the platform has regions. */
  region: string | null;
  state: AccountState;
  cause: AccountCause;
  reason: string;
  remedy: string;
  stateSince: Date;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  requiredCapabilities: string[];
  remoteUserId: string | null;
  createdAt: Date;
}

/** Thrown when a site was connected under another id at the same time; what was stored for it is rolled back. */
export class SiteTaken extends Error {
  override readonly name = 'SiteTaken';

  constructor(platform: string, site: string, accountId: string) {
    super(`The ${platform} site "${site}" has just been connected as ${accountId}.`);
  }
}

/** The part of an account that says where it is. */
export type Location = Pick<Account, 'platform' | 'site' | 'region'>;

/** Thrown when no account has the id. */
export class AccountUnknown extends Error {
  override readonly name = 'AccountUnknown';

  constructor(readonly accountId: string) {
    super(`There is no account ${accountId}. GET /v1/accounts lists those that exist.`);
  }
}

/** Thrown where a pause, or its end, does not fit the account's state; says what would. */
export class PauseRefused extends Error {
  override readonly name = 'PauseRefused';
}
