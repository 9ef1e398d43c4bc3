import { Injectable } from '@nestjs/common';
import type { Step } from '@nightdesk/helpdesks/contract';
import { Database, Prisma, type Tx } from '@nightdesk/platform/database';
import {
  type Content,
  type Operation,
  type OperationFilter,
  isEnded,
  operationMoves,
  OperationMoved,
  OperationMoveIllegal,
  type OperationState,
  type OperationStep,
  type OperationWithHistory,
  type Review,
} from './operations.types.js';

const withSteps = { steps: { orderBy: { position: 'asc' } } } as const satisfies Prisma.OperationInclude;
const withHistory = {
  ...withSteps,
  transitions: { orderBy: { seq: 'asc' } },
} as const satisfies Prisma.OperationInclude;
export type OperationRow = Prisma.OperationGetPayload<{ include: typeof withSteps }>;
type HistoryRow = Prisma.OperationGetPayload<{ include: typeof withHistory }>;

/** What a move changes besides the state. */
export interface Move {
  to: OperationState;
  reason: string;
  at: Date;
  requestId?: string | undefined;
  /** Absent: the claim is given back at once. */
  claimedUntil?: Date;
  dueAt?: Date;
  attempts?: number;
  firstSentAt?: Date;
  /** The kind of failure, where it is one. */
  cause?: string | undefined;
  /** Absent: nobody has to decide any more, or nobody has decided. */
  review?: Review;
  decision?: Operation['decision'];
}

/** What is known of steps that are settled. */
export interface StepProof {
  state: 'confirmed' | 'failed';
  at: Date;
  requestId?: string | undefined;
  remoteIds: string[];
}

/** State and transition in one statement: it is made several times for each operation. */
const MOVE = `
WITH moved AS (
  UPDATE operations SET state = $3, reason = $4, claimed_until = $5::timestamptz, attempts = $6,
    due_at = coalesce($7::timestamptz, due_at), first_sent_at = coalesce($8::timestamptz, first_sent_at),
    finished_at = $9::timestamptz, cause = $13, review = $14::jsonb, decision = $15
  WHERE id = $1 AND state = $2 AND claimed_until IS NOT DISTINCT FROM $10::timestamptz RETURNING id)
INSERT INTO operation_transitions (operation_id, "from", "to", reason, attempt, request_id, at)
SELECT id, $2, $3, $4, $6, $11, $12::timestamptz FROM moved`;

const RENEW =
  'UPDATE operations SET claimed_until = $4 WHERE id = $1 AND state = $2 AND claimed_until IS NOT DISTINCT FROM $3';

/** The queries on the operations' tables; others are in operations.queue.store.ts (the lane's) and own-writes.store.ts. */
@Injectable()
export class OperationsStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async insert(
    tx: Tx,
    operation: Omit<Operation, 'steps'> & { contentHash: string; requestedBy: string; dueAt: Date },
    steps: readonly Step[],
  ): Promise<void> {
    await tx.operation.create({
      data: {
        ...operation,
        review: Prisma.DbNull,
        steps: {
          create: steps.map((step, position) => ({
            position,
            kind: step.kind,
            payload: step as unknown as Prisma.InputJsonObject,
            state: 'pending',
          })),
        },
        transitions: {
          create: {
            from: 'none',
            to: operation.state,
            reason: operation.reason ?? 'accepted',
            attempt: 0,
            at: operation.createdAt,
          },
        },
      },
    });
  }

  /** From now until the transaction ends, nobody else asks for this content. */
  async lockContent(tx: Tx, { accountId, contentHash }: Content): Promise<void> {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${accountId}:${contentHash}`}, 0))::text`;
  }

  /**
   * The first operation with the same ticket and content since `since`. One that was only recorded stands for nothing
   * where `isLive` says that this one would be sent.
   */
  async findRepeat(
    content: Content,
    since: Date,
    isLive: boolean,
    tx: Tx = this.database.client,
  ): Promise<string | null> {
    const row = await tx.operation.findFirst({
      where: {
        ...content,
        createdAt: { gte: since },
        state: { notIn: ['failed', 'cancelled', ...(isLive ? ['shadowed'] : [])] },
      },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    });
    return row?.id ?? null;
  }

  async find(id: string, tx: Tx = this.database.client): Promise<OperationWithHistory | null> {
    const row = await tx.operation.findUnique({ where: { id }, include: withHistory });
    return row ? withTransitions(row) : null;
  }

  async list({ accountIds, accountId, ticketId, limit }: OperationFilter): Promise<OperationWithHistory[]> {
    const where: Prisma.OperationWhereInput = {
      AND: [
        accountIds.length > 0 ? { accountId: { in: [...accountIds] } } : {},
        accountId === undefined ? {} : { accountId },
        ticketId === undefined ? {} : { ticketId },
      ],
    };
    const rows = await this.database.client.operation.findMany({
      where,
      orderBy: { createdAt: 'desc' },
      take: limit,
      include: withHistory,
    });
    return rows.map(withTransitions);
  }

  /**
   * The only way in which a state changes. A process that lost its claim can change nothing, even when the state is the
   * same again: the next claim has another instant.
   * @throws OperationMoved
   */
  async move(tx: Tx, operation: Operation, move: Move): Promise<Operation> {
    const moved = afterMove(operation, move);
    const count = await tx.$executeRawUnsafe(MOVE, ...moveValues(operation, move, moved));
    if (count !== 1) throw new OperationMoved(operation.id, operation.state, move.to);
    return moved;
  }

  /** {@link move} on its own, in one round trip. @throws OperationMoved */
  async moveAlone(operation: Operation, move: Move): Promise<Operation> {
    const moved = afterMove(operation, move);
    const { rowCount } = await this.database.pool.query(MOVE, moveValues(operation, move, moved));
    if (rowCount !== 1) throw new OperationMoved(operation.id, operation.state, move.to);
    return moved;
  }

  /** Another instant, no other state: nothing was tried that the history must tell. @throws OperationMoved */
  async defer(
    { id, state, claimedUntil }: Operation,
    change: { dueAt: Date; attempts: number; reason: string },
  ): Promise<void> {
    const { count } = await this.database.client.operation.updateMany({
      where: { id, state, claimedUntil },
      data: { ...change, claimedUntil: null },
    });
    if (count !== 1) throw new OperationMoved(id, state, state);
  }

  /** @throws OperationMoved */
  async renew({ id, state, claimedUntil }: Operation, until: Date): Promise<void> {
    const { rowCount } = await this.database.pool.query(RENEW, [id, state, claimedUntil, until]);
    if (rowCount !== 1) throw new OperationMoved(id, state, state);
  }

  /** Open operations of an account that no call is out for, locked for the transaction. */
  async openOf(tx: Tx, accountId: string, now: Date, limit: number): Promise<string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM operations
       WHERE account_id = ${accountId} AND (state IN ('queued', 'held', 'unknown')
          OR state = 'sending' AND claimed_until <= ${now})
       ORDER BY seq LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
    return rows.map(({ id }) => id);
  }

  /** Steps that failed want to be tried again. */
  async reopenSteps(tx: Tx, operationId: string): Promise<void> {
    const where = { operationId, state: 'failed' };
    await tx.operationStep.updateMany({ where, data: { state: 'pending', requestId: null } });
  }

  async settleSteps(
    operationId: string,
    positions: readonly number[],
    proof: StepProof,
    tx: Tx = this.database.client,
  ): Promise<void> {
    await tx.operationStep.updateMany({
      where: { operationId, position: { in: [...positions] }, state: 'pending' },
      data: {
        state: proof.state,
        requestId: proof.requestId ?? null,
        remoteIds: proof.remoteIds,
        confirmedAt: proof.state === 'confirmed' ? proof.at : null,
      },
    });
  }
}

/** @throws OperationMoveIllegal when its state has no such move. */
function afterMove(operation: Operation, { to, reason, at, ...rest }: Move): Operation {
  const { id, state: from } = operation;
  if (!(operationMoves[from] as readonly OperationState[]).includes(to))
    throw new OperationMoveIllegal(id, from, to);
  return {
    ...operation,
    state: to,
    reason,
    attempts: rest.attempts ?? operation.attempts,
    claimedUntil: rest.claimedUntil ?? null,
    firstSentAt: rest.firstSentAt ?? operation.firstSentAt,
    finishedAt: isEnded(to) ? at : null,
    cause: rest.cause ?? null,
    review: rest.review ?? null,
    decision: rest.decision ?? null,
  };
}

function moveValues(
  before: Operation,
  { at, dueAt, firstSentAt, requestId }: Move,
  after: Operation,
): unknown[] {
  const { id, state: from, claimedUntil: held } = before;
  const { state, reason, claimedUntil, attempts, finishedAt, cause, review, decision } = after;
  const changes = [state, reason, claimedUntil, attempts, dueAt ?? null, firstSentAt ?? null, finishedAt];
  const asked = review && JSON.stringify(review);
  return [id, from, ...changes, held, requestId ?? null, at, cause, asked, decision];
}

export function operation(row: OperationRow): Operation {
  return {
    ...row,
    state: row.state as OperationState,
    review: row.review as unknown as Review | null,
    decision: row.decision as Operation['decision'],
    ifStatusIn: row.ifStatusIn as Operation['ifStatusIn'],
    steps: row.steps.map(({ position, payload, state, requestId, confirmedAt }): OperationStep => ({
      position,
      step: payload as unknown as Step,
      state: state as OperationStep['state'],
      requestId,
      confirmedAt,
    })),
  };
}

function withTransitions(row: HistoryRow): OperationWithHistory {
  return { ...operation(row), transitions: row.transitions };
}
