import { Injectable } from '@nestjs/common';
import { CallsInFlight } from '@nightdesk/accounts';
import { describeFailure, parks, wasTried } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import type { ItemOutcome, LaneWork, Look } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Log, resumed } from '@nightdesk/platform/observability';
import { ReadQueue, type Work } from './fresh-reads.queue.js';
import type { PendingTicket } from './inbox.store.js';
import type { ToRead } from './read-queue.store.js';
import { Reader } from './reader.js';
import { setback } from './setback.js';

/** The read lanes: one reading answers all who wait for a ticket, and turns all its deliveries into events. */
@Injectable()
export class IntakeWork implements LaneWork<ToRead> {
  readonly kind = 'read';

  constructor(
    private readonly queue: ReadQueue,
    private readonly reader: Reader,
    private readonly callsInFlight: CallsInFlight,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Reads may hold all places of the account but one. */
  async inFlight(accountId: string): Promise<number> {
    return Math.max(1, (await this.callsInFlight.of(accountId)) - 1);
  }

  async take(accountId: string, limit: number, busy: readonly string[]): Promise<Look<ToRead>> {
    return { items: await this.queue.take(accountId, limit, busy, this.clock.now()) };
  }

  async perform(accountId: string, item: ToRead, signal: AbortSignal): Promise<ItemOutcome> {
    const work = await this.queue.claim(accountId, item);
    if (!work) return { kind: 'done' };
    const options = { kind: 'CONSUMER', about: { accountId } } as const;
    return resumed(work, work.from, 'ticket read', options, () =>
      this.process(accountId, item.order, work, signal),
    );
  }

  nextDue(accountId: string): Promise<Date | null> {
    return this.queue.nextDue(accountId);
  }

  dueKeys(limit: number): Promise<string[]> {
    return this.queue.dueAccounts(limit, this.clock.now());
  }

  private async process(
    accountId: string,
    ticketId: string,
    work: Work,
    signal: AbortSignal,
  ): Promise<ItemOutcome> {
    const { via, traceId, asked, pending, makeWay: onSend } = work;
    const attempt = (pending?.attempts ?? 0) + 1;
    const heardAt = pending?.receivedAt;
    const readAt = this.clock.now();
    const occasion = { accountId, ticketId, via, traceId, readAt, heardAt, attempt, signal, onSend };
    try {
      await this.reader.read(occasion, {
        upTo: pending?.lastSeq ?? null,
        also: asked.length > 0 ? (tx) => this.queue.answer(tx, asked) : undefined,
      });
      return { kind: 'done', leaves: 'nothing' };
    } catch (error) {
      if (asked.length > 0 || !pending) return await this.queue.disappoint(accountId, ticketId, asked, error);
      return await this.putOff(accountId, ticketId, pending, error);
    } finally {
      work.makeWay();
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
    } else if (parks(error)) {
      // What did go out, and failed, lets other rows of the lane try first.
      if (wasTried(error))
        await this.queue.postpone(accountId, ticketId, lastSeq, setback(error, attempts, now));
      const until = error.details.retryAt ?? new Date(now.getTime() + 1_000);
      return { kind: 'park', until, reason: describeFailure(error) };
    } else {
      this.log.line('intake.failed', { accountId, ticketId, kind: error.kind, attempts });
    }
    await this.queue.postpone(accountId, ticketId, lastSeq, setback(error, attempts, now));
    return { kind: 'done' };
  }
}
