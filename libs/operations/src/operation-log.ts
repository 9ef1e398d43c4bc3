import { Injectable } from '@nestjs/common';
import type { HelpdeskAdapter, Receipt } from '@nightdesk/helpdesks/contract';
import { Lanes } from '@nightdesk/lanes';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import { type Move, OperationsStore } from './operations.store.js';
import {
  type Operation,
  type OperationStep,
  OperationUnknown,
  type OperationWithHistory,
} from './operations.types.js';

/** A worker that has an operation in hand must reach its next commit within this time, or is presumed dead. */
export const claimMs = 60_000;

/** Why an attempt ended. */
export interface Ending {
  reason: string;
  requestId?: string | undefined;
}

/** Writes down what becomes of an operation; each change with its transition and, where somebody waits for it, its event. */
@Injectable()
export class OperationLog {
  constructor(
    private readonly store: OperationsStore,
    private readonly outbox: Outbox,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  async reload(id: string): Promise<OperationWithHistory> {
    const operation = await this.store.find(id);
    if (!operation) throw new OperationUnknown(id);
    return operation;
  }

  /** Still in this process's hand. */
  move(operation: Operation, to: Move['to'], reason: string): Promise<Operation> {
    return this.write(operation, { to, reason, at: this.clock.now(), claimedUntil: this.claim() });
  }

  /** Committed before the call that it announces. */
  sending(operation: Operation): Promise<Operation> {
    const at = this.clock.now();
    return this.write(operation, {
      to: 'sending',
      reason: 'the call to the platform begins',
      at,
      attempts: operation.attempts + 1,
      firstSentAt: operation.firstSentAt ?? at,
      claimedUntil: this.claim(),
    });
  }

  /** A group of steps is on the ticket; the operation stays in hand for the next group. */
  async confirmed(
    operation: Operation,
    group: readonly OperationStep[],
    receipt: Receipt,
  ): Promise<Operation> {
    const at = this.clock.now();
    const positions = group.map(({ position }) => position);
    await this.store.transaction((tx) =>
      this.store.settleSteps(tx, operation.id, positions, { state: 'confirmed', at, ...receipt }),
    );
    const steps = operation.steps.map((step) =>
      positions.includes(step.position)
        ? { ...step, state: 'confirmed' as const, requestId: receipt.requestId ?? null, confirmedAt: at }
        : step,
    );
    return { ...operation, steps };
  }

  async end(
    operation: Operation,
    to: 'confirmed' | 'failed' | 'dead',
    reason: string,
    requestId?: string,
  ): Promise<void> {
    const at = this.clock.now();
    const open = operation.steps.filter(({ state }) => state === 'pending').map(({ position }) => position);
    const last =
      requestId ?? operation.steps.findLast((step) => step.requestId !== null)?.requestId ?? undefined;
    const partially = open.length > 0 && open.length < operation.steps.length;
    const woken = await this.store.transaction(async (tx) => {
      await this.store.settleSteps(tx, operation.id, open, { state: 'failed', at, requestId, remoteIds: [] });
      await this.store.move(tx, operation, { to, reason, at, requestId: last });
      const type = to === 'confirmed' ? 'operation.confirmed' : 'operation.failed';
      return this.outbox.append(tx, [
        this.event(operation, type, { state: to, reason, partiallyApplied: partially }, at),
      ]);
    });
    await this.lanes.wake(woken);
  }

  /**
   * Waits for the account to work again. What is `unknown` stays so, because it must be looked up before it is sent.
   */
  async hold(operation: Operation, ending: Ending, dueAt: Date): Promise<void> {
    const at = this.clock.now();
    if (operation.state === 'unknown')
      return this.wait(operation, 'unknown', ending.reason, dueAt, ending.requestId);
    if (operation.state === 'held') return this.defer(operation, dueAt);
    const woken = await this.store.transaction(async (tx) => {
      await this.store.move(tx, operation, { to: 'held', at, dueAt, ...ending });
      const data = { state: 'held', reason: ending.reason };
      return this.outbox.append(tx, [this.event(operation, 'operation.held', data, at)]);
    });
    await this.lanes.wake(woken);
  }

  async wait(
    operation: Operation,
    to: 'unknown' | 'queued',
    reason: string,
    dueAt: Date,
    requestId?: string,
  ): Promise<void> {
    const from = operation.state;
    const illegal = to === 'unknown' && from !== 'sending' && from !== 'unknown';
    if (illegal || (to === 'queued' && from === 'queued')) return this.defer(operation, dueAt);
    await this.write(operation, { to, reason, at: this.clock.now(), dueAt, requestId });
  }

  /** Not executed for a passing reason. */
  retry(operation: Operation, ending: Ending, dueAt: Date): Promise<void> {
    const to = operation.state === 'unknown' ? 'unknown' : 'queued';
    return this.wait(operation, to, ending.reason, dueAt, ending.requestId);
  }

  /** The lane must wait: the row stays due, and no attempt is used up. */
  async giveBack(operation: Operation, ending: Ending, dueAt: Date): Promise<void> {
    if (operation.state !== 'sending') return this.defer(operation, dueAt, operation.attempts);
    const attempts = operation.attempts - 1;
    await this.write(operation, { to: 'queued', at: this.clock.now(), dueAt, attempts, ...ending });
  }

  /** The first instant at which a read that does not show the write proves that it is not there. */
  async consistentAt(
    operation: Operation,
    adapter: Pick<HelpdeskAdapter, 'consistencyDelayMs'>,
  ): Promise<Date> {
    const { transitions } = await this.reload(operation.id);
    const since =
      transitions.findLast(({ from, to }) => from === 'sending' && to === 'unknown')?.at ?? this.clock.now();
    return new Date(since.getTime() + adapter.consistencyDelayMs);
  }

  private defer(operation: Operation, dueAt: Date, attempts = operation.attempts + 1): Promise<void> {
    return this.store.defer(operation.id, dueAt, attempts);
  }

  private write(operation: Operation, move: Move): Promise<Operation> {
    return this.store.transaction((tx) => this.store.move(tx, operation, move));
  }

  private claim(): Date {
    return new Date(this.clock.now().getTime() + claimMs);
  }

  private event(operation: Operation, type: NewEvent['type'], data: NewEvent['data'], at: Date): NewEvent {
    const { accountId, ticketId, id, traceId } = operation;
    return {
      accountId,
      ticketId,
      type,
      dedupeKey: `${type}:${id}:${at.toISOString()}`,
      origin: 'system',
      via: 'system',
      operationId: id,
      data: { operationId: id, ...data },
      traceId,
      occurredAt: at,
    };
  }
}
