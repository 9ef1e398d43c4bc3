import type { NewGrant } from '@nightdesk/credentials';
import type { OAuthClient } from '@nightdesk/helpdesks/contract';
import type { ConnectLink } from './links.types.js';

/** Why a connect ended without an account; each has its page with what happened and what to do. */
export const connectFailures = [
  'access_denied',
  'state_invalid',
  'state_expired',
  'state_reused',
  'wrong_browser',
  'token_refused',
  'token_unavailable',
  'token_garbage',
  'identity_failed',
  'other_site',
  'webhook_failed',
  'link_ended',
  'account_paused',
  'internal',
] as const;
export type ConnectFailure = (typeof connectFailures)[number];

/** Thrown by the callback; nothing was stored. */
export class ConnectFailed extends Error {
  override readonly name = 'ConnectFailed';
  /** The link by which it was begun, where that is known. */
  linkId: string | null = null;

  constructor(
    readonly failure: ConnectFailure,
    detail: string,
    cause?: unknown,
  ) {
    super(detail, { cause });
  }
}

/** Thrown by the start for input that cannot be used; `path` names the field. */
export class ConnectRefused extends Error {
  override readonly name = 'ConnectRefused';

  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a person wants connected, checked. */
export interface Wish {
  platform: string;
  /** Empty: the credential will tell it. */
  site: string;
  region: string | null;
  /** Null, like what follows: a re-connect keeps what the account has. */
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  /** Empty: all, for a new account. */
  requiredCapabilities: string[];
  /** The account that gets a second credential, for its write lane. */
  writeLaneOf: string | null;
  /** The id of the person, key or link. */
  startedBy: string;
  /** The link by which somebody without a login connects. */
  linkId: string | null;
}

/** What came in by the API. */
export type Entered = Omit<Wish, 'site' | 'requiredCapabilities'> & {
  site: string | undefined;
  requiredCapabilities: string[] | undefined;
};

export interface OAuthRequest extends Entered {
  client: OAuthClient | null;
}

export interface KeyRequest extends Entered {
  key: string;
  email: string | null;
  signingSecret: string | null;
}

/** A wish with the credential that is to prove itself. */
export interface Arrival {
  wish: Wish;
  grant: NewGrant;
  /** The OAuth client that made the grant: entered for this site, or stored under an id (null: the configured one). */
  client: { entered: OAuthClient | null; id: string | null };
  /** By which somebody without a login connects; it is used up with the end of the connect. */
  link: ConnectLink | null;
  /** Where an app's own secret signs the webhooks: the app, null when it serves this site only, and that secret. */
  app: { id: string | null; secret: string } | null;
}

/** How a flow ended that had gone to the platform: an account, or why there is none. */
export interface Ending {
  /** Null: it was begun by somebody who is logged in, or it is not known by whom. */
  link: ConnectLink | null;
  accountId: string | null;
  error: unknown;
}

/** An attempt whose answer has come and is used up: with what only Nightdesk may know of it. */
export interface OpenAttempt extends ConnectAttempt {
  /** PKCE. */
  verifier: string;
  /** The client that the person entered; it is stored only when the connect ends well. */
  entered: OAuthClient | null;
}

/** One try to connect a site by OAuth, from the form to the callback. */
export interface ConnectAttempt extends Wish {
  id: string;
  browserHash: string;
  oauthClientId: string | null;
  expiresAt: Date;
  consumedAt: Date | null;
}
