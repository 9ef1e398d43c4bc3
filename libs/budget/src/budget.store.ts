import { randomUUID } from 'node:crypto';
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
import { answer, type CeilingOf, counted, heard, reached, usageOf } from './ceiling.js';

const Verdict = z.object({
  verdict: z.enum(['granted', 'refused', 'full', 'impossible']),
  retryInMs: z.coerce.number(),
  window: z.string().nullable(),
});
const Measured = z.object({
  name: z.string(),
  windowMs: z.number(),
  limit: z.number(),
  ceiling: z.number(),
  used: z.number(),
  foreign: z.number(),
  reserve: z.number(),
  blockedInMs: z.coerce.number(),
});
const Registered = z.object({ isNew: z.boolean(), ageMs: z.coerce.number() });

/**
 * The budget in Postgres: one function call per question. It locks the account's row, so that nothing comes between
 * counting and deciding. The Lua twin is in `*.lua.ts`; the two must be changed together.
 */
export class PostgresBudget extends Budget {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly ceilingOf: CeilingOf,
  ) {
    super();
  }

  reserve(request: BudgetRequest): Promise<BudgetAnswer> {
    return this.take(request, randomUUID());
  }

  /** As `reserve`, under a lease that the caller has made. */
  async take(request: BudgetRequest, lease: string): Promise<BudgetAnswer> {
    const { accountId, lane, places, leaseMs } = request;
    const windows = counted(request.windows);
    const ratio = await this.ceilingOf(accountId);
    const { rows } = await reached(
      this.pool.query(
        `SELECT verdict, retry_in_ms AS "retryInMs", window_name AS "window"
         FROM budget_reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          accountId,
          lane === 'read',
          ratio,
          places,
          lease,
          leaseMs,
          windows.map(({ name }) => name),
          windows.map(({ windowMs }) => windowMs),
          windows.map(({ limit }) => limit),
          windows.map(({ cost }) => cost),
          windows.map(({ shared }) => shared),
        ],
      ),
    );
    return answer(Verdict.parse(rows[0]), { ...request, windows }, lease, this.clock);
  }

  async settle(accountId: string, lease: string, signals: readonly BudgetSignal[]): Promise<void> {
    const now = this.clock.now();
    const given = signals.map((signal) => heard(signal, now));
    await reached(
      this.pool.query('SELECT budget_settle($1, $2, $3, $4, $5, $6, $7, $8)', [
        accountId,
        lease,
        given.map(({ name }) => name),
        given.map(({ windowMs }) => windowMs),
        given.map(({ limit }) => limit),
        given.map(({ remaining }) => remaining),
        given.map(({ resetInMs }) => resetInMs),
        given.map(({ blockedInMs }) => blockedInMs),
      ]),
    );
  }

  async usage(accountId: string): Promise<BudgetUsage[]> {
    const ratio = await this.ceilingOf(accountId);
    const { rows } = await reached(
      this.pool.query(
        `SELECT name, window_ms AS "windowMs", stated AS "limit", ceiling, used, foreign_calls AS "foreign", reserve,
                blocked_in_ms AS "blockedInMs" FROM budget_usage($1, $2)`,
        [accountId, ratio],
      ),
    );
    return rows.map((row) => usageOf(Measured.parse(row), this.clock.now()));
  }

  async usages(accountIds: readonly string[]): Promise<Map<string, BudgetUsage[]>> {
    const ratios = await Promise.all(accountIds.map(async (accountId) => this.ceilingOf(accountId)));
    const { rows } = await reached(
      this.pool.query<{ accountId: string }>(
        `SELECT a.id AS "accountId", u.name, u.window_ms AS "windowMs", u.stated AS "limit", u.ceiling, u.used,
                u.foreign_calls AS "foreign", u.reserve, u.blocked_in_ms AS "blockedInMs"
           FROM unnest($1::text[], $2::float8[]) AS a (id, ratio), LATERAL budget_usage(a.id, a.ratio) u
          WHERE EXISTS (SELECT 1 FROM budget_windows w WHERE w.account_id = a.id AND w.expires_ms > budget_now())`,
        [accountIds, ratios],
      ),
    );
    const now = this.clock.now();
    const found = new Map<string, BudgetUsage[]>();
    for (const { accountId, ...row } of rows)
      found.set(accountId, [...(found.get(accountId) ?? []), usageOf(Measured.parse(row), now)]);
    return found;
  }

  /** Enters the account where it is not known yet; `ageMs` is how long ago that was. */
  async register(accountId: string): Promise<{ isNew: boolean; ageMs: number }> {
    const { rows } = await reached(
      this.pool.query('SELECT is_new AS "isNew", age_ms AS "ageMs" FROM budget_register($1)', [accountId]),
    );
    return Registered.parse(rows[0]);
  }
}
