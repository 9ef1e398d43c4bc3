/** Calls a minute: the account's total, and for some kinds of calls a smaller number within it. */
export const buckets = ['ticket-create', 'ticket-update', 'ticket-list', 'contact-list'] as const;
export type Bucket = (typeof buckets)[number];
type Rates = { total: number } & Partial<Record<Bucket, number>>;

const rates = (total: number, write: number, list: number): Rates => ({
  total,
  'ticket-create': write,
  'ticket-update': write,
  'ticket-list': list,
  'contact-list': list,
});

/** Free has no API at all; a trial has one small total. */
export const plans = {
  Free: { total: 0 },
  Growth: rates(200, 80, 20),
  Pro: rates(400, 160, 100),
  Enterprise: rates(700, 280, 200),
  Trial: { total: 50 },
} satisfies Record<string, Rates>;
export type Plan = keyof typeof plans;
export const planNames = Object.keys(plans) as [Plan, ...Plan[]];

/** What an account may use, and over how long. */
export interface Allowance {
  rates: Rates;
  windowSeconds: number;
}

interface Use {
  atMs: number;
  cost: number;
  bucket: Bucket | null;
}

export type Taken = { allowed: true } | { allowed: false; retryAfter: number };

/** A rolling window over everything an account did, in credits. A refused call is a call too, and counts. */
export class Limits {
  #uses: Use[] = [];

  constructor(
    private readonly nowMs: () => number,
    private readonly allowance: () => Allowance,
  ) {}

  take(bucket: Bucket | null, cost: number): Taken {
    const allowed = this.wait(bucket, cost) === 0;
    this.spend(bucket, cost);
    // The refusal itself is part of what has to leave the window before the next call fits.
    return allowed ? { allowed } : { allowed, retryAfter: this.wait(bucket, cost) };
  }

  /** Seconds until a call of this cost fits, 0 for now. */
  wait(bucket: Bucket | null, cost: number): number {
    return Math.max(this.#wait(null, cost), bucket === null ? 0 : this.#wait(bucket, cost));
  }

  spend(bucket: Bucket | null, cost: number): void {
    this.#uses.push({ atMs: this.nowMs(), cost, bucket });
  }

  remaining(bucket: Bucket | null = null): number {
    const limit = this.#limit(bucket);
    return Math.max(0, limit - this.#used(bucket).reduce((sum, { cost }) => sum + cost, 0));
  }

  get total(): number {
    return this.#limit(null);
  }

  #limit(bucket: Bucket | null): number {
    const { rates: all } = this.allowance();
    return bucket === null ? all.total : (all[bucket] ?? all.total);
  }

  #used(bucket: Bucket | null): Use[] {
    const from = this.nowMs() - this.allowance().windowSeconds * 1000;
    this.#uses = this.#uses.filter(({ atMs }) => atMs > from);
    return bucket === null ? this.#uses : this.#uses.filter((use) => use.bucket === bucket);
  }

  /** The oldest uses leave the window first; the wait ends when enough of them have. */
  #wait(bucket: Bucket | null, cost: number): number {
    const uses = this.#used(bucket);
    let over = uses.reduce((sum, use) => sum + use.cost, cost) - this.#limit(bucket);
    if (over <= 0) return 0;
    const { windowSeconds } = this.allowance();
    for (const use of uses) {
      over -= use.cost;
      if (over <= 0) return Math.max(1, Math.ceil((use.atMs + windowSeconds * 1000 - this.nowMs()) / 1000));
    }
    return windowSeconds;
  }
}

/** The headers of every answer but a 429. There is none that tells when the window ends. */
export const limitHeaders = (limits: Limits, cost: number): Record<string, string> => ({
  'x-ratelimit-total': limits.total.toFixed(1),
  'x-ratelimit-remaining': String(limits.remaining()),
  'x-ratelimit-used-currentrequest': String(cost),
});
