import { randomUUID } from 'node:crypto';
import type { Clock } from '@nightdesk/platform/clock';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import {
  Budget,
  type BudgetAnswer,
  type BudgetRequest,
  type BudgetSignal,
  type BudgetUsage,
} from './budget.js';
import { PostgresBudget } from './budget.store.js';
import { answer, type CeilingOf, counted, heard, usageOf } from './ceiling.js';
import { RedisScripts } from './redis-scripts.js';

/** Longer windows are counted in Postgres: to lose the count of one would stop its calls for all that time. */
const LONGEST_IN_REDIS_MS = 60_000;
const isShort = ({ windowMs }: { windowMs: number }) => windowMs <= LONGEST_IN_REDIS_MS;

/** A lease of a call that is counted in Postgres as well. */
const LONG = 'long-';
/** Places are counted in Redis alone. */
const ANY_PLACES = 2 ** 31 - 1;

/** A row that is younger belongs to a process that is about to tell Redis of the account. */
const BEING_OPENED_MS = 10_000;
const ASK_AGAIN_MS = 250;

/**
 * The budget in Redis: one Lua script per question, so that nothing comes between counting and deciding. Redis may lose
 * what it counted. The scripts see that (another run of the server, no account, no window), and Postgres knows whether the
 * account is new; if not, all of its windows are taken as used up.
 */
export class RedisBudget extends Budget {
  private readonly scripts: RedisScripts;
  private readonly long: PostgresBudget;
  private readonly opening = new Map<string, Promise<boolean>>();

  constructor(
    redis: Redis,
    pool: Pool,
    private readonly clock: Clock,
    private readonly ceilingOf: CeilingOf,
  ) {
    super();
    this.scripts = new RedisScripts(redis);
    this.long = new PostgresBudget(pool, clock, ceilingOf);
  }

  async reserve(request: BudgetRequest): Promise<BudgetAnswer> {
    const windows = counted(request.windows);
    const long = windows.filter((window) => !isShort(window));
    if (long.length === 0) return this.take({ ...request, windows }, randomUUID());

    const short = windows.filter(isShort);
    const first = await this.take({ ...request, windows: short }, `${LONG}${randomUUID()}`);
    if (!first.granted) return first;
    try {
      const second = await this.long.take({ ...request, windows: long, places: ANY_PLACES }, first.lease);
      if (!second.granted) await this.giveBack(request.accountId, first.lease, short);
      return second;
    } catch (error) {
      await this.giveBack(request.accountId, first.lease, short);
      throw error;
    }
  }

  async settle(accountId: string, lease: string, signals: readonly BudgetSignal[]): Promise<void> {
    const isLong = lease.startsWith(LONG);
    const now = this.clock.now();
    const given = signals.filter(isShort).map((signal) => heard(signal, now));
    const values = given.flatMap(({ name, windowMs, limit, remaining, resetInMs, blockedInMs }) =>
      [name, windowMs, limit, remaining, resetInMs, blockedInMs].map((value) => value ?? ''),
    );
    await this.known(accountId, () => this.scripts.settle(accountId, given, [lease, ...values]));
    const others = signals.filter((signal) => !isShort(signal));
    if (isLong || others.length > 0) await this.long.settle(accountId, lease, others);
  }

  async usage(accountId: string): Promise<BudgetUsage[]> {
    return [...(await this.short(accountId)), ...(await this.long.usage(accountId))];
  }

  async usages(accountIds: readonly string[]): Promise<Map<string, BudgetUsage[]>> {
    const long = await this.long.usages(accountIds);
    const all = await Promise.all(
      accountIds.map(async (id): Promise<[string, BudgetUsage[]]> => [
        id,
        [...(await this.short(id)), ...(long.get(id) ?? [])],
      ]),
    );
    return new Map(all.filter(([, windows]) => windows.length > 0));
  }

  private async short(accountId: string): Promise<BudgetUsage[]> {
    const windows = await this.scripts.windows(accountId);
    const ratio = await this.ceilingOf(accountId);
    const values = windows.flatMap(({ name, windowMs }) => [name, windowMs]);
    const said = await this.scripts.usage(accountId, windows, [ratio, ...values]);
    const now = this.clock.now();
    return said.flatMap(([limit, ceiling, used, foreign, reserve, blockedInMs], at) => {
      const window = windows[at];
      return window && limit >= 0
        ? [usageOf({ ...window, limit, ceiling, used, foreign, reserve, blockedInMs }, now)]
        : [];
    });
  }

  private async take(request: BudgetRequest, lease: string): Promise<BudgetAnswer> {
    const { accountId, lane, places, leaseMs } = request;
    const windows = counted(request.windows);
    const ratio = await this.ceilingOf(accountId);
    const values = windows.flatMap(({ name, limit, windowMs, cost, shared }) => [
      name,
      limit,
      windowMs,
      cost,
      shared ? 1 : 0,
    ]);
    const said = await this.known(accountId, () =>
      this.scripts.reserve(accountId, windows, [lane, ratio, places, lease, leaseMs, ...values]),
    );
    if (said === null) {
      const window = request.windows[0]?.name ?? null;
      return answer({ verdict: 'refused', retryInMs: ASK_AGAIN_MS, window }, request, lease, this.clock);
    }
    const [verdict, retryInMs, at] = said;
    if (verdict === 'settled') throw new Error('A reservation cannot be answered as settled.');
    return answer(
      { verdict, retryInMs, window: windows[at - 1]?.name ?? null },
      { ...request, windows },
      lease,
      this.clock,
    );
  }

  private giveBack(accountId: string, lease: string, windows: ReturnType<typeof counted>): Promise<void> {
    const values = windows.flatMap(({ windowMs, cost }) => [windowMs, cost]);
    return this.scripts.giveBack(accountId, windows, [lease, ...values]);
  }

  /** Asks, and once more when Redis first had to be told of the account. Null: somebody else is about to tell it. */
  private async known<V extends string>(
    accountId: string,
    ask: () => Promise<[V | 'unknown', number, number]>,
  ): Promise<[Exclude<V, 'unknown'>, number, number] | null> {
    for (const isLastTry of [false, true]) {
      const [verdict, number, at] = await ask();
      if (isKnown(verdict)) return [verdict, number, at];
      if (isLastTry || !(await this.open(accountId, number))) break;
    }
    return null;
  }

  /** Tells Redis of an account that it does not know; once at a time, however many calls wait for it. */
  private open(accountId: string, askedAt: number): Promise<boolean> {
    const running = this.opening.get(accountId);
    if (running) return running;
    const opening = this.tell(accountId, askedAt).finally(() => this.opening.delete(accountId));
    this.opening.set(accountId, opening);
    return opening;
  }

  private async tell(accountId: string, askedAt: number): Promise<boolean> {
    const { isNew, ageMs } = await this.long.register(accountId);
    if (isNew && (await this.scripts.open(accountId, 'new', askedAt)) === 'open') return true;
    const isBeingOpened = ageMs >= 0 && ageMs < BEING_OPENED_MS;
    if (isBeingOpened) return false;
    return (await this.scripts.open(accountId, 'lost', askedAt)) === 'open';
  }
}

const isKnown = <V extends string>(verdict: V): verdict is Exclude<V, 'unknown'> => verdict !== 'unknown';
