import { Injectable } from '@nestjs/common';
import { Arrivals } from '@nightdesk/intake';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { dayMs, firstPauseMs, hurriedPauseMs, nextSweep, type Sweep, type SweepRole } from './sweep.types.js';
import { SweepsStore } from './sweeps.store.js';

const tendEveryMs = 600_000;

/** When accounts are swept, and how far that is. */
@Injectable()
export class SweepPlan {
  private tendAt = 0;

  constructor(
    private readonly store: SweepsStore,
    private readonly arrivals: Arrivals,
    private readonly clock: Clock,
  ) {}

  /** From now on, in the transaction that stores the account; one that is connected again is caught up at once. */
  begin(tx: Tx, accountId: string, role: SweepRole): Promise<void> {
    const now = this.clock.now();
    const pauseMs = firstPauseMs(role);
    const first = role === 'only' ? now : nextSweep(pauseMs, now);
    const fullAt = new Date(now.getTime() + dayMs * (1 - Math.random() / 2));
    return this.store.begin(tx, accountId, role, { now, first, fullAt, pauseMs });
  }

  /** How reading for changes goes where it is the only way; null: the account's platform sends webhooks. */
  async polling(accountId: string): Promise<Sweep | null> {
    const sweep = await this.store.find(accountId);
    return sweep?.role === 'only' ? sweep : null;
  }

  /** Null: the account is not swept yet. */
  progress(accountId: string, tx?: Tx): Promise<Sweep | null> {
    return this.store.find(accountId, tx);
  }

  /** Someone asks for a sweep now; one that is under way goes on and is not begun anew. Null: not swept yet. */
  async ask(tx: Tx, accountId: string, isFull: boolean): Promise<Sweep | null> {
    const now = this.clock.now();
    const sweep = await this.store.find(accountId, tx);
    if (!sweep) return null;
    // What is under way is claimed by whoever reads its page, and moving the claim would have it read twice.
    if (isFull && sweep.fullCursor === null) await this.store.save({ accountId, fullAt: now }, tx);
    if (!isFull && sweep.cursor === null) await this.store.save({ accountId, nextAt: now }, tx);
    return this.store.find(accountId, tx);
  }

  /** Now, and then more often: webhooks were set up again, and what got lost meanwhile is to be found. */
  hasten(accountId: string, tx?: Tx): Promise<void> {
    return this.store.save({ accountId, nextAt: this.clock.now(), pauseMs: hurriedPauseMs }, tx);
  }

  /** More often while webhooks get lost. */
  async hurry(accountIds: readonly string[]): Promise<void> {
    if (accountIds.length > 0) await this.store.hurry(accountIds, this.clock.now(), hurriedPauseMs);
  }

  /** Every ten minutes and at first: takes up accounts that are not swept yet, and forgets old counts. */
  async tend(): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() < this.tendAt) return;
    this.tendAt = now.getTime() + tendEveryMs;
    await this.store.adopt(now, 2 * firstPauseMs('beside'));
    await this.arrivals.forget();
  }
}
