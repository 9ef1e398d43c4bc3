import { Injectable } from '@nestjs/common';
import { attemptsAtMost } from '@nightdesk/gateway';
import type { HelpdeskAdapter, Receipt } from '@nightdesk/helpdesks/contract';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { metrics } from '@nightdesk/platform/observability';
import { type Move, OperationsStore, type StepProof } from './operations.store.js';
import {
  type Operation,
  type OperationStep,
  OperationUnknown,
  type OperationWithHistory,
  type Review,
} from './operations.types.js';

const ends = metrics.counter({
  name: 'nightdesk_operations_ended_total',
  help: 'Operations by how they ended.',
  labelNames: ['state'],
});

/** No call that changes a ticket lasts longer: the transport ends it. */
const longestCallMs = 10_000;

/** Between two attempts of one operation. */
const longestPauseMs = 900_000;

/** A worker that has an operation in hand must reach its next commit within this time, or is presumed dead. */
export const claimMs = longestCallMs + 2_000;

/** Why an attempt ended. */
export interface Ending {
  reason: string;
  requestId?: string | undefined;
  /** The kind of failure; a wait is told to the automation once for each. */
  kind?: string;
}

/** How an operation ends; what is open of it is on the ticket as the proof says when `to` is `confirmed`, and else failed. */
export interface End extends Ending, Partial<Pick<StepProof, 'remoteIds'>> {
  to: 'confirmed' | 'failed' | 'dead' | 'cancelled';
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
    return this.store.moveAlone(operation, { to, reason, at: this.clock.now(), claimedUntil: this.claim() });
  }

  /** Committed before the call that it announces. */
  sending(operation: Operation): Promise<Operation> {
    const at = this.clock.now();
    return this.store.moveAlone(operation, {
      to: 'sending',
      reason: 'the call to the platform begins',
      at,
      attempts: operation.attempts + 1,
      firstSentAt: operation.firstSentAt ?? at,
      claimedUntil: this.claim(),
    });
  }

  /** Nothing changes but that this process has it in hand for another call. @throws OperationMoved */
  async keep(operation: Operation): Promise<Operation> {
    const claimedUntil = this.claim();
    await this.store.renew(operation, claimedUntil);
    return { ...operation, claimedUntil };
  }

  /** A group of steps is on the ticket; the operation stays in hand for the next group, or for its end. */
  async confirmed(
    operation: Operation,
    group: readonly OperationStep[],
    receipt: Receipt,
  ): Promise<Operation> {
    const at = this.clock.now();
    const positions = group.map(({ position }) => position);
    await this.store.settleSteps(operation.id, positions, { state: 'confirmed', at, ...receipt });
    const steps = operation.steps.map((step) =>
      positions.includes(step.position)
        ? { ...step, state: 'confirmed' as const, requestId: receipt.requestId ?? null, confirmedAt: at }
        : step,
    );
    return { ...operation, steps };
  }

  /** What is open of it will not be done. */
  async end(operation: Operation, to: 'failed' | 'dead', ending: Ending): Promise<void> {
    await this.close(operation, { ...ending, to });
  }

  /** All that was open of it is on the ticket, as the receipt says. */
  async complete(
    operation: Operation,
    receipt: Receipt = { requestId: undefined, remoteIds: [] },
  ): Promise<void> {
    const isSent = operation.state === 'sending' || operation.state === 'unknown';
    const reason = isSent
      ? 'every step is on the ticket'
      : 'the ticket was so already: nothing had to be sent';
    await this.close(operation, { to: 'confirmed', reason, ...receipt });
  }

  private async close(operation: Operation, end: End): Promise<void> {
    await this.lanes.wake(await this.store.transaction((tx) => this.closeWithin(tx, operation, end)));
  }

  /** The open steps, the operation, its transition and its event. Answers the lanes to wake after the commit. */
  async closeWithin(tx: Tx, operation: Operation, { to, reason, kind, ...proof }: End): Promise<Lane[]> {
    const at = this.clock.now();
    const { id, steps } = operation;
    const known = steps.findLast((step) => step.requestId !== null)?.requestId;
    const requestId = proof.requestId ?? known ?? undefined;
    const open = steps.filter(({ state }) => state === 'pending').map(({ position }) => position);
    const partiallyApplied = to !== 'confirmed' && open.length > 0 && open.length < steps.length;
    const state = to === 'confirmed' ? 'confirmed' : 'failed';
    const { remoteIds = [] } = proof;
    const settled = { state, at, requestId: proof.requestId, remoteIds } as const;
    if (open.length > 0) await this.store.settleSteps(id, open, settled, tx);
    await this.store.move(tx, operation, { to, reason, at, requestId, cause: kind });
    ends.inc({ state: to });
    const type = to === 'dead' ? 'operation.failed' : (`operation.${to}` as const);
    return this.outbox.append(tx, [
      operationEvent(operation, type, { state: to, reason, partiallyApplied }, at),
    ]);
  }

  /**
   * Waits for the account to work again; a call that was refused for that uses up no attempt. What is `unknown` stays so,
   * because it must be looked up before it is sent.
   */
  async hold(operation: Operation, { kind, ...ending }: Ending, dueAt: Date): Promise<void> {
    const { state, attempts, id } = operation;
    if (state === 'unknown' || state === 'held')
      return this.store.defer(operation, { dueAt, attempts, reason: ending.reason });
    const at = this.clock.now();
    const woken = await this.store.transaction(async (tx) => {
      const left = state === 'sending' ? attempts - 1 : attempts;
      await this.store.move(tx, operation, { to: 'held', at, dueAt, attempts: left, cause: kind, ...ending });
      const data = { state: 'held', reason: ending.reason };
      const told = operationEvent(operation, 'operation.held', data, at);
      return this.outbox.append(tx, [{ ...told, dedupeKey: `operation.held:${id}:${kind}` }]);
    });
    await this.lanes.wake(woken);
  }

  /** More than one thing on the ticket fits: a person must say what became of the group, and nothing happens before. */
  async ask(operation: Operation, group: readonly OperationStep[], candidates: string[]): Promise<void> {
    const at = this.clock.now();
    const reason = `${candidates.length} things on the ticket fit, and the platform does not say which is ours: a person must decide`;
    const review: Review = {
      positions: group.map(({ position }) => position),
      candidates,
      since: (operation.firstSentAt ?? at).toISOString(),
      attempts: operation.attempts,
      seenAt: at.toISOString(),
    };
    const woken = await this.store.transaction(async (tx) => {
      await this.store.move(tx, operation, { to: 'unknown', reason, at, cause: 'undecidable', review });
      const data = { state: 'unknown', reason, needs: 'decision' };
      return this.outbox.append(tx, [operationEvent(operation, 'operation.held', data, at)]);
    });
    await this.lanes.wake(woken);
  }

  /** It cannot be told yet whether the write is on the ticket. */
  async doubt(operation: Operation, { reason, requestId }: Ending, dueAt: Date): Promise<void> {
    await this.store.moveAlone(operation, { to: 'unknown', reason, at: this.clock.now(), dueAt, requestId });
  }

  /** Not executed for a passing reason. */
  async retry(operation: Operation, { reason, requestId }: Ending, dueAt: Date): Promise<void> {
    if (operation.state !== 'sending')
      return this.store.defer(operation, { dueAt, attempts: operation.attempts + 1, reason });
    await this.store.moveAlone(operation, { to: 'queued', reason, at: this.clock.now(), dueAt, requestId });
  }

  /** The lane must wait: the row stays due, and no attempt is used up. */
  async giveBack(operation: Operation, { reason, requestId }: Ending, dueAt: Date): Promise<void> {
    const { state, attempts } = operation;
    if (state !== 'sending') return this.store.defer(operation, { dueAt, attempts, reason });
    const move = { reason, requestId, dueAt, attempts: attempts - 1, at: this.clock.now() };
    await this.store.moveAlone(operation, { to: 'queued', ...move });
  }

  /**
   * The first instant at which a read that does not show the write proves that it is not there. Counts from the end of
   * the call: when we gave it up, or for a process that died in it, when it must have ended.
   */
  async consistentAt(
    operation: Operation,
    adapter: Pick<HelpdeskAdapter, 'consistencyDelayMs'>,
  ): Promise<Date> {
    const { transitions } = await this.reload(operation.id);
    const begun = transitions.findLast(({ to }) => to === 'sending')?.at ?? this.clock.now();
    const lost = transitions.findLast(({ from, to }) => from === 'sending' && to === 'unknown')?.at ?? begun;
    const ended = Math.min(lost.getTime(), begun.getTime() + longestCallMs);
    // A platform that fails again and again is given ever more time; after the last attempt there is none to wait for.
    const isLast = operation.attempts >= attemptsAtMost.operation;
    const pause = isLast ? 0 : Math.min(1_000 * 2 ** (operation.attempts - 1), longestPauseMs);
    return new Date(ended + Math.max(adapter.consistencyDelayMs, pause));
  }

  private claim(): Date {
    return new Date(this.clock.now().getTime() + claimMs);
  }
}

/** What the automation is told of an operation. */
export function operationEvent(
  { accountId, ticketId, id, traceId }: Operation,
  type: NewEvent['type'],
  data: NewEvent['data'],
  at: Date,
): NewEvent {
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
