import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { ArrivalsStore } from './arrivals.store.js';
import { type ArrivalCount, delayBounds, delayClass } from './arrivals.types.js';

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
  private counts = new Map<string, ArrivalCount>();
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ArrivalsStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** To be called after the commit. Never fails, and never waits. */
  count({ accountId, kind, via, occurredAt, heardAt }: Arrival): void {
    const hour = Math.floor(this.clock.now().getTime() / hourMs) * hourMs;
    const byWebhook = via === 'webhook' ? 1 : 0;
    const delays = Array.from({ length: delayBounds.length + 1 }, () => 0);
    delays[delayClass(heardAt.getTime() - occurredAt.getTime())] = byWebhook;
    this.add({ accountId, hour, kind, byWebhook, missed: 1 - byWebhook, delays });
    this.timer ??= this.later();
  }

  /** Writes what was counted. What cannot be written is kept and told; the next flush tries again. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write());
    return this.flushing;
  }

  /** Forgets what is older than eight days. */
  forget(): Promise<void> {
    return this.store.deleteBefore(new Date(this.clock.now().getTime() - keptMs));
  }

  /** The lanes have ended by now, and the database is still there. */
  async onApplicationShutdown(): Promise<void> {
    await this.flush();
    if (this.timer) clearTimeout(this.timer);
  }

  private async write(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const counts = [...this.counts.values()];
    if (counts.length === 0) return;
    this.counts = new Map();
    try {
      await this.store.add(counts);
    } catch (error) {
      this.log.failure('arrivals.flush', error, { counts: counts.length });
      for (const count of counts) this.add(count);
      this.timer ??= this.later();
    }
  }

  private later(): NodeJS.Timeout {
    return setTimeout(() => void this.flush(), flushEveryMs).unref();
  }

  private add(more: ArrivalCount): void {
    const key = `${more.accountId} ${more.hour} ${more.kind}`;
    const known = this.counts.get(key);
    if (!known) {
      this.counts.set(key, more);
      return;
    }
    known.byWebhook += more.byWebhook;
    known.missed += more.missed;
    known.delays = known.delays.map((count, index) => count + (more.delays[index] ?? 0));
  }
}
