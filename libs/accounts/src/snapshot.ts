import { setTimeout as pass } from 'node:timers/promises';
import type { Clock } from '@nightdesk/platform/clock';

/** What operators set acts in every process within this time, in milliseconds. */
const oldestMs = 250;
/** For a reading that had begun before the commit and ends after it. */
const marginMs = 50;

/**
 * Resolves when every process knows what was committed before. A lane that is released earlier may meet the old setting, and
 * park again for as long as that one says.
 */
export function seenEverywhere(): Promise<void> {
  return pass(oldestMs + marginMs);
}

/**
 * A small table as it was at most 250 ms ago. It is read when somebody asks, once for all who ask meanwhile; while nobody
 * asks it costs nothing. A reading that fails is the asker's failure, and an old one never stands in for it.
 */
export class Snapshot<T> {
  private last: { value: T; at: number } | undefined;
  private reading: Promise<T> | undefined;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly clock: Clock,
  ) {}

  get(): Promise<T> {
    if (this.last) {
      const age = this.clock.now().getTime() - this.last.at;
      // Negative where the clock was put back.
      if (age >= 0 && age < oldestMs) return Promise.resolve(this.last.value);
    }
    this.reading ??= this.readAgain();
    return this.reading;
  }

  private async readAgain(): Promise<T> {
    const at = this.clock.now().getTime();
    try {
      const value = await this.read();
      this.last = { value, at };
      return value;
    } finally {
      this.reading = undefined;
    }
  }
}
