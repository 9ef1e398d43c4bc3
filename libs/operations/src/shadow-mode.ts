import { Injectable } from '@nestjs/common';
import { LiveShares } from '@nightdesk/accounts';
import type { Lane } from '@nightdesk/lanes';
import { Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { operationEvent } from './operation-log.js';
import type { Operation } from './operations.types.js';
import { fallBackReason } from './shadow.js';
import { ShadowStore } from './shadow.store.js';

const hourMs = 3_600_000;

/** Operations that are recorded and not sent (SPEC 8.6), and trials that must end. */
@Injectable()
export class ShadowMode {
  constructor(
    private readonly store: ShadowStore,
    private readonly liveShares: LiveShares,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Tells the automation of an operation that was just recorded. Answers the lanes to wake after the commit. */
  tell(tx: Tx, operation: Operation): Promise<Lane[]> {
    const { state, reason, createdAt } = operation;
    return this.outbox.append(tx, [
      operationEvent(operation, 'operation.shadowed', { state, reason }, createdAt),
    ]);
  }

  /**
   * To be called when an operation of the account may have ended: its trial ends when within an hour too many have failed of
   * those that were accepted in it. An account without a trial costs nothing.
   */
  async judge(accountId: string): Promise<void> {
    const trial = await this.liveShares.trial(accountId);
    if (!trial) return;
    const hourAgo = new Date(this.clock.now().getTime() - hourMs);
    const outcomes = await this.store.outcomes(accountId, hourAgo, trial.liveShareSince);
    const reason = fallBackReason(outcomes, trial.errorSlo);
    if (reason !== null) await this.liveShares.fallBack(accountId, trial, reason);
  }
}
