import { HelpdeskError, type HelpdeskErrorKind } from '@nightdesk/helpdesks/contract';

/** Postgres tells a question's id on this channel when it is answered. */
export const freshReadsChannel = 'fresh_reads';

/** Why a reading that somebody waits for was refused, as it is stored with the question. */
export interface FreshFailure {
  kind: HelpdeskErrorKind;
  message: string;
  /** ISO 8601; null when nobody knows when it may go. */
  retryAt: string | null;
}

/**
 * What became of a question. `closed`: the account may not be read, so nobody was asked. `late`: the time was over, or
 * whoever asked has gone; `obstacle` is the last refusal meanwhile, where there was one.
 */
export type FreshOutcome =
  | { kind: 'read' }
  | { kind: 'closed' }
  | { kind: 'failed'; failure: FreshFailure }
  | { kind: 'late'; obstacle: FreshFailure | null };

/** How long somebody waits for a live reading. */
export interface Patience {
  withinMs: number;
  /** Aborted when whoever asked has gone. */
  gone: AbortSignal;
}

/** Why the platform's own state of a ticket cannot be told now, and whether asking again helps. */
export interface Hindrance {
  /** Plain sentences. */
  reason: string;
  kind: 'passing' | 'refused' | 'not_found';
  /** When it may be worth asking again; null when that is for a person to change. */
  retryAt: Date | null;
}

/** A waiting caller asks again after this time when nobody knows a better one. */
const askAgainMs = 5_000;

/** How a failure is told: what kind of hindrance it is, and the words before its own. */
const told = {
  unauthenticated: ['refused', 'The platform does not accept the credential'],
  forbidden: ['refused', 'The platform does not let the credential read this ticket'],
  account_suspended: ['refused', 'The platform has suspended the account'],
  agent_gone: ['refused', 'The agent behind the credential may no longer work at the platform'],
  not_found: ['not_found', 'The platform does not have this ticket'],
  conflict: ['passing', 'The platform could not answer'],
  invalid: ['refused', 'The platform refuses to show this ticket'],
  rate_limited: ['passing', 'The rate limit leaves no room for this reading'],
  held: ['passing', 'Nothing is sent to the platform at the moment'],
  unavailable: ['passing', 'The platform could not be reached'],
  ambiguous: ['passing', 'The platform did not answer'],
} as const satisfies Record<HelpdeskErrorKind, readonly [Hindrance['kind'], string]>;

/** An error of our own counts like an outage; its details are for the log. */
export function freshFailure(error: unknown): FreshFailure {
  if (!(error instanceof HelpdeskError))
    return { kind: 'unavailable', message: 'an error on our side; the log has it', retryAt: null };
  return { kind: error.kind, message: error.message, retryAt: error.details.retryAt?.toISOString() ?? null };
}

/** What a question that brought no reading means for whoever asked. */
export function hindranceOf(
  outcome: Extract<FreshOutcome, { kind: 'failed' | 'late' }>,
  withinMs: number,
  now: Date,
): Hindrance {
  const failure = outcome.kind === 'failed' ? outcome.failure : outcome.obstacle;
  const soon = new Date(now.getTime() + askAgainMs);
  if (!failure) {
    const reason = `It was not read within ${seconds(withinMs)}: the read lane is busy, or no worker runs.`;
    return { reason, kind: 'passing', retryAt: soon };
  }
  const [kind, words] = told[failure.kind];
  const waited = outcome.kind === 'late' ? ` It was waited for ${seconds(withinMs)}.` : '';
  const reason = `${words}: ${failure.message.replace(/\.$/, '')}.${waited}`;
  if (kind !== 'passing') return { reason, kind, retryAt: null };
  const retryAt = failure.retryAt === null ? soon : new Date(failure.retryAt);
  return { reason, kind, retryAt };
}

const seconds = (ms: number) => `${ms / 1_000} s`;
