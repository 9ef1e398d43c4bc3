import type { OAuthClient } from '@nightdesk/helpdesks/contract';

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
  'webhook_failed',
  'internal',
] as const;
export type ConnectFailure = (typeof connectFailures)[number];

/** Thrown by the callback; nothing was stored. */
export class ConnectFailed extends Error {
  override readonly name = 'ConnectFailed';

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

/** What the person entered, checked. */
export interface ConnectRequest {
  platform: string;
  site: string;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  client: OAuthClient | null;
  /** The person's or key's id. */
  startedBy: string;
}

/** An attempt whose answer has come and is used up: with what only Nightdesk may know of it. */
export interface OpenAttempt extends ConnectAttempt {
  /** PKCE. */
  verifier: string;
  /** The client that the person entered; it is stored only when the connect ends well. */
  entered: OAuthClient | null;
}

/** One try to connect a site, from the form to the callback. */
export interface ConnectAttempt {
  id: string;
  browserHash: string;
  platform: string;
  site: string;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  oauthClientId: string | null;
  startedBy: string;
  expiresAt: Date;
  consumedAt: Date | null;
}
