import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { type CallCount, CallFiguresStore } from './call-figures.store.js';

/** Upper bounds of the classes of duration, in milliseconds; one more class holds what took longer. */
export const durationBounds = [25, 50, 100, 200, 350, 500, 750, 1_000, 2_000, 3_500, 5_000, 10_000] as const;

const minuteMs = 60_000;
const flushEveryMs = 5_000;
/** Longer than the page can ask for, by far. */
const keptMs = 8 * 24 * 60 * minuteMs;
/** More counts than this only pile up while the database is away. */
const manyCounts = 20_000;

/** One call as it ended. */
export interface EndedCall {
  accountId: string;
  lane: 'read' | 'write' | 'token';
  /** Null: there was no answer. */
  status: number | null;
  durationMs: number;
}

/**
 * Calls to platforms by account, minute and lane (SPEC 12.1). Counted in the process and added to `call_minutes` every 5 s
 * and at the end, as one statement; without calls there is nothing to hold, no timer and no statement.
 */
@Injectable()
export class CallFigures implements OnApplicationShutdown {
  private counts = new Map<string, CallCount>();
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: CallFiguresStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Never fails, and never waits. */
  count({ accountId, lane, status, durationMs }: EndedCall): void {
    const minute = Math.floor(this.clock.now().getTime() / minuteMs) * minuteMs;
    const own = classOf(durationMs);
    const durations = [...durationBounds, Infinity].map((_bound, index) => (index === own ? 1 : 0));
    const failures = failed(status) ? 1 : 0;
    const limited = status === 429 ? 1 : 0;
    const totalMs = Math.round(durationMs);
    this.add({ accountId, minute, lane, calls: 1, failures, limited, totalMs, durations });
    this.timer ??= setTimeout(() => void this.flush(), flushEveryMs).unref();
  }

  /** Writes what was counted. What cannot be written is kept and told; the next flush tries again. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write());
    return this.flushing;
  }

  /** Forgets what is older than eight days; called by the worker's schedule. */
  sweep(): Promise<void> {
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
      this.log.failure('call_figures.flush', error, { counts: counts.length });
      this.keep(counts);
    }
  }

  private keep(counts: readonly CallCount[]): void {
    for (const one of counts) this.add(one);
    if (this.counts.size > manyCounts) {
      // The minutes of an outage become one: as many counts as there are lanes, however long it lasts.
      const all = [...this.counts.values()];
      const minute = Math.max(...new Set(all.map((one) => one.minute)));
      this.counts = new Map();
      for (const one of all) this.add({ ...one, minute });
    }
    this.timer ??= setTimeout(() => void this.flush(), flushEveryMs).unref();
  }

  private add(more: CallCount): void {
    const key = `${more.accountId} ${more.lane} ${more.minute}`;
    const known = this.counts.get(key);
    if (!known) {
      this.counts.set(key, more);
      return;
    }
    known.calls += more.calls;
    known.failures += more.failures;
    known.limited += more.limited;
    known.totalMs += more.totalMs;
    known.durations = known.durations.map((count, index) => count + (more.durations[index] ?? 0));
  }
}

function classOf(durationMs: number): number {
  const index = durationBounds.findIndex((bound) => durationMs <= bound);
  return index === -1 ? durationBounds.length : index;
}

/** A refusal of the credential, or a platform that does not work; what is wrong with one request only is no failure. */
function failed(status: number | null): boolean {
  return status === null || status === 401 || status === 403 || status === 408 || status >= 500;
}
