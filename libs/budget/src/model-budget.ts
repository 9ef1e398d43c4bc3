import type { ModelWindow } from './model-window.js';

/** One account's windows and places in memory, asked at given instants: what libs/what-if replays demand against. */
export class ModelBudget {
  private flights: { lease: number; isRead: boolean; at: number }[] = [];
  private reads = 0;
  private writeWaitsUntil = 0;
  private leases = 0;

  constructor(
    /** Share of the limits that may be used, 0 to 1. */
    private readonly ratio: number,
    private readonly places: number,
  ) {}

  /**
   * As `Budget.reserve` for calls that cost one each; leases do not end by themselves. `isFull`: nothing is used up, but all
   * places are taken. Instants must not go back.
   */
  reserve(
    isRead: boolean,
    windows: readonly ModelWindow[],
    now: number,
  ): { lease: number } | { retryAt: number; isFull: boolean } {
    let latest = 0;
    for (const window of windows) {
      const refusedUntil = window.refusal(isRead, window.ceilingAt(this.ratio), now) ?? 0;
      latest = Math.max(latest, refusedUntil, window.blockedUntil > now ? window.blockedUntil : 0);
    }
    if (latest > 0) return { retryAt: latest, isFull: false };
    const readsYield = this.writeWaitsUntil > now || this.reads >= Math.max(1, this.places - 1);
    if (this.flights.length >= this.places || (isRead && readsYield)) {
      if (!isRead) this.writeWaitsUntil = now + 1_000;
      return { retryAt: now + 20, isFull: true };
    }
    for (const window of windows) window.count(isRead, now);
    if (isRead) this.reads += 1;
    else this.writeWaitsUntil = 0;
    this.flights.push({ lease: (this.leases += 1), isRead, at: now });
    return { lease: this.leases };
  }

  /** Gives the place back; `remaining` is what the answer said of the window, `blockedInMs` that it was a 429. */
  settle(
    lease: number,
    now: number,
    told?: { window: ModelWindow; remaining?: number; resetInMs?: number; blockedInMs?: number },
  ): void {
    const held = this.flights.findIndex((flight) => flight.lease === lease);
    const [flight] = held < 0 ? [] : this.flights.splice(held, 1);
    if (flight?.isRead) this.reads -= 1;
    if (!told) return;
    const { window, remaining, resetInMs = null, blockedInMs } = told;
    if (blockedInMs !== undefined) window.blockedUntil = Math.max(window.blockedUntil, now + blockedInMs);
    else if (remaining !== undefined)
      window.sense(remaining, resetInMs, this.flights.length, flight?.at ?? 0, now);
  }
}
