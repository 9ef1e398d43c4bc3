import { Injectable } from '@nestjs/common';
import { describeFailure, notBefore } from '@nightdesk/gateway';
import { type ChangedTickets, HelpdeskError, type ListFrom } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { Completeness } from './completeness.js';
import { DueSweeps } from './due-sweeps.js';
import { Finds } from './finds.js';
import { Listings } from './listings.js';
import {
  claimEnd,
  type ClaimedSweep,
  hurriedPauseMs,
  nextPause,
  nextSweep,
  overlapMs,
  sweepAgain,
} from './sweep.types.js';
import { SweepsStore } from './sweeps.store.js';

/** Accounts that one process sweeps at once; a page of each is in memory. */
const atOnce = 40;

/** What sweeps stand on. */
@Injectable()
export class SweepDesk {
  constructor(
    readonly store: SweepsStore,
    readonly listings: Listings,
    readonly finds: Finds,
  ) {}
}

/** Finds what changed and what nobody has told, and puts it where webhooks go. */
@Injectable()
export class Sweeps {
  private readonly due = new DueSweeps(
    atOnce,
    (limit) => this.desk.store.claimDue('next_at', this.clock.now(), limit),
    (sweep) => this.sweep(sweep),
  );

  constructor(
    private readonly desk: SweepDesk,
    private readonly completeness: Completeness,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Sweeps what is due, side by side. Safe in any number of processes. */
  sweepDue(): Promise<void> {
    return this.due.workOff();
  }

  /** Never throws: one account's trouble is in its row, and no other's. */
  private async sweep(sweep: ClaimedSweep): Promise<void> {
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
      await this.desk.store.save({ accountId: sweep.accountId, failures, problem, nextAt, ...lost });
    }
  }

  /**
   * Page after page from where the last one ended. What a page shows is stored in the inbox before the place is: a crash
   * in between finds it again, and the inbox or the stored copy knows it already.
   */
  private async run(sweep: ClaimedSweep): Promise<void> {
    const { accountId, role, mark, pauseMs } = sweep;
    const { store } = this.desk;
    const nextMark = sweep.nextMark ?? this.clock.now();
    const since = new Date(mark.getTime() - overlapMs);
    let { cursor } = sweep;
    let found = 0;
    do {
      const page = await this.page(sweep, { since, cursor });
      if ('waitUntil' in page) {
        const place = cursor === null ? {} : { cursor, nextMark };
        await store.save({ accountId, ...place, nextAt: page.waitUntil });
        return;
      }
      found += await this.tell(sweep, page);
      ({ cursor } = page);
      const now = this.clock.now();
      if (cursor !== null) await store.save({ accountId, cursor, nextMark, nextAt: claimEnd(now) });
    } while (cursor !== null);
    const isSuspect = role === 'beside' && (found > 0 || pauseMs === hurriedPauseMs);
    const isHurried = isSuspect && (await this.completeness.hasFallen(accountId));
    const pause = nextPause(role, pauseMs, found, isHurried);
    const now = this.clock.now();
    const ended = { mark: nextMark, cursor: null, nextMark: null, sweptAt: now, failures: 0, problem: null };
    await store.save({ accountId, ...ended, pauseMs: pause, nextAt: nextSweep(pause, now) });
  }

  private page(sweep: ClaimedSweep, from: ListFrom): Promise<ChangedTickets | { waitUntil: Date }> {
    const { listings } = this.desk;
    return sweep.role === 'only'
      ? listings.page(sweep.accountId, (adapter, send) => adapter.listChanged(send, from))
      : listings.pageWithinShare(sweep, 0, (adapter, send) => adapter.listChanged(send, from));
  }

  /** Answers how much of it was news. */
  private async tell(sweep: ClaimedSweep, { tickets }: ChangedTickets): Promise<number> {
    if (sweep.role === 'beside') return this.desk.finds.tellMissed(sweep, tickets, { settles: false });
    await this.desk.finds.tellAll(sweep.accountId, tickets);
    return tickets.filter(({ updatedAt }) => updatedAt > sweep.mark).length;
  }
}
