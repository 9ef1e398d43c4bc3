import type { Step, TicketStatus } from '@nightdesk/helpdesks/contract';
import type { Lane } from '@nightdesk/lanes';

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
  'shadowed',
] as const;
export type OperationState = (typeof operationStates)[number];

/**
 * Legal moves. From `queued` and `held` straight to `confirmed`: the ticket was so already. `sending → sending` is the next call; `unknown → sending` only after a look found nothing, or a person said
 * so. Nothing leads from `unknown` to `queued` or `held`, from where it would be sent without that look. A replay leads back
 * from `failed` and `dead`: to `unknown` where a call had gone out. What is `shadowed` was so from the first, and stays.
 */
export const operationMoves = {
  queued: ['sending', 'confirmed', 'held', 'failed', 'dead', 'cancelled'],
  sending: ['sending', 'confirmed', 'unknown', 'queued', 'held', 'failed', 'dead'],
  unknown: ['sending', 'confirmed', 'unknown', 'failed', 'dead'],
  held: ['queued', 'sending', 'confirmed', 'failed', 'dead', 'cancelled'],
  confirmed: [],
  failed: ['queued', 'unknown'],
  dead: ['queued', 'unknown'],
  cancelled: [],
  shadowed: [],
} as const satisfies Record<OperationState, readonly OperationState[]>;

/** States in which an operation still wants something; later ones of the same ticket wait for it. */
export const openStates = [
  'queued',
  'sending',
  'unknown',
  'held',
] as const satisfies readonly OperationState[];

/** Whether nothing more happens to it by itself. */
export const isEnded = (state: OperationState) => !(openStates as readonly OperationState[]).includes(state);

/** What a person is shown who must say whether steps are on the ticket, because the platform carries no mark of ours. */
export interface Review {
  /** Of the steps that are in doubt. */
  positions: number[];
  /** The platform's ids of everything on the ticket that fits: author, kind, time and text are the same. */
  candidates: string[];
  /** Since when calls for it went out; what is older is not ours. */
  since: string;
  /** How often it was sent. More than one thing that fits may then be our own duplicate. */
  attempts: number;
  seenAt: string;
}

/** What a person may say of an operation under {@link Review}. */
export const decisions = ['landed', 'send_again', 'give_up'] as const;
export type Decision = (typeof decisions)[number];

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
  /** Whether the caller wants its trace recorded; null: it did not say. */
  traceSampled?: boolean | null;
  attempts: number;
  /** While a process has it in hand; also the proof that it still has: whoever claims next writes another instant. */
  claimedUntil: Date | null;
  /** When the first call that could change the ticket was made; nothing of ours is older. */
  firstSentAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
  /** Nothing happens to it until a person has decided. */
  review: Review | null;
  decision: 'send_again' | null;
  /** The kind of failure that ended or holds it, by which dead letters are grouped. */
  cause: string | null;
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

/** An operation that was asked for, and the lanes to wake after the commit. */
export interface Submitted {
  operation: OperationWithHistory;
  woken: Lane[];
}

/** The content of one request; two are the same when ticket and hash are. */
export interface Content {
  accountId: string;
  ticketId: string;
  contentHash: string;
}

/** Which operations a list shows. Empty or absent: all. */
export interface OperationFilter {
  accountIds: readonly string[];
  accountId?: string | undefined;
  ticketId?: string | undefined;
  limit: number;
}

/** A ticket that is frozen, because our own writes changed it too often in a short time. */
export interface Fuse {
  accountId: string;
  ticketId: string;
  changes: number;
  blownAt: Date;
}

/** Thrown when a ticket is to be released that is not frozen. */
export class FuseUnknown extends Error {
  override readonly name = 'FuseUnknown';

  constructor(accountId: string, ticketId: string) {
    super(`Ticket ${ticketId} of ${accountId} is not frozen. GET /v1/frozen-tickets lists those that are.`);
  }
}

/** Thrown when no operation has the id. */
export class OperationUnknown extends Error {
  override readonly name = 'OperationUnknown';

  constructor(readonly operationId: string) {
    super(`There is no operation ${operationId}.`);
  }
}

/** Thrown when what a person asks of an operation does not fit its state; the message says what to do. */
export class OperationRefused extends Error {
  override readonly name = 'OperationRefused';
}

/** Thrown where the table has no such move: a defect of ours, and never a matter of who was first. */
export class OperationMoveIllegal extends Error {
  override readonly name = 'OperationMoveIllegal';

  constructor(operationId: string, from: OperationState, to: OperationState) {
    super(`operation ${operationId} is ${from}, from where nothing leads to ${to}`);
  }
}

/** Thrown where the claim ran out and another process took the operation in hand. */
export class OperationMoved extends Error {
  override readonly name = 'OperationMoved';

  constructor(operationId: string, from: OperationState, to: OperationState) {
    super(`operation ${operationId} is no longer ${from} and ours, so it cannot become ${to}`);
  }
}
