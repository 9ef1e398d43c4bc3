/** Requests a minute by plan. */
export const plans = {
  'Support Team': 200,
  'Suite Team': 200,
  'Suite Growth': 400,
  'Suite Professional': 400,
  'Support Professional': 400,
  'Suite Enterprise': 700,
  'Support Enterprise': 700,
  'Suite Enterprise Plus': 2500,
  'Legacy Essential': 10,
  Trial: 200,
} as const;
export type Plan = keyof typeof plans;
export const planNames = Object.keys(plans) as [Plan, ...Plan[]];

/** One bucket a call draws from. */
export interface Rule {
  /** What the platform calls it; the name in `Zendesk-RateLimit-{name}` when `shown`. */
  name: string;
  limit: number;
  windowSeconds: number;
  /** What is counted apart within the name, e.g. a user and a ticket. */
  key?: string;
  shown?: boolean;
}

interface Bucket {
  window: number;
  used: number;
}

export type Taken = { allowed: true } | { allowed: false; retryAfter: number };

/** Fixed windows: the platform speaks of "the current minute". */
export class Limits {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly seconds: () => number) {}

  /** Takes one from every bucket, or from none when one of them is empty. */
  take(rules: Rule[]): Taken {
    const empty = rules.filter((rule) => this.remaining(rule) === 0);
    if (empty.length > 0)
      return { allowed: false, retryAfter: Math.max(...empty.map((rule) => this.reset(rule))) };
    for (const rule of rules) this.spend(rule, 1);
    return { allowed: true };
  }

  spend(rule: Rule, calls: number): void {
    const bucket = this.#bucket(rule);
    bucket.used = Math.min(rule.limit, bucket.used + calls);
  }

  remaining(rule: Rule): number {
    return Math.max(0, rule.limit - this.#bucket(rule).used);
  }

  /** Seconds until the window ends, at least 1. */
  reset({ windowSeconds }: Rule): number {
    return windowSeconds - (this.seconds() % windowSeconds);
  }

  #bucket({ name, key = '', windowSeconds }: Rule): Bucket {
    const id = `${name}|${key}`;
    const window = Math.floor(this.seconds() / windowSeconds);
    const known = this.#buckets.get(id);
    if (known?.window === window) return known;
    const fresh = { window, used: 0 };
    this.#buckets.set(id, fresh);
    return fresh;
  }
}

/** The headers every API answer carries: the account's bucket, and the shown ones the call drew from. */
export function limitHeaders(limits: Limits, account: Rule, rules: Rule[]): Record<string, string> {
  const limit = String(account.limit);
  const remaining = String(limits.remaining(account));
  const headers: Record<string, string> = {
    'x-rate-limit': limit,
    'x-rate-limit-remaining': remaining,
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': String(limits.reset(account)),
  };
  for (const rule of rules.filter(({ shown }) => shown)) {
    headers[`zendesk-ratelimit-${rule.name}`] =
      `total=${rule.limit}; remaining=${limits.remaining(rule)}; resets=${limits.reset(rule)}`;
  }
  return headers;
}
