const windowMs = 5 * 60_000;

/**
 * The platform's circuit breaker for one webhook: at 70 % failures in five minutes (not under 100 requests), or more than
 * 1,000 errors in five minutes, nothing is sent for about five seconds. What falls into the pause is lost.
 */
export class Breaker {
  #outcomes: { atMs: number; failed: boolean }[] = [];
  #blockedUntilMs = 0;

  constructor(
    private readonly nowMs: () => number,
    private readonly pauseMs: number,
  ) {}

  admits(): boolean {
    return this.nowMs() >= this.#blockedUntilMs;
  }

  count(success: boolean): void {
    const now = this.nowMs();
    this.#outcomes = this.#outcomes.filter(({ atMs }) => atMs > now - windowMs);
    this.#outcomes.push({ atMs: now, failed: !success });
    const total = this.#outcomes.length;
    const failures = this.#outcomes.filter(({ failed }) => failed).length;
    if (failures > 1000 || (total >= 100 && failures / total >= 0.7)) {
      this.#blockedUntilMs = now + this.pauseMs;
      this.#outcomes = [];
    }
  }
}
