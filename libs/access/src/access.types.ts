import type { KeyScope as Scopes, RateTier } from '@nightdesk/contract';
import type { z } from 'zod';

export type KeyScope = z.infer<typeof Scopes>;

/** What a person may do on the page: look, or also act. */
export type Role = 'viewer' | 'operator';

/** Why a session was ended before it expired. */
export type SessionEnd = 'signed_out' | 'password_changed' | 'ended_by_operator';

/** A person who is signed in. */
export interface UserSession {
  userId: string;
  email: string;
  role: Role;
  /** To be sent back as `X-CSRF-Token` with every unsafe request; bound to this session. */
  csrfToken: string;
  /** Moves on while the session is used. */
  expiresAt: Date;
}

/** `token` goes into the cookie and is kept nowhere else. */
export interface SignedIn {
  token: string;
  session: UserSession;
}

/** What the holder of an API key may do. */
export interface ApiKeyGrant {
  id: string;
  name: string;
  scopes: KeyScope[];
  /** Empty: every account. */
  accountIds: string[];
  tier: RateTier;
}

/** An answer of the API, as it is remembered for a repeated request. `body` is JSON. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** One line of the audit log. */
export interface AuditRecord {
  /** A user's or key's id, or `system`. */
  actor: string;
  /** What was done, e.g. `api_key.revoked`. */
  action: string;
  /** To what, e.g. an account's or key's id. */
  subject: string;
  /** JSON; never a secret. */
  details?: Readonly<Record<string, unknown>>;
}
