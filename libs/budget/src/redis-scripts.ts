import type { Redis } from 'ioredis';
import { z } from 'zod';
import { OPEN } from './account.lua.js';
import { GIVE_BACK, RESERVE, SETTLE, USAGE } from './budget.lua.js';
import { reached } from './ceiling.js';

const Said = z.tuple([
  z.enum(['granted', 'refused', 'full', 'impossible', 'settled', 'unknown']),
  z.number(),
  z.number(),
]);
const Opened = z.enum(['open', 'late']);
const Usages = z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]));

type Values = readonly (string | number)[];
type Script = (keys: number, ...values: Values) => Promise<unknown>;

/** Our scripts as commands of the connection: ioredis sends their hash, and the text only when Redis lacks it. */
interface Commands {
  budgetReserve: Script;
  budgetSettle: Script;
  budgetGiveBack: Script;
  budgetUsage: Script;
  budgetOpen: Script;
}

/** A window as the scripts name it. */
interface Member {
  name: string;
  windowMs: number;
}

/** The scripts and their keys; each answers what {@link Said} and its neighbours allow, or throws BudgetUnavailableError. */
export class RedisScripts {
  private readonly redis: Redis & Commands;

  constructor(redis: Redis) {
    redis.defineCommand('budgetReserve', { lua: RESERVE });
    redis.defineCommand('budgetSettle', { lua: SETTLE });
    redis.defineCommand('budgetGiveBack', { lua: GIVE_BACK });
    redis.defineCommand('budgetUsage', { lua: USAGE });
    redis.defineCommand('budgetOpen', { lua: OPEN });
    this.redis = redis as Redis & Commands;
  }

  async reserve(accountId: string, windows: readonly Member[], values: Values) {
    const keys = keysOf(accountId, windows);
    return Said.parse(await reached(this.redis.budgetReserve(keys.length, ...keys, ...values)));
  }

  async settle(accountId: string, windows: readonly Member[], values: Values) {
    const keys = keysOf(accountId, windows);
    return Said.parse(await reached(this.redis.budgetSettle(keys.length, ...keys, ...values)));
  }

  async giveBack(accountId: string, windows: readonly Member[], values: Values): Promise<void> {
    const keys = keysOf(accountId, windows);
    await reached(this.redis.budgetGiveBack(keys.length, ...keys, ...values));
  }

  async usage(accountId: string, windows: readonly Member[], values: Values) {
    const keys = keysOf(accountId, windows);
    return Usages.parse(await reached(this.redis.budgetUsage(keys.length, ...keys, ...values)));
  }

  async open(accountId: string, as: 'new' | 'lost', askedAt: number) {
    return Opened.parse(
      await reached(this.redis.budgetOpen(1, ...keysOf(accountId, []), as, String(askedAt))),
    );
  }

  /** The account's windows, by name. */
  async windows(accountId: string): Promise<Member[]> {
    const text = await reached(this.redis.get(keysOf(accountId, [])[0]));
    const { windows } = Account.parse(JSON.parse(text ?? '{"windows":{}}'));
    return Object.keys(windows)
      .toSorted()
      .map((member) => {
        const bar = member.lastIndexOf('|');
        return { name: member.slice(0, bar), windowMs: Number(member.slice(bar + 1)) };
      });
  }
}

const Account = z.object({ windows: z.record(z.string(), z.number()) });

const keysOf = (accountId: string, windows: readonly Member[]): [string, ...string[]] => [
  `budget:{${accountId}}`,
  ...windows.map(({ name, windowMs }) => `budget:{${accountId}}:${name}|${windowMs}`),
];
