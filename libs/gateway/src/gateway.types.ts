import type { Account, AccountCause } from '@nightdesk/accounts';
import type { CredentialLane, OpenCredential } from '@nightdesk/credentials';
import {
  type Capability,
  type HelpdeskAdapter,
  HelpdeskError,
  type HelpdeskErrorKind,
  type PlatformRequest,
  type Send,
} from '@nightdesk/helpdesks/contract';

/** One use of a platform: any number of calls by one adapter method. */
export type PlatformWork<T> = (adapter: HelpdeskAdapter, send: Send) => Promise<T>;
/** The same for a connected account, which is given as it was found when the use began. */
export type AccountWork<T> = (adapter: HelpdeskAdapter, send: Send, account: Account) => Promise<T>;

/** Runs before a call goes out, once the budget has granted it. */
export type BeforeSend = (request: PlatformRequest) => Promise<void>;

export interface CallOptions {
  accountId: string;
  lane: 'read' | 'write';
  /** Which attempt of its row this is, for the call log; 1 when left out. */
  attempt?: number | undefined;
  /** The drain's: aborted, the call in flight ends as if there were no answer. */
  signal?: AbortSignal | undefined;
  beforeSend?: BeforeSend | undefined;
  /** What must not be switched off for it; left out: what every call of the lane needs. */
  needs?: readonly Capability[] | undefined;
  /** True: the account itself is being checked, so it goes out whatever state the account is in. */
  check?: boolean | undefined;
}

/** What all HTTP calls of one use have in common. */
export interface Errand {
  account: { id: string; platform: string; site: string; region: string | null };
  lane: 'read' | 'write';
  adapter: HelpdeskAdapter;
  /** `lane`: which lanes the credential serves. */
  credential: Pick<OpenCredential, 'use'> & { lane: CredentialLane };
  /** Reads and writes have a credential each. */
  split: boolean;
  attempt: number;
  signal: AbortSignal;
  beforeSend: BeforeSend | undefined;
  /** @throws HelpdeskError `held` when nothing may go out for the account. */
  permit(): Promise<void>;
}

/** One HTTP call on its way to the platform. */
export interface Outgoing extends Errand {
  request: PlatformRequest;
}

/**
 * What a failed call means for the three parties, in one table. `row`: `again` later, `verify` first, `hold` until the
 * account works again, `gone` (the ticket is), or `refused` for good. `attempt`: whether the row has one less. `lane`:
 * `park` when every other call would fail as well (see {@link parks}). `account`: the cause it moves by.
 */
export interface Policy {
  row: 'again' | 'verify' | 'hold' | 'gone' | 'refused';
  attempt: 'used' | 'kept';
  lane: 'park' | 'go_on';
  account: AccountCause | null;
}

export const policies = {
  unauthenticated: { row: 'hold', attempt: 'kept', lane: 'go_on', account: 'grant_refused' },
  // What the account lacks is found out by a probe.
  forbidden: { row: 'hold', attempt: 'kept', lane: 'go_on', account: null },
  account_suspended: { row: 'hold', attempt: 'kept', lane: 'go_on', account: 'account_suspended' },
  agent_gone: { row: 'hold', attempt: 'kept', lane: 'go_on', account: 'agent_gone' },
  not_found: { row: 'gone', attempt: 'used', lane: 'go_on', account: null },
  conflict: { row: 'again', attempt: 'used', lane: 'go_on', account: null },
  invalid: { row: 'refused', attempt: 'used', lane: 'go_on', account: null },
  rate_limited: { row: 'again', attempt: 'kept', lane: 'park', account: null },
  held: { row: 'again', attempt: 'kept', lane: 'park', account: null },
  unavailable: { row: 'again', attempt: 'used', lane: 'go_on', account: null },
  ambiguous: { row: 'verify', attempt: 'used', lane: 'go_on', account: null },
} as const satisfies Record<HelpdeskErrorKind, Policy>;

/** True when the whole lane must wait; of a sub-limit that is used up, only the row does. */
export function parks({ kind, details }: HelpdeskError): boolean {
  return policies[kind].lane === 'park' && details.sublimit === undefined;
}

/**
 * True of a `held` call that did go out: it failed at a platform whose breaker is open. Its row should let others try
 * before it does so again, because the failure may be its own.
 */
export function wasTried({ kind, cause }: HelpdeskError): boolean {
  return kind === 'held' && cause instanceof HelpdeskError;
}

/** A sentence about a failed call for a row's `last_error`: kind, status and the platform's request id. */
export function describeFailure(error: HelpdeskError): string {
  const { status, requestId } = error.details;
  const facts = [error.kind, status && `HTTP ${status}`, requestId && `request ${requestId}`].filter(Boolean);
  return `${error.message} (${facts.join(', ')})`;
}
