import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Lanes } from '@nightdesk/lanes';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { traceId } from '@nightdesk/platform/observability';
import type { Account } from './accounts.types.js';
import { LiveSharesStore, type Trial } from './live-shares.store.js';
import { Snapshot } from './snapshot.js';

export type { Trial };

/** What is left out stays. */
export interface LiveShareChange {
  /** 0, 5, 25, 50 or 100. */
  liveShare?: number | undefined;
  /** 0 to 1. */
  errorSlo?: number | undefined;
}

/** Which share of an account's tickets is live (SPEC 8.6). People raise and lower it; in a trial it can fall back by itself. */
@Injectable()
export class LiveShares {
  private readonly trials = new Snapshot(() => this.store.trials());

  constructor(
    private readonly store: LiveSharesStore,
    private readonly outbox: Outbox,
    private readonly lanes: Lanes,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Null unless the account's share is 5 to 50 %. As it was at most 250 ms ago; costs a process one small query in that time. */
  async trial(accountId: string): Promise<Trial | null> {
    return (await this.trials.get()).get(accountId) ?? null;
  }

  /** What was accepted before keeps what it was accepted as. */
  async change(tx: Tx, account: Account, wanted: LiveShareChange, actor: string): Promise<void> {
    const { id, liveShare: from, errorSlo: slo } = account;
    const { liveShare: to = from, errorSlo = slo } = wanted;
    if (wanted.liveShare !== undefined) {
      const shadowReason = to === 0 ? 'An operator set it: nothing goes out.' : null;
      await this.store.set(tx, id, { liveShare: to, liveShareSince: this.clock.now(), shadowReason });
      const details = { from, to };
      await this.audit.record({ actor, action: 'account.live_share', subject: id, details }, tx);
    }
    if (wanted.errorSlo === undefined) return;
    await this.store.set(tx, id, { errorSlo });
    const details = { from: slo, to: errorSlo };
    await this.audit.record({ actor, action: 'account.error_slo', subject: id, details }, tx);
  }

  /**
   * From now on nothing of the account goes out, until a person raises its share again. Nothing happens when the trial has
   * been changed or ended since it was looked at.
   */
  async fallBack(accountId: string, trial: Trial, reason: string): Promise<void> {
    const at = this.clock.now();
    const woken = await this.store.transaction(async (tx) => {
      const to = { liveShare: 0, liveShareSince: at, shadowReason: reason };
      if (!(await this.store.end(tx, accountId, trial, to))) return [];
      const details = { from: trial.liveShare, to: 0, reason };
      const action = 'account.live_share';
      await this.audit.record({ actor: 'system', action, subject: accountId, details }, tx);
      return this.outbox.append(tx, [shadowed(accountId, trial, reason, at)]);
    });
    await this.lanes.wake(woken);
  }
}

function shadowed(accountId: string, { liveShare }: Trial, reason: string, at: Date): NewEvent {
  return {
    accountId,
    ticketId: null,
    type: 'account.shadowed',
    dedupeKey: `account.shadowed:${at.toISOString()}`,
    origin: 'system',
    via: 'system',
    operationId: null,
    data: { reason, liveShare: { previous: liveShare, current: 0 } },
    traceId: traceId(),
    occurredAt: at,
  };
}
