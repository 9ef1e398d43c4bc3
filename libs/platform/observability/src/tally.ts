import type { Log } from './log.js';

/** What is counted, and where it goes. */
export interface TallyOptions<Count> {
  /** The log's line of a flush that failed. */
  event: string;
  /** How long what was counted waits, in milliseconds. */
  flushEveryMs: number;
  /** Counts of one key are summed up. */
  keyOf: (count: Count) => string;
  sum: (known: Count, more: Count) => Count;
  /** Writes all of them or none; never two at once in a process. */
  write: (counts: Count[]) => Promise<void>;
  /** Told what waits after a flush that failed; what it answers waits instead, summed up anew. */
  shrink?: (counts: Count[]) => Count[];
}

/**
 * Counts in memory and writes the sums a moment later, all at once, so that counting costs no statement. Without counts
 * there is nothing to hold, no timer and no statement. A process that is killed loses the counts of that moment.
 */
export class Tally<Count> {
  private counts = new Map<string, Count>();
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: TallyOptions<Count>,
    private readonly log: Log,
  ) {}

  /** Never fails, and never waits. */
  add(count: Count): void {
    this.put(count);
    this.timer ??= setTimeout(() => void this.flush(), this.options.flushEveryMs).unref();
  }

  /** Writes what was counted. What cannot be written is kept and told; the next flush tries again. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write());
    return this.flushing;
  }

  /** A last flush, and no timer after it. */
  async close(): Promise<void> {
    await this.flush();
    this.stopTimer();
  }

  private async write(): Promise<void> {
    this.stopTimer();
    const counts = this.take();
    if (counts.length === 0) return;
    try {
      await this.options.write(counts);
    } catch (error) {
      this.log.failure(this.options.event, error, { counts: counts.length });
      for (const count of counts) this.add(count);
      if (this.options.shrink) for (const count of this.options.shrink(this.take())) this.put(count);
    }
  }

  private take(): Count[] {
    const counts = [...this.counts.values()];
    this.counts = new Map();
    return counts;
  }

  private put(count: Count): void {
    const { keyOf, sum } = this.options;
    const known = this.counts.get(keyOf(count));
    this.counts.set(keyOf(count), known ? sum(known, count) : count);
  }

  private stopTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}

/**
 * `count` in the bucket of `value`, and 0 in the others.
 * @param bounds upper bounds of the buckets, the least first; one more bucket holds what is above them.
 */
export function bucketOf(bounds: readonly number[], value: number, count = 1): number[] {
  const found = bounds.findIndex((bound) => value <= bound);
  const own = found === -1 ? bounds.length : found;
  return Array.from({ length: bounds.length + 1 }, (_none, index) => (index === own ? count : 0));
}

/** Bucket by bucket. */
export function addBuckets(known: readonly number[], more: readonly number[]): number[] {
  return known.map((count, index) => count + (more[index] ?? 0));
}
