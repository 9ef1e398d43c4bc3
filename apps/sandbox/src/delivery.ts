import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from './faults.js';
import { webhookFaultKinds } from './faults.js';

/** How one attempt ended. */
export interface Outcome {
  status: number | null;
  failure: 'timeout' | 'network' | null;
  /** Seconds, when the receiver sent `Retry-After`. */
  retryAfter: number | null;
}

/** One webhook request and the platform's habits in sending it. */
export interface Letter {
  platform: string;
  site: string;
  event: string;
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  /** False: the platform does not send now, and the letter is lost. */
  admit(): boolean;
  /** Seconds until the next attempt, or null for never again. */
  retryIn(outcome: Outcome, retries: number): number | null;
  onAttempt(outcome: Outcome): void;
}

/** Sends webhooks as platforms do: at once, side by side, with no promise of order. */
export class Sender {
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly faults: Faults,
    /** Time-outs and retry gaps are multiplied by this, so that tests need not wait. */
    private readonly timeScale: number,
  ) {
    // Every delivery under way listens for the end.
    setMaxListeners(0, this.#closing.signal);
  }

  post(letter: Letter): void {
    const { platform, site, event } = letter;
    const fault = this.faults.take(webhookFaultKinds, { platform, site, event });
    if (fault?.kind === 'webhook-drop') return;
    const delayMs = fault?.kind === 'webhook-delay' ? (fault.ms ?? 1000) : 0;
    this.#track(this.#deliver(letter, delayMs));
    if (fault?.kind === 'webhook-double') this.#track(this.#deliver(letter, delayMs));
  }

  /** Resolves when nothing is being sent or waits for a retry. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #track(delivery: Promise<void>): void {
    const tracked = delivery.finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  async #deliver(letter: Letter, delayMs: number): Promise<void> {
    try {
      // Even without a delay the answer to the API call leaves first: delivery is asynchronous.
      await wait(delayMs, undefined, { signal: this.#closing.signal });
      for (let retries = 0; letter.admit(); retries += 1) {
        const outcome = await this.#attempt(letter);
        this.#closing.signal.throwIfAborted();
        letter.onAttempt(outcome);
        const gap = letter.retryIn(outcome, retries);
        if (gap === null) return;
        await wait(gap * 1000 * this.timeScale, undefined, { signal: this.#closing.signal });
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
    }
  }

  async #attempt({ url, method, headers, body, timeoutMs }: Letter): Promise<Outcome> {
    const timeout = AbortSignal.timeout(Math.max(1, Math.round(timeoutMs * this.timeScale)));
    try {
      const signal = AbortSignal.any([timeout, this.#closing.signal]);
      const sent = { method, headers, redirect: 'manual', signal } as const;
      const response = await fetch(url, method === 'GET' ? sent : { ...sent, body });
      await response.arrayBuffer();
      const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      return {
        status: response.status,
        failure: null,
        retryAfter: Number.isFinite(retryAfter) ? retryAfter : null,
      };
    } catch {
      return { status: null, failure: timeout.aborted ? 'timeout' : 'network', retryAfter: null };
    }
  }
}
