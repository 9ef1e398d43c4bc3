import {
  type Budget,
  type BudgetSignal,
  type BudgetWindow,
  PostgresBudget,
  RedisBudget,
} from '@nightdesk/budget';
import { Clock } from '@nightdesk/platform/clock';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { EngineWorld } from '../support/engines.js';

/** A clock that stands still until a test moves it, and that the engine goes by as well. */
export class VirtualTime extends Clock {
  constructor(public ms = Date.now()) {
    super();
  }

  override now(): Date {
    return new Date(this.ms);
  }
}

/**
 * An engine whose time is `time`: its own clock is all that is replaced (`budget_now()` in the test's database, `TIME` in
 * the scripts), so that minutes pass in milliseconds and both engines can be asked at the very same instants.
 */
export async function virtualBudget(
  world: EngineWorld,
  time: VirtualTime,
  ratio: () => number,
): Promise<{ budget: Budget; close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: world.databaseUrl, max: 1 });
  await pool.query(`CREATE OR REPLACE FUNCTION budget_now() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(nullif(current_setting('test.now', true), '')::bigint,
                    floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) $$`);
  const redis = world.redis && new VirtualRedis(world.redis.url);
  const engine = redis ? new RedisBudget(redis, pool, time, ratio) : new PostgresBudget(pool, time, ratio);
  const at = async <T>(ask: () => Promise<T>): Promise<T> => {
    await redis?.set('test:now', time.ms);
    await pool.query(`SELECT set_config('test.now', $1, false)`, [String(time.ms)]);
    return ask();
  };
  const budget: Budget = {
    reserve: (request) => at(() => engine.reserve(request)),
    settle: (accountId, lease, signals) => at(() => engine.settle(accountId, lease, signals)),
    usage: (accountId) => at(() => engine.usage(accountId)),
    usages: (accountIds) => at(() => engine.usages(accountIds)),
  };
  return {
    budget,
    async close() {
      redis?.disconnect();
      await pool.end();
    },
  };
}

class VirtualRedis extends Redis {
  override defineCommand(name: string, { lua }: { lua: string }): void {
    super.defineCommand(name, {
      lua: lua.replaceAll(`redis.call('TIME')`, `{ 0, redis.call('GET', 'test:now') * 1000 }`),
    });
  }
}

export interface Offered {
  windows: readonly BudgetWindow[];
  /** Calls that come in a millisecond, at random instants. */
  readsPerMs: number;
  writesPerMs: number;
  forMs: number;
  places?: number;
  callMs?: number;
  seed?: number;
  /** The platform counts a call that arrives, and says what its answer will tell. */
  arrive?: (at: number) => readonly BudgetSignal[];
}

export interface Call {
  lane: 'read' | 'write';
  at: number;
  waitedMs: number;
}

/** Two lanes that offer calls and ask again at `retryAt`, as drains do; answers what was granted, when, after which wait. */
export async function offerLoad(
  budget: Budget,
  time: VirtualTime,
  accountId: string,
  load: Offered,
): Promise<Call[]> {
  const { windows, forMs, places = 5, callMs = 20, seed = 1, arrive = () => [] } = load;
  const random = randomFrom(seed);
  const next = (perMs: number) => (perMs > 0 ? -Math.log(1 - random()) / perMs : Infinity);
  const lanes = [
    { lane: 'write' as const, perMs: load.writesPerMs, arrives: 0, waiting: [] as number[], asksAt: 0 },
    { lane: 'read' as const, perMs: load.readsPerMs, arrives: 0, waiting: [] as number[], asksAt: 0 },
  ];
  const ends = time.ms + forMs;
  for (const lane of lanes) lane.arrives = time.ms + next(lane.perMs);
  let flights: { lease: string; until: number; signals: readonly BudgetSignal[] }[] = [];
  const calls: Call[] = [];
  for (;;) {
    const due = lanes.map(({ arrives, waiting, asksAt }) =>
      waiting.length > 0 ? Math.min(arrives, asksAt) : arrives,
    );
    const at = Math.max(time.ms, Math.ceil(Math.min(...due, ...flights.map(({ until }) => until))));
    if (at > ends) break;
    time.ms = at;
    const over = flights.filter(({ until }) => until <= at);
    flights = flights.filter(({ until }) => until > at);
    for (const { lease, signals } of over) await budget.settle(accountId, lease, signals);
    for (const lane of lanes) {
      for (; lane.arrives <= at; lane.arrives += next(lane.perMs)) lane.waiting.push(lane.arrives);
      while (lane.waiting.length > 0 && lane.asksAt <= at) {
        const answer = await budget.reserve({
          accountId,
          lane: lane.lane,
          windows,
          places,
          leaseMs: 5_000,
        });
        if (answer.granted) {
          flights.push({ lease: answer.lease, until: at + callMs, signals: arrive(at) });
          calls.push({ lane: lane.lane, at, waitedMs: at - (lane.waiting.shift() ?? at) });
        } else lane.asksAt = answer.retryAt.getTime();
      }
    }
  }
  for (const { lease } of flights) await budget.settle(accountId, lease, []);
  return calls;
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
