import { Inject, Injectable } from '@nestjs/common';
import type { RateTier } from '@nightdesk/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Counters } from './counters.js';
import { SharedLimit } from './shared-limit.js';
import type { Rate, Verdict } from './verdict.js';

/** Who is counted. */
export interface Asker {
  /** A key's or person's id, or an address. */
  id: string;
  tier: RateTier | 'address';
}

/** A route that costs much: it may be asked for a `share`th of the tier's rate. */
export interface CostlyRoute {
  name: string;
  share: number;
}

/** How often the API may be asked: by each asker, by each asker for what costs much, and by all together. */
@Injectable()
export class RateLimits {
  private readonly rates: Record<Asker['tier'], Rate>;
  private readonly all: SharedLimit;

  constructor(
    private readonly counters: Counters,
    @Inject(CONFIG) { API_RATE_STANDARD, API_RATE_HIGH, API_RATE_GLOBAL }: Config,
  ) {
    this.rates = { standard: API_RATE_STANDARD, high: API_RATE_HIGH, address: API_RATE_STANDARD };
    this.all = new SharedLimit(counters.of('installation', API_RATE_GLOBAL));
  }

  /** Counts one request. Who is over takes nothing from the others. */
  async count({ id, tier }: Asker, route: CostlyRoute | null): Promise<Verdict[]> {
    const own = await Promise.all([
      this.counters.of(tier, this.rates[tier]).count(id),
      ...(route ? [this.costly(tier, route).count(`${id} ${route.name}`)] : []),
    ]);
    return own.some(({ refused }) => refused) ? own : [...own, await this.all.count()];
  }

  private costly(tier: Asker['tier'], { share }: CostlyRoute) {
    const { points, seconds } = this.rates[tier];
    return this.counters.of(`${tier}-costly-${share}`, {
      points: Math.max(1, Math.floor(points / share)),
      seconds,
    });
  }
}
