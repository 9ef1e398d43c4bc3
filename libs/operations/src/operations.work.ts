import { Injectable } from '@nestjs/common';
import { CallsInFlight } from '@nightdesk/accounts';
import type { ItemOutcome, LaneItem, LaneWork, Look } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { resumed } from '@nightdesk/platform/observability';
import { claimMs } from './operation-log.js';
import { OperationsQueueStore } from './operations.queue.store.js';
import { OperationMoved } from './operations.types.js';
import { Performer } from './performer.js';

/** The write lanes: operations of one account, in order per ticket. */
@Injectable()
export class OperationsWork implements LaneWork {
  readonly kind = 'write';

  constructor(
    private readonly queue: OperationsQueueStore,
    private readonly performer: Performer,
    private readonly callsInFlight: CallsInFlight,
    private readonly clock: Clock,
  ) {}

  inFlight(accountId: string): Promise<number> {
    return this.callsInFlight.of(accountId);
  }

  async take(accountId: string, limit: number, busy: readonly string[]): Promise<Look> {
    return { items: await this.queue.take(accountId, limit, busy, this.clock.now()) };
  }

  async perform(_accountId: string, item: LaneItem, signal: AbortSignal): Promise<ItemOutcome> {
    const now = this.clock.now();
    const operation = await this.queue.claim(item.id, now, new Date(now.getTime() + claimMs));
    if (!operation) return { kind: 'done' };
    try {
      const about = { accountId: operation.accountId, operationId: operation.id };
      const options = { kind: 'CONSUMER', about } as const;
      return await resumed(operation, operation.id, 'operation perform', options, () =>
        this.performer.perform(operation, signal),
      );
    } catch (error) {
      if (error instanceof OperationMoved) return { kind: 'done' }; // our claim ran out, and somebody else goes on
      throw error;
    }
  }

  nextDue(accountId: string): Promise<Date | null> {
    return this.queue.nextDue(accountId);
  }

  dueKeys(limit: number): Promise<string[]> {
    return this.queue.dueAccounts(limit, this.clock.now());
  }
}
