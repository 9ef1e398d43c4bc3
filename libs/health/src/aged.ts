import type { Clock } from '@nightdesk/platform/clock';

/** A value that is read anew only when it is asked for and older than `forMs`; whoever asks meanwhile waits for the same reading. */
export class Aged<T> {
  private last: { at: number; value: Promise<T> } | null = null;

  constructor(
    private readonly forMs: number,
    private readonly clock: Clock,
  ) {}

  /** A reading that fails is not kept. */
  get(read: () => Promise<T>): Promise<T> {
    const now = this.clock.now().getTime();
    if (!this.last || Math.abs(now - this.last.at) >= this.forMs)
      this.last = { at: now, value: this.read(read) };
    return this.last.value;
  }

  private async read(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      this.last = null;
      throw error;
    }
  }
}
