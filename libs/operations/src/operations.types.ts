import type { Step, TicketStatus } from '@nightdesk/helpdesks/contract';

/** The life of an operation (SPEC 8.2). */
export const operationStates = [
  'queued',
  'sending',
  'confirmed',
  'unknown',
  'held',
  'failed',
  'dead',
  'cancelled',
] as const;
export type OperationState = (typeof operationStates)[number];

/**
 * Legal moves. `sending → sending` is the next call; `unknown → sending` only after a look found nothing. Nothing leads
 * from `unknown` to `queued` or `held`, from where it would be sent without that look.
 */
export const operationMoves = {
  queued: ['sending', 'held', 'failed', 'dead', 'cancelled'],
  sending: ['sending', 'confirmed', 'unknown', 'queued', 'held', 'failed', 'dead'],
  unknown: ['sending', 'confirmed', 'unknown', 'failed', 'dead'],
  held: ['queued', 'sending', 'failed', 'dead', 'cancelled'],
  confirmed: [],
  failed: [],
  dead: [],
  cancelled: [],
} as const satisfies Record<OperationState, readonly OperationState[]>;

/** States in which an operation still wants something; later ones of the same ticket wait for it. */
export const openStates = [
  'queued',
  'sending',
  'unknown',
  'held',
] as const satisfies readonly OperationState[];

/** One step as stored, in the order in which it was asked for. */
export interface OperationStep {
  position: number;
  step: Step;
  state: 'pending' | 'confirmed' | 'failed';
  requestId: string | null;
  confirmedAt: Date | null;
}

/** One requested change to one ticket. */
export interface Operation {
  id: string;
  accountId: string;
  ticketId: string;
  state: OperationState;
  reason: string | null;
  ifNoReplySince: Date | null;
  ifStatusIn: TicketStatus[];
  traceId: string;
  attempts: number;
  /** While a process has it in hand; also the proof that it still has: whoever claims next writes another instant. */
  claimedUntil: Date | null;
  /** When the first call that could change the ticket was made; nothing of ours is older. */
  firstSentAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
  steps: OperationStep[];
}

/** A change of state, with what it was and why. */
export interface OperationTransition {
  from: string;
  to: string;
  reason: string;
  attempt: number;
  requestId: string | null;
  at: Date;
}

export type OperationWithHistory = Operation & { transitions: OperationTransition[] };

/** One step of ours that reached a ticket, or may have. */
export interface OwnWrite {
  operationId: string;
  step: Step;
  /** What the platform called it: comment and audit ids. */
  remoteIds: string[];
  /** When we knew that it is on the ticket; null while we do not. */
  confirmedAt: Date | null;
}

/** What a caller asks for. Dates are instants. */
export interface OperationRequest {
  accountId: string;
  ticketId: string;
  steps: Step[];
  ifNoReplySince: Date | null;
  ifStatusIn: TicketStatus[];
  allowRepeat: boolean;
  requestedBy: string;
}

/** Which operations a list shows. Empty or absent: all. */
export interface OperationFilter {
  accountIds: readonly string[];
  accountId?: string | undefined;
  ticketId?: string | undefined;
  limit: number;
}

/** Thrown when no operation has the id. */
export class OperationUnknown extends Error {
  override readonly name = 'OperationUnknown';

  constructor(readonly operationId: string) {
    super(`There is no operation ${operationId}.`);
  }
}

/** Thrown where a move is not legal, or where the claim ran out and another process took the operation in hand. */
export class OperationMoved extends Error {
  override readonly name = 'OperationMoved';

  constructor(operationId: string, from: OperationState, to: OperationState) {
    super(`operation ${operationId} is no longer ${from} and ours, so it cannot become ${to}`);
  }
}
