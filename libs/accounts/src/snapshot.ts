import { setTimeout as pass } from 'node:timers/promises';

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
  private last: { value: T; at: number } | null = null;
  private reading: Promise<T> | null = null;

  constructor(private readonly read: () => Promise<T>) {}

  get(): Promise<T> {
    if (this.last && performance.now() - this.last.at < oldestMs) return Promise.resolve(this.last.value);
    this.reading ??= this.readAgain();
    return this.reading;
  }

  /** To be called after a change of our own: what was read before counts no more, nor does a reading that is under way. */
  forget(): void {
    this.last = null;
    this.reading = null;
  }

  private readAgain(): Promise<T> {
    const at = performance.now();
    const reading = this.read()
      .then((value) => {
        if (this.reading === reading) this.last = { value, at };
        return value;
      })
      .finally(() => {
        if (this.reading === reading) this.reading = null;
      });
    return reading;
  }
}
