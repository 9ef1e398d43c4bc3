import type { Clock } from '@nightdesk/platform/clock';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { LEARN, RESERVE, USAGE } from './budget.lua.js';
import {
  Budget,
  type BudgetAnswer,
  type BudgetRequest,
  type BudgetSignal,
  type BudgetUsage,
} from './budget.js';
import { answer, type CeilingOf, inMs, reached, usageOf } from './ceiling.js';

const Verdict = z.tuple([z.enum(['granted', 'refused', 'impossible']), z.number(), z.number()]);
const Usages = z.array(z.tuple([z.number(), z.number(), z.number(), z.number()]));

type Values = (string | number)[];

/** Our scripts as commands of the connection: ioredis sends their hash, and the text only when Redis lacks it. */
interface Scripts {
  budgetReserve(keys: number, ...values: Values): Promise<unknown>;
  budgetLearn(keys: number, ...values: Values): Promise<unknown>;
  budgetUsage(keys: number, ...values: Values): Promise<unknown>;
}

/** The budget in Redis: one Lua script per question, so that nothing comes between counting and deciding. */
export class RedisBudget extends Budget {
  private readonly redis: Redis & Scripts;

  constructor(
    redis: Redis,
    private readonly clock: Clock,
    private readonly ceilingOf: CeilingOf,
  ) {
    super();
    redis.defineCommand('budgetReserve', { lua: RESERVE });
    redis.defineCommand('budgetLearn', { lua: LEARN });
    redis.defineCommand('budgetUsage', { lua: USAGE });
    this.redis = redis as Redis & Scripts;
  }

  async reserve(request: BudgetRequest): Promise<BudgetAnswer> {
    const { accountId, lane, cost = 1, windows } = request;
    const ratio = await this.ceilingOf(accountId);
    const keys = [
      indexKey(accountId),
      ...windows.map(({ name, windowMs }) => windowKey(accountId, name, windowMs)),
    ];
    const values = windows.flatMap(({ name, limit, windowMs }) => [name, limit, windowMs]);
    const said = await reached(this.redis.budgetReserve(keys.length, ...keys, lane, cost, ratio, ...values));
    const [verdict, retryInMs, at] = Verdict.parse(said);
    return answer({ verdict, retryInMs, window: windows[at - 1]?.name ?? '' }, request, this.clock);
  }

  async learn(accountId: string, signals: readonly BudgetSignal[]): Promise<void> {
    if (signals.length === 0) return;
    const keys = [
      indexKey(accountId),
      ...signals.map(({ name, windowMs }) => windowKey(accountId, name, windowMs)),
    ];
    const now = this.clock.now();
    const values = signals.flatMap((signal) => [
      signal.name,
      signal.windowMs,
      signal.limit ?? '',
      signal.remaining ?? '',
      inMs(signal.resetAt, now) ?? '',
      inMs(signal.blockedUntil, now) ?? '',
    ]);
    await reached(this.redis.budgetLearn(keys.length, ...keys, ...values));
  }

  async usage(accountId: string): Promise<BudgetUsage[]> {
    const members = await reached(this.redis.zrange(indexKey(accountId), '0', '-1'));
    const windows = members.toSorted().map((member) => {
      const bar = member.lastIndexOf('|');
      return { name: member.slice(0, bar), windowMs: Number(member.slice(bar + 1)) };
    });
    if (windows.length === 0) return [];
    const keys = windows.map(({ name, windowMs }) => windowKey(accountId, name, windowMs));
    const said = await reached(
      this.redis.budgetUsage(keys.length, ...keys, ...windows.map(({ windowMs }) => `${windowMs}`)),
    );
    const ratio = await this.ceilingOf(accountId);
    const now = this.clock.now();
    return Usages.parse(said).flatMap(([limit, used, foreign, blockedInMs], at) => {
      const window = windows[at];
      return window && limit >= 0
        ? [usageOf({ ...window, limit, used, foreign, blockedInMs }, ratio, now)]
        : [];
    });
  }
}

const indexKey = (accountId: string) => `budget:{${accountId}}:windows`;
const windowKey = (accountId: string, name: string, windowMs: number) =>
  `budget:{${accountId}}:${name}|${windowMs}`;
