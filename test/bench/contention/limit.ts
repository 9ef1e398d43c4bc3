import { windowMs } from './figures.js';

export type WindowKind = 'fixed' | 'rolling';

/** What the platform says to one call. */
export interface Standing {
  accepted: boolean;
  limit: number;
  remaining: number;
  /** Until calls become free again. */
  resetMs: number;
}

/** A platform's limit on calls. What is refused is not counted. */
export class Limit {
  /** Instants of the calls that count, oldest first. */
  private counted: number[] = [];

  constructor(
    private readonly kind: WindowKind,
    public calls: number,
  ) {}

  take(now: number): Standing {
    const begins = this.kind === 'fixed' ? now - (now % windowMs) : now - windowMs + 1;
    this.counted = this.counted.filter((at) => at >= begins);
    const accepted = this.counted.length < this.calls;
    if (accepted) this.counted.push(now);
    const remaining = Math.max(0, this.calls - this.counted.length);
    return { accepted, limit: this.calls, remaining, resetMs: this.freeAt(begins) - now };
  }

  /** Fixed: the window's end. Rolling: when so many have left that one more fits. */
  private freeAt(begins: number): number {
    if (this.kind === 'fixed') return begins + windowMs;
    const leaving = this.counted[Math.max(0, this.counted.length - this.calls)] ?? begins;
    return leaving + windowMs;
  }
}
