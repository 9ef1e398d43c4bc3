import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InboxRetention } from '@nightdesk/intake';
import { EventRetention } from '@nightdesk/outbox';
import { Log } from '@nightdesk/platform/observability';
import { Retention } from '@nightdesk/retention';

/** Deletes what has been kept long enough. Any number of workers may: a row is deleted once. */
@Injectable()
export class RetentionTicks {
  constructor(
    private readonly webhooks: InboxRetention,
    private readonly events: EventRetention,
    private readonly others: Retention,
    private readonly log: Log,
  ) {}

  /** A tick that fails is told; the next one tries again. */
  @Interval(900_000)
  async sweep(): Promise<void> {
    try {
      await this.webhooks.sweep();
      await this.events.sweep();
      await this.others.sweep();
    } catch (error) {
      this.log.failure('retention.sweep', error);
    }
  }
}
