import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { describeFailure, policies } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import type { ItemOutcome, LaneItem, LaneWork } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Log, withTrace } from '@nightdesk/platform/observability';
import { InboxStore, type PendingTicket } from './inbox.store.js';
import { Reader } from './reader.js';
import { setback } from './setback.js';

/** The read lanes: turns deliveries into events, one reading for all deliveries of a ticket. */
@Injectable()
export class IntakeWork implements LaneWork {
  readonly kind = 'read';

  constructor(
    private readonly store: InboxStore,
    private readonly reader: Reader,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  inFlight(accountId: string): Promise<number> {
    return this.accounts.concurrency(accountId);
  }

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
      return this.putOff(accountId, ticketId, pending, error);
    }
  }

  private async putOff(
    accountId: string,
    ticketId: string,
    { attempts, lastSeq }: PendingTicket,
    error: unknown,
  ): Promise<ItemOutcome> {
    const now = this.clock.now();
    if (!(error instanceof HelpdeskError)) {
      this.log.failure('intake.stopped', error, { accountId, ticketId, attempts });
    } else if (policies[error.kind].lane === 'park') {
      const until = error.details.retryAt ?? new Date(now.getTime() + 1_000);
      return { kind: 'park', until, reason: describeFailure(error) };
    } else {
      this.log.line('intake.failed', { accountId, ticketId, kind: error.kind, attempts });
    }
    await this.store.postpone(accountId, ticketId, lastSeq, setback(error, attempts, now));
    return { kind: 'done' };
  }
}
