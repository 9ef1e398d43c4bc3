import { type AccountCause } from '@nightdesk/accounts';
import { HelpdeskError, type HelpdeskErrorKind } from '@nightdesk/helpdesks/contract';

/**
 * What a failed call means for the three parties, in one table. `row`: `again` later, `verify` first, `hold` until the
 * account works again, `gone` (the ticket is), or `refused` for good. `lane`: `park` when every other call would fail
 * as well. `account`: the cause it moves by.
 */
export interface Policy {
  row: 'again' | 'verify' | 'hold' | 'gone' | 'refused';
  lane: 'park' | 'go_on';
  account: AccountCause | null;
}

export const policies = {
  unauthenticated: { row: 'hold', lane: 'go_on', account: 'grant_refused' },
  // What the account lacks is found out by a probe.
  forbidden: { row: 'hold', lane: 'go_on', account: null },
  account_suspended: { row: 'hold', lane: 'go_on', account: 'account_suspended' },
  agent_gone: { row: 'hold', lane: 'go_on', account: 'agent_gone' },
  not_found: { row: 'gone', lane: 'go_on', account: null },
  conflict: { row: 'again', lane: 'go_on', account: null },
  invalid: { row: 'refused', lane: 'go_on', account: null },
  rate_limited: { row: 'again', lane: 'park', account: null },
  unavailable: { row: 'again', lane: 'go_on', account: null },
  ambiguous: { row: 'verify', lane: 'go_on', account: null },
} as const satisfies Record<HelpdeskErrorKind, Policy>;

/** When to try again: not before the platform allows it. */
export function notBefore({ details }: HelpdeskError, backoff: Date): Date {
  const { retryAt } = details;
  return retryAt && retryAt > backoff ? retryAt : backoff;
}

/** A sentence about a failed call for a row's `last_error`: kind, status and the platform's request id. */
export function describeFailure(error: HelpdeskError): string {
  const { status, requestId } = error.details;
  const facts = [error.kind, status && `HTTP ${status}`, requestId && `request ${requestId}`].filter(Boolean);
  return `${error.message} (${facts.join(', ')})`;
}
