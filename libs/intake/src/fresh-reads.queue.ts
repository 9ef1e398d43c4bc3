import { Injectable } from '@nestjs/common';
import { describeFailure, parks, policies } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import type { ItemOutcome } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { FreshReadsStore } from './fresh-reads.store.js';
import { freshFailure } from './fresh-reads.types.js';
import { arrivalNamed } from './intake.types.js';
import { InboxStore, type PendingTicket } from './inbox.store.js';
import { ReadQueueStore, type ToRead } from './read-queue.store.js';
import type { Setback } from './setback.js';

/** What one reading of a ticket settles. */
export interface Work {
  /** Ids of the questions of those who wait; there are some, or there is something pending. */
  asked: readonly string[];
  /** The ticket's deliveries. */
  pending: PendingTicket | null;
  /** How and under which trace a change is told that the reading finds: a delivery had announced it first. */
  via: PendingTicket['via'];
  traceId: string;
  traceSampled: boolean | null;
  /** What the span is called that it goes on from; null: a sweep found it. */
  from: string | null;
  /** To be called when its first call goes out, and when it has ended: deliveries no longer stand behind it. */
  makeWay: () => void;
}

/** What the read lanes have to read: first what somebody waits for, then deliveries. An item's order is its ticket. */
@Injectable()
export class ReadQueue {
  /** How many readings, by account, that somebody waits for are in hand here and have made no call yet. */
  private readonly ahead = new Map<string, number>();

  constructor(
    private readonly fresh: FreshReadsStore,
    private readonly inbox: InboxStore,
    private readonly store: ReadQueueStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Until a reading that somebody waits for has gone out, no delivery is begun that could take the budget from it. */
  async take(accountId: string, limit: number, busy: readonly string[], now: Date): Promise<ToRead[]> {
    const waiting = await this.store.take(accountId, limit, busy, now);
    const isAsked = this.ahead.has(accountId) || waiting.some((one) => one.isAsked);
    return isAsked ? waiting.filter((one) => one.isAsked) : waiting;
  }

  /**
   * What a reading that starts now is to settle; null when it was withdrawn meanwhile. Where only deliveries waited at the
   * last look, nobody is asked for a question that has come since: the next look sees it.
   */
  async claim(accountId: string, item: ToRead): Promise<Work | null> {
    const [asked, pending] = item.isAsked
      ? await Promise.all([
          this.fresh.claim(accountId, item.order),
          this.inbox.pendingOf(accountId, item.order),
        ])
      : [null, item.pending];
    if (!asked && !pending) return null;
    const trace = pending ?? asked;
    const { via } = pending ?? { via: 'reconciliation' as const };
    const { traceId = '', traceSampled = null } = trace ?? {};
    const heard = via === 'webhook' ? arrivalNamed(traceId, accountId, item.order) : null;
    const from = pending ? heard : (asked?.ids[0] ?? null);
    const makeWay = asked ? this.goAhead(accountId) : () => undefined;
    return { asked: asked?.ids ?? [], pending, via, traceId, traceSampled, from, makeWay };
  }

  /** In the transaction that stores the reading. */
  answer(tx: Tx, asked: readonly string[]): Promise<void> {
    return this.fresh.answer(tx, asked);
  }

  postpone(accountId: string, ticketId: string, lastSeq: bigint, change: Setback): Promise<void> {
    return this.inbox.postpone(accountId, ticketId, lastSeq, change);
  }

  /**
   * A reading that somebody waited for has failed. Whom time can help waits on, until the own deadline; all others are
   * told at once. Deliveries of the ticket lose no attempt by it: they make their own.
   */
  async disappoint(
    accountId: string,
    ticketId: string,
    asked: readonly string[],
    error: unknown,
  ): Promise<ItemOutcome> {
    const failure = freshFailure(error);
    if (!(error instanceof HelpdeskError)) {
      this.log.failure('fresh_read.stopped', error, { accountId, ticketId });
    } else if (policies[error.kind].lane === 'park') {
      const until = error.details.retryAt ?? new Date(this.clock.now().getTime() + 1_000);
      const parked = parks(error);
      await this.fresh.putBack(asked, failure, parked ? null : until);
      return parked ? { kind: 'park', until, reason: describeFailure(error) } : { kind: 'done' };
    } else {
      this.log.line('fresh_read.failed', { accountId, ticketId, kind: error.kind });
    }
    await this.fresh.refuse(asked, failure);
    return { kind: 'done' };
  }

  nextDue(accountId: string): Promise<Date | null> {
    return this.store.nextDue(accountId);
  }

  async dueAccounts(limit: number, now: Date): Promise<string[]> {
    const due = await Promise.all([this.fresh.dueAccounts(limit), this.inbox.dueAccounts(limit, now)]);
    return [...new Set(due.flat())].slice(0, limit);
  }

  private goAhead(accountId: string): () => void {
    this.ahead.set(accountId, (this.ahead.get(accountId) ?? 0) + 1);
    let isAhead = true;
    return () => {
      if (!isAhead) return;
      isAhead = false;
      const left = (this.ahead.get(accountId) ?? 1) - 1;
      if (left > 0) this.ahead.set(accountId, left);
      else this.ahead.delete(accountId);
    };
  }
}
