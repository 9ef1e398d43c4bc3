import type { Counter } from './counters.js';
import type { Verdict } from './verdict.js';

/** A process takes this share of the limit at a time. */
const slices = 100;

/**
 * One limit for everybody. Each process takes points from the store by the slice and hands them out, or every request would
 * wait for one row. The sum is never above the limit; a slice that a process does not use up is lost with its window.
 */
export class SharedLimit {
  private readonly slice: number;
  private left = 0;
  private endsAt = 0;
  private taking: Promise<Verdict> | null = null;

  constructor(private readonly counter: Counter) {
    this.slice = Math.max(1, Math.floor(counter.rate.points / slices));
  }

  async count(): Promise<Verdict> {
    for (;;) {
      const now = performance.now();
      if (this.left > 0 && now < this.endsAt) {
        this.left -= 1;
        const { name: limit, rate } = this.counter;
        return { limit, rate, refused: false, remaining: this.left, resetMs: this.endsAt - now };
      }
      const taken = await (this.taking ??= this.take());
      if (taken.refused) return taken;
    }
  }

  private async take(): Promise<Verdict> {
    try {
      const taken = await this.counter.count('all', this.slice);
      if (!taken.refused) {
        this.left = this.slice;
        this.endsAt = performance.now() + taken.resetMs;
      }
      return taken;
    } finally {
      this.taking = null;
    }
  }
}
