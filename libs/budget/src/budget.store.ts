import type { Clock } from '@nightdesk/platform/clock';
import type { Pool } from 'pg';
import { z } from 'zod';
import {
  Budget,
  type BudgetAnswer,
  type BudgetRequest,
  type BudgetSignal,
  type BudgetUsage,
} from './budget.js';
import { answer, type CeilingOf, inMs, reached, usageOf } from './ceiling.js';

const Verdict = z.object({
  verdict: z.enum(['granted', 'refused', 'impossible']),
  retryInMs: z.coerce.number(),
  window: z.string(),
});
const Measured = z.object({
  name: z.string(),
  windowMs: z.number(),
  limit: z.number(),
  used: z.coerce.number(),
  foreign: z.number(),
  blockedInMs: z.coerce.number(),
});

/**
 * The budget in Postgres: one function call per question. It locks the rows of the windows, so that nothing comes
 * between counting and deciding. The Lua twin is in `budget.lua.ts`; the two must be changed together.
 */
export class PostgresBudget extends Budget {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly ceilingOf: CeilingOf,
  ) {
    super();
  }

  async reserve(request: BudgetRequest): Promise<BudgetAnswer> {
    const { accountId, lane, cost = 1, windows } = request;
    const ratio = await this.ceilingOf(accountId);
    const { rows } = await reached(
      this.pool.query(
        `SELECT verdict, retry_in_ms AS "retryInMs", window_name AS "window" FROM budget_reserve($1, $2, $3, $4, $5)`,
        [accountId, lane, cost, ratio, JSON.stringify(windows)],
      ),
    );
    return answer(Verdict.parse(rows[0]), request, this.clock);
  }

  async learn(accountId: string, signals: readonly BudgetSignal[]): Promise<void> {
    if (signals.length === 0) return;
    const now = this.clock.now();
    const given = signals.map(({ resetAt, blockedUntil, ...signal }) => ({
      ...signal,
      resetInMs: inMs(resetAt, now),
      blockedInMs: inMs(blockedUntil, now),
    }));
    await reached(this.pool.query('SELECT budget_learn($1, $2)', [accountId, JSON.stringify(given)]));
  }

  async usage(accountId: string): Promise<BudgetUsage[]> {
    const { rows } = await reached(
      this.pool.query(
        `SELECT name, window_ms AS "windowMs", stated AS "limit", used, foreign_calls AS "foreign", blocked_in_ms AS "blockedInMs"
         FROM budget_usage($1)`,
        [accountId],
      ),
    );
    const ratio = await this.ceilingOf(accountId);
    return rows.map((row) => usageOf(Measured.parse(row), ratio, this.clock.now()));
  }
}
