import type { Topic } from './topics.js';

const minute = 60_000;
const pauseWindowMs = 15 * minute;
const errorsToPause = 1000;
const suspendAfterMs = 7 * 24 * 60 * minute;
const throttleMs = { least: minute, most: 120 * minute };

/** How one delivery ended, as far as the subscription cares. */
export type Result = 'success' | 'error' | 'gone' | 'throttled';

/** One attempt, for whoever looks at the Developer Hub. */
export interface Attempt {
  topic: string;
  id: string | null;
  attempt: number;
  status: number | null;
  at: number;
}

/** An app's one webhook URL with its topics, and the platform's patience with it. */
export class Subscription {
  url: string | null = null;
  topics: Topic[] = [];
  readonly attempts: Attempt[] = [];
  #ended: 'suspended' | 'removed' | null = null;
  #pausedUntilMs = 0;
  #errorsAtMs: number[] = [];
  #failingSinceMs: number | null = null;
  #throttle = { untilMs: 0, nextMs: throttleMs.least };

  set(url: string | null, topics: Topic[]): void {
    Object.assign(this, { url, topics });
    this.#ended = null;
    this.#pausedUntilMs = 0;
    this.#errorsAtMs = [];
    this.#failingSinceMs = null;
    this.#throttle = { untilMs: 0, nextMs: throttleMs.least };
  }

  state(nowMs: number): 'none' | 'active' | 'paused' | 'suspended' | 'removed' {
    if (this.#ended) return this.#ended;
    if (this.url === null) return 'none';
    return nowMs < this.#pausedUntilMs ? 'paused' : 'active';
  }

  /**
   * Counts an outcome. A 410 ends the subscription; more than 1,000 errors in 15 minutes pause it for 15 minutes;
   * errors without one success for more than seven days suspend it, unless the app is public.
   */
  count(result: Result, nowMs: number, canBeSuspended: boolean): void {
    if (result === 'success') {
      this.#failingSinceMs = null;
      this.#throttle.nextMs = throttleMs.least;
    }
    if (result === 'gone') this.#ended = 'removed';
    if (result !== 'error') return;
    this.#failingSinceMs ??= nowMs;
    if (canBeSuspended && nowMs - this.#failingSinceMs > suspendAfterMs) this.#ended = 'suspended';
    this.#errorsAtMs = this.#errorsAtMs.filter((atMs) => atMs > nowMs - pauseWindowMs);
    this.#errorsAtMs.push(nowMs);
    if (this.#errorsAtMs.length > errorsToPause) {
      this.#pausedUntilMs = nowMs + pauseWindowMs;
      this.#errorsAtMs = [];
    }
  }

  /** After a 429 everything waits: a minute at first, then twice as long each time, two hours at most. */
  throttle(wallMs: number, timeScale: number): void {
    const { untilMs, nextMs } = this.#throttle;
    if (wallMs < untilMs) return;
    this.#throttle = { untilMs: wallMs + nextMs * timeScale, nextMs: Math.min(nextMs * 2, throttleMs.most) };
  }

  /** Milliseconds of real time until something may be sent again. */
  throttledFor(wallMs: number): number {
    return Math.max(0, this.#throttle.untilMs - wallMs);
  }

  log(attempt: Attempt): void {
    this.attempts.push(attempt);
    if (this.attempts.length > 1000) this.attempts.shift();
  }
}
