import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { InboxStore } from './inbox.store.js';

const dayMs = 86_400_000;
/** So few at once that nobody waits for the locks. */
const batch = 500;

/**
 * Webhooks are kept for `RETENTION_DAYS` after they were dealt with; one that still waits for its account is kept longer. A
 * week at least: no platform repeats a delivery later, so its id need not be remembered any more.
 */
@Injectable()
export class InboxRetention {
  constructor(
    private readonly store: InboxStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async sweep(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - this.config.RETENTION_DAYS * dayMs);
    let from: bigint | null = 0n;
    while (from !== null) from = await this.store.deleteOlder(before, from, batch);
  }
}
