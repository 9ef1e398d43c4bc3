import { Injectable } from '@nestjs/common';
import { describeFailure, Gateway, notBefore } from '@nightdesk/gateway';
import { HelpdeskError, type Ticket } from '@nightdesk/helpdesks/contract';
import { Inbox } from '@nightdesk/intake';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { Log, newTraceId, withTrace } from '@nightdesk/platform/observability';
import {
  changeKey,
  claimEnd,
  nextPause,
  nextSweep,
  overlapMs,
  type Sweep,
  sweepAgain,
} from './sweep.types.js';
import { SweepsStore } from './sweeps.store.js';

const firstPauseMs = 10_000;

/** Finds what changed at platforms that do not tell, and puts it where webhooks go. */
@Injectable()
export class Sweeps {
  constructor(
    private readonly store: SweepsStore,
    private readonly gateway: Gateway,
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** From now on, in the transaction that stores the account. */
  begin(tx: Tx, accountId: string): Promise<void> {
    return this.store.begin(tx, accountId, this.clock.now(), firstPauseMs);
  }

  /** Null: the account's platform sends webhooks. */
  find(accountId: string): Promise<Sweep | null> {
    return this.store.find(accountId);
  }

  /** Sweeps what is due, side by side. Safe in any number of processes. */
  async sweepDue(limit = 20): Promise<void> {
    const due = await this.store.claimDue(this.clock.now(), limit);
    await Promise.all(due.map((sweep) => withTrace(newTraceId(), () => this.sweep(sweep))));
  }

  /** Never throws: one account's trouble is in its row, and no other's. */
  private async sweep(sweep: Sweep): Promise<void> {
    try {
      await this.run(sweep);
    } catch (error) {
      const failures = sweep.failures + 1;
      const again = sweepAgain(failures, this.clock.now());
      const known = error instanceof HelpdeskError;
      if (!known) this.log.failure('sweep.stopped', error, { accountId: sweep.accountId });
      const problem = known ? describeFailure(error) : 'an error on our side; the log has it';
      const nextAt = known ? notBefore(error, again) : again;
      // A place that the platform does not know any more is given up, and the sweep begins anew at its mark.
      const lost = known && error.kind === 'invalid' ? { cursor: null, nextMark: null } : {};
      await this.store.save({ accountId: sweep.accountId, failures, problem, nextAt, ...lost });
    }
  }

  /**
   * Page after page from where the last one ended. What a page shows is stored in the inbox before the place is: a crash
   * in between finds it again, and the inbox knows it already.
   */
  private async run({ accountId, mark, pauseMs, ...sweep }: Sweep): Promise<void> {
    const nextMark = sweep.nextMark ?? this.clock.now();
    const since = new Date(mark.getTime() - overlapMs);
    let { cursor } = sweep;
    let found = 0;
    do {
      const from = { since, cursor };
      const page = await this.gateway.call({ accountId, lane: 'read' }, (adapter, send) =>
        adapter.listChanged(send, from),
      );
      await Promise.all(page.tickets.map((ticket) => this.tell(accountId, ticket)));
      found += page.tickets.filter(({ updatedAt }) => updatedAt > mark).length;
      ({ cursor } = page);
      const now = this.clock.now();
      if (cursor !== null) await this.store.save({ accountId, cursor, nextMark, nextAt: claimEnd(now) });
    } while (cursor !== null);
    const pause = nextPause(pauseMs, found);
    const now = this.clock.now();
    const ended = { mark: nextMark, cursor: null, nextMark: null, sweptAt: now, failures: 0, problem: null };
    await this.store.save({ accountId, ...ended, pauseMs: pause, nextAt: nextSweep(pause, now) });
  }

  private tell(accountId: string, ticket: Ticket): Promise<void> {
    const now = this.clock.now();
    return this.inbox.add({
      accountId,
      dedupeKey: changeKey(ticket, now),
      via: 'reconciliation',
      ticketId: ticket.id,
      type: 'changed',
      occurredAt: ticket.updatedAt,
      receivedAt: now,
      body: Buffer.alloc(0),
      traceId: newTraceId(),
    });
  }
}
