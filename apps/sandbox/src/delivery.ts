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
  /** A function is asked when the first attempt is made. */
  body: string | (() => string);
  timeoutMs: number;
  /** What a retry sends where it is not the same as the first time. */
  again?(retries: number): { body: string; headers: Record<string, string> };
  /** How long after the event the platform sends at the earliest. */
  delaySeconds?: number;
  /** Seconds the platform holds the next attempt back before it asks again; 0 or absent: it goes. */
  heldFor?(): number;
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
  /** By site, what lets the letters go that wait to be overtaken. */
  readonly #overtaken = new Map<string, (() => void)[]>();

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
    if (fault?.kind === 'webhook-reorder')
      return this.#track(this.#deliver(letter, this.#nextSent(letter, fault.ms ?? 10_000)));
    const delayMs = fault?.kind === 'webhook-delay' ? (fault.ms ?? 1000) : 0;
    // Even without a delay the answer to the API call leaves first: delivery is asynchronous.
    const start = wait(delayMs, undefined, { signal: this.#closing.signal });
    const overtaking = this.#overtaking(letter);
    this.#track(this.#deliver(overtaking, start));
    if (fault?.kind === 'webhook-double') this.#track(this.#deliver(overtaking, start));
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

  /** Until the next letter of the site was sent, at most so long. */
  #nextSent(letter: Letter, mostMs: number): Promise<void> {
    const waiting = this.#overtaken.get(placeOf(letter)) ?? [];
    const sent = new Promise<void>((resolve) => {
      this.#overtaken.set(placeOf(letter), [...waiting, resolve]);
    });
    return Promise.race([sent, wait(mostMs, undefined, { signal: this.#closing.signal, ref: false })]);
  }

  /** The letter, which lets those go that wait for it once it was sent. */
  #overtaking(letter: Letter): Letter {
    const waiting = this.#overtaken.get(placeOf(letter)) ?? [];
    this.#overtaken.delete(placeOf(letter));
    const onAttempt = (outcome: Outcome) => {
      letter.onAttempt(outcome);
      for (const letGo of waiting) letGo();
    };
    return { ...letter, onAttempt };
  }

  async #deliver(letter: Letter, start: Promise<void>): Promise<void> {
    try {
      await start;
      await this.#pause(letter.delaySeconds ?? 0);
      const body = typeof letter.body === 'string' ? letter.body : letter.body();
      for (let retries = 0; await this.#admitted(letter); retries += 1) {
        const repeated = retries > 0 ? letter.again?.(retries) : undefined;
        const outcome = await this.#attempt({ ...letter, ...repeated }, repeated?.body ?? body);
        this.#closing.signal.throwIfAborted();
        letter.onAttempt(outcome);
        const gap = letter.retryIn(outcome, retries);
        if (gap === null) return;
        await this.#pause(gap);
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
    }
  }

  async #admitted(letter: Letter): Promise<boolean> {
    for (let held = letter.heldFor?.() ?? 0; held > 0; held = letter.heldFor?.() ?? 0)
      await this.#pause(held);
    return letter.admit();
  }

  async #pause(seconds: number): Promise<void> {
    if (seconds > 0) await wait(seconds * 1000 * this.timeScale, undefined, { signal: this.#closing.signal });
  }

  async #attempt({ url, method, headers, timeoutMs }: Letter, body: string): Promise<Outcome> {
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

const placeOf = ({ platform, site }: Letter) => `${platform}/${site}`;
