/**
 * The sandbox's own time. `wall` is the time of the machine (or of the clock a test passed in); `now` runs ahead
 * of it by whatever was advanced, so that tokens, rate windows and exports age without anybody waiting.
 */
export class SandboxClock {
  #aheadMs = 0;

  constructor(private readonly base: () => number = Date.now) {}

  /** Milliseconds since 1970, never advanced. Signature time stamps use it: receivers compare with their own clock. */
  wall(): number {
    return this.base();
  }

  /** Milliseconds since 1970 as the platforms see it. */
  now(): number {
    return this.base() + this.#aheadMs;
  }

  /** Whole unix seconds as the platforms see it. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  advance(seconds: number): void {
    this.#aheadMs += seconds * 1000;
  }

  reset(): void {
    this.#aheadMs = 0;
  }
}

/** ISO 8601 with the one-second grain the platforms show, e.g. `2026-09-01T10:00:00Z`. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
