import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { addBuckets, bucketOf, Log, metrics, Tally } from '@nightdesk/platform/observability';
import { ArrivalsStore } from './arrivals.store.js';
import { type ArrivalCount, delayBounds } from './arrivals.types.js';

const changes = metrics.counter({
  name: 'nightdesk_changes_total',
  help: 'Changes at platforms by what told us first; by reconciliation means that a webhook missed it.',
  labelNames: ['via'],
});

const hourMs = 3_600_000;
const flushEveryMs = 2_000;
const keptMs = 8 * 24 * hourMs;

/** A change that a reading has shown, and what made us read. */
export interface Arrival {
  accountId: string;
  kind: string;
  via: 'webhook' | 'reconciliation';
  occurredAt: Date;
  /** When the delivery came that made us read. */
  heardAt: Date;
}

/**
 * How changes are first seen: by webhook, or only by a sweep. Counted in the process and added every 2 s as one statement,
 * so that telling an event costs no statement more; a process that is killed loses the counts of that time and nothing else.
 */
@Injectable()
export class Arrivals implements OnApplicationShutdown {
  private readonly tally: Tally<ArrivalCount>;

  constructor(
    private readonly store: ArrivalsStore,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.tally = new Tally(
      {
        event: 'arrivals.flush',
        flushEveryMs,
        keyOf: ({ accountId, hour, kind }) => `${accountId} ${hour} ${kind}`,
        sum,
        write: (counts) => this.store.add(counts),
      },
      log,
    );
  }

  /** To be called after the commit. Never fails, and never waits. */
  count({ accountId, kind, via, occurredAt, heardAt }: Arrival): void {
    const hour = Math.floor(this.clock.now().getTime() / hourMs) * hourMs;
    changes.inc({ via });
    const byWebhook = via === 'webhook' ? 1 : 0;
    const delays = bucketOf(delayBounds, heardAt.getTime() - occurredAt.getTime(), byWebhook);
    this.tally.add({ accountId, hour, kind, byWebhook, missed: 1 - byWebhook, delays });
  }

  /** Writes what was counted. What cannot be written is kept and told; the next flush tries again. */
  flush(): Promise<void> {
    return this.tally.flush();
  }

  /** Forgets what is older than eight days. */
  forget(): Promise<void> {
    return this.store.deleteBefore(new Date(this.clock.now().getTime() - keptMs));
  }

  /** The lanes have ended by now, and the database is still there. */
  onApplicationShutdown(): Promise<void> {
    return this.tally.close();
  }
}

function sum(known: ArrivalCount, more: ArrivalCount): ArrivalCount {
  return {
    ...known,
    byWebhook: known.byWebhook + more.byWebhook,
    missed: known.missed + more.missed,
    delays: addBuckets(known.delays, more.delays),
  };
}
