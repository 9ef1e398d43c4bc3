import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { OutboxStore } from './outbox.store.js';

const dayMs = 86_400_000;
/** So few at once that nobody waits for the locks. */
const batch = 500;

/** Events are kept for `RETENTION_DAYS`, whatever became of their deliveries. */
@Injectable()
export class EventRetention {
  constructor(
    private readonly store: OutboxStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Deletes what is older, the oldest first, batch by batch. Answers how many events went. */
  async sweep(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - this.config.RETENTION_DAYS * dayMs);
    for (let gone = 0; ;) {
      const count = await this.store.deleteOlder(before, batch);
      gone += count;
      if (count < batch) return gone;
    }
  }
}
