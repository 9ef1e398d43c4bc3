import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { RetentionStore } from './retention.store.js';

const dayMs = 86_400_000;

/** Deletes what has been kept for its time (SPEC 15.3); docs/operations-retention.md has the rule of every table. */
@Injectable()
export class Retention {
  constructor(
    private readonly store: RetentionStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By small statements, so that nobody waits for one. Any number of processes may at once. Answers rows by table. */
  async sweep(): Promise<Record<string, number>> {
    const now = this.clock.now();
    const before = (days: number) => new Date(now.getTime() - days * dayMs);
    const { RETENTION_DAYS, TICKET_RETENTION_DAYS } = this.config;
    return {
      operations: await this.store.deleteOperations(before(RETENTION_DAYS)),
      ...(await this.store.deleteEnded(before(RETENTION_DAYS))),
      tickets: await this.store.emptyTickets(before(TICKET_RETENTION_DAYS), now),
    };
  }
}
