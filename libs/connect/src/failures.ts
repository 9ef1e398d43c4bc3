import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { ConnectFailed, type ConnectFailure, ConnectRefused } from './connect.types.js';

/** What a failed exchange of a code means to the person who waits for it. */
export function explained(error: unknown): unknown {
  if (error instanceof HelpdeskError) return new ConnectFailed(meaning(error), error.message, error);
  const refusal = error instanceof Error && error.name === 'AuthorizationError';
  return refusal ? new ConnectFailed('token_refused', error.message, error) : error;
}

function meaning({ kind, details: { status } }: HelpdeskError): ConnectFailure {
  if (status === undefined || status >= 500 || kind === 'rate_limited') return 'token_unavailable';
  return status < 400 ? 'token_garbage' : 'token_refused';
}

/** A key that the platform does not accept is a matter of its field. */
export function keyRefused(error: unknown, label: string): unknown {
  const cause = error instanceof ConnectFailed ? error.cause : null;
  if (!(cause instanceof HelpdeskError) || cause.kind !== 'unauthenticated') return error;
  return new ConnectRefused(
    'key',
    `The platform does not accept this ${label}. Copy it once more, whole; it may have been reset. Its answer: ${cause.message}.`,
  );
}
