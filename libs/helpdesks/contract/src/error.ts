import type { Capability } from './model.js';

/** What went wrong at a platform, in the only words that the rest of Nightdesk knows (SPEC 3.4). */
export const helpdeskErrorKinds = [
  'unauthenticated',
  'forbidden',
  'account_suspended',
  'agent_gone',
  'not_found',
  'conflict',
  'invalid',
  'rate_limited',
  'held',
  'unavailable',
  'ambiguous',
] as const;
export type HelpdeskErrorKind = (typeof helpdeskErrorKinds)[number];

export interface HelpdeskErrorDetails {
  /** The HTTP status, where there was an answer. */
  status?: number | undefined;
  /** Method and route of the call, with names for values; `createSend` adds it. */
  call?: string | undefined;
  /** The platform's request id, for its support. */
  requestId?: string | undefined;
  /** With `forbidden`: what the credential lacks, where the platform says so. */
  capability?: Capability | undefined;
  /** With `forbidden`: the scopes that the platform names as missing. */
  missingScopes?: string[] | undefined;
  /** With `rate_limited`, `held` and `unavailable`: when the next call may go out. */
  retryAt?: Date | undefined;
  /** With `rate_limited`: only this sub-limit is used up; other calls of the account may go out. */
  sublimit?: string | undefined;
  cause?: unknown;
}

/**
 * Thrown by adapters and by the transport below them. `ambiguous` means that a write may have taken effect: it must be
 * verified before it is repeated. `unavailable` on a write means that it provably did not reach the platform. `held`: our
 * own side lets nothing out (the budget's store away, breaker, pause or switch); `retryAt` says until when if that is known.
 */
export class HelpdeskError extends Error {
  override readonly name = 'HelpdeskError';

  constructor(
    readonly kind: HelpdeskErrorKind,
    message: string,
    readonly details: HelpdeskErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
  }
}
