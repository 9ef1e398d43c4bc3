import { Injectable } from '@nestjs/common';
import { describeFailure, holdMs, policies } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import type { ItemOutcome, LaneItem, LaneWork } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Log, withTrace } from '@nightdesk/platform/observability';
import { InboxStore, type PendingTicket } from './inbox.store.js';
import { Reader } from './reader.js';

/** Attempts after which a delivery becomes a dead letter: with the delays below, after about two hours. */
const maxAttempts = 12;

/** The read lanes: turns deliveries into events, one reading for all deliveries of a ticket. */
@Injectable()
export class IntakeWork implements LaneWork {
  readonly kind = 'read';

  constructor(
    private readonly store: InboxStore,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  take(accountId: string, limit: number, busy: readonly string[]): Promise<LaneItem[]> {
    return this.store.take(accountId, limit, busy, this.clock.now());
  }

  async perform(accountId: string, { id: ticketId }: LaneItem): Promise<ItemOutcome> {
    const pending = await this.store.pendingOf(accountId, ticketId);
    if (!pending) return { kind: 'done' };
    return withTrace(pending.traceId, () => this.process(accountId, ticketId, pending));
  }

  nextDue(accountId: string): Promise<Date | null> {
    return this.store.nextDue(accountId);
  }

  dueKeys(limit: number): Promise<string[]> {
    return this.store.dueAccounts(limit, this.clock.now());
  }

  private async process(accountId: string, ticketId: string, pending: PendingTicket): Promise<ItemOutcome> {
    const { via, traceId, lastSeq } = pending;
    const occasion = { accountId, ticketId, via, traceId, readAt: this.clock.now() };
    try {
      await this.reader.read(occasion, (tx) =>
        this.store.settle(tx, accountId, ticketId, lastSeq, this.clock.now()),
      );
      return { kind: 'done' };
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      this.log.line('intake.failed', { accountId, ticketId, kind: error.kind, attempts: pending.attempts });
      return this.postpone(accountId, ticketId, pending, error);
    }
  }

  /** By the one table of what a failure means (gateway `policies`). */
  private async postpone(
    accountId: string,
    ticketId: string,
    pending: PendingTicket,
    error: HelpdeskError,
  ): Promise<ItemOutcome> {
    const now = this.clock.now().getTime();
    const lastError = describeFailure(error);
    const { row, lane } = policies[error.kind];
    if (lane === 'park') {
      return { kind: 'park', until: error.details.retryAt ?? new Date(now + 1_000), reason: lastError };
    }
    const attempts = pending.attempts + 1;
    const hopeless = row === 'gone' || row === 'refused' || attempts >= maxAttempts;
    const delay =
      row === 'hold' ? holdMs(error.kind) : Math.min(2_000 * 2 ** (attempts - 1), 900_000) * Math.random();
    const dueAt = new Date(Math.max(now + delay, error.details.retryAt?.getTime() ?? 0));
    const state = hopeless && row !== 'hold' ? 'dead' : 'pending';
    await this.store.postpone(accountId, ticketId, pending.lastSeq, { state, dueAt, lastError, attempts });
    return { kind: 'done' };
  }
}
