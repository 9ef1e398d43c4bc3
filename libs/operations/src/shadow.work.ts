import { Injectable } from '@nestjs/common';
import { CallsInFlight } from '@nightdesk/accounts';
import type { ItemOutcome, LaneItem } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { OperationsQueueStore } from './operations.queue.store.js';
import { OperationsWork } from './operations.work.js';
import { Performer } from './performer.js';
import { ShadowMode } from './shadow-mode.js';

/** The write lanes, with an eye on the accounts that are on trial: whatever way an operation ended, it is looked at here. */
@Injectable()
export class JudgedOperationsWork extends OperationsWork {
  constructor(
    queue: OperationsQueueStore,
    performer: Performer,
    callsInFlight: CallsInFlight,
    clock: Clock,
    private readonly shadow: ShadowMode,
  ) {
    super(queue, performer, callsInFlight, clock);
  }

  override async perform(accountId: string, item: LaneItem, signal: AbortSignal): Promise<ItemOutcome> {
    const outcome = await super.perform(accountId, item, signal);
    if (outcome.kind === 'done') await this.shadow.judge(accountId);
    return outcome;
  }
}
