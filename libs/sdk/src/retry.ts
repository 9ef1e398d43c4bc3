import { ApiError } from './api-error.js';

/** How long a call may take, and how often it is repeated. */
export interface Patience {
  /** Of one try, in milliseconds; 30 s when left out. */
  timeoutMs?: number | undefined;
  /** How often a call is repeated that may be; 2 when left out, 0 for never. */
  maxRetries?: number | undefined;
  /** Of all tries with the pauses between them, in milliseconds; 120 s when left out. */
  deadlineMs?: number | undefined;
}

const longestPauseMs = 8_000;
const passing = new Set([0, 408, 429, 502, 503, 504]);

/** Whether the same call may fare better soon: no answer, too many calls, something away, or (409) its first try still at work. */
export function mayPass(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  return passing.has(error.status) || (error.status === 409 && error.retryAfterMs !== null);
}

/**
 * As the answer says, else half a second, one, two …; and up to a quarter more, so that many do not come back at once.
 * @param failures so far, from 1.
 */
export function pauseAfter(failures: number, retryAfterMs: number | null, random = Math.random()): number {
  const pauseMs = retryAfterMs ?? Math.min(500 * 2 ** (failures - 1), longestPauseMs);
  return pauseMs * (1 + random / 4);
}

/**
 * Tries until it works, as often and as long as `patience` says.
 * @param attempt one try, which may take so many milliseconds.
 */
export async function repeating<T>(
  { timeoutMs = 30_000, maxRetries = 2, deadlineMs = 120_000 }: Patience,
  signal: AbortSignal | undefined,
  attempt: (withinMs: number) => Promise<T>,
): Promise<T> {
  const endsAt = performance.now() + deadlineMs;
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt(Math.min(timeoutMs, endsAt - performance.now()));
    } catch (error) {
      if (failures > maxRetries || !mayPass(error)) throw error;
      const pauseMs = pauseAfter(failures, error.retryAfterMs);
      if (performance.now() + pauseMs >= endsAt) throw error;
      await pause(pauseMs, signal);
    }
  }
}

/** @throws the reason of the signal, as soon as it is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const limit = new TimeLimit(ms, signal);
  await new Promise((resolve) => limit.signal.addEventListener('abort', resolve));
  limit.end();
  signal?.throwIfAborted();
}

/**
 * A signal that aborts when the caller's does, or after so long. Not `AbortSignal.any` with `timeout`: older browsers lack
 * it, and Node 20 may lose its timer.
 */
export class TimeLimit {
  private readonly controller = new AbortController();
  private readonly stop = () => this.controller.abort(this.given?.reason);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ms: number,
    private readonly given?: AbortSignal,
  ) {
    this.restart();
    if (given?.aborted) this.stop();
    given?.addEventListener('abort', this.stop);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  restart(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => this.controller.abort(new DOMException('No answer in time', 'TimeoutError')),
      this.ms,
    );
  }

  /** Time stands still until `restart`. */
  hold(): void {
    clearTimeout(this.timer);
  }

  /** Frees the timer, and whatever still goes on under this signal is ended. */
  end(): void {
    clearTimeout(this.timer);
    this.given?.removeEventListener('abort', this.stop);
    this.controller.abort();
  }
}
