import { Injectable } from '@nestjs/common';
import { durationBounds } from '@nightdesk/credentials';
import { Database } from '@nightdesk/platform/database';

/** Calls of one lane in one minute. */
export interface MinuteRow {
  at: Date;
  lane: 'read' | 'write' | 'token';
  calls: number;
  failures: number;
  limited: number;
  durations: number[];
  /** Null: nobody asked it in that minute. The latest look of a minute is the one that counts. */
  budgetAt: Date | null;
  windowMs: number;
  limit: number;
  ceiling: number;
  used: number;
  foreign: number;
  reserve: number;
}

/** Calls of an account: its failures lately, its durations over the whole time. */
export interface CallsRow {
  accountId: string;
  calls: number;
  failures: number;
  durations: number[];
}

/** Element by element, because Postgres sums no arrays; a column each is many times faster than `unnest`. */
const durationSums = Array.from(
  { length: durationBounds.length + 1 },
  (_none, index) => `sum(durations[${index + 1}])::int`,
).join(', ');

/** What `call_minutes` tells; nothing here writes. */
@Injectable()
export class FiguresStore {
  constructor(private readonly database: Database) {}

  async minutes(accountId: string, since: Date): Promise<MinuteRow[]> {
    const { rows } = await this.database.pool.query<MinuteRow>(
      `SELECT minute AS at, lane, calls, failures, limited, durations, budget_at AS "budgetAt",
              budget_window_ms AS "windowMs", budget_limit AS "limit", budget_ceiling AS ceiling, budget_used AS used,
              budget_foreign AS "foreign", budget_reserve AS reserve
         FROM call_minutes WHERE account_id = $1 AND minute >= $2 ORDER BY minute, lane`,
      [accountId, since],
    );
    return rows;
  }

  /** Of all accounts that made calls since `since`; calls and failures since `lately`. */
  async calls(since: Date, lately: Date): Promise<CallsRow[]> {
    const { rows } = await this.database.pool.query<CallsRow>(
      `SELECT account_id AS "accountId", ARRAY[${durationSums}] AS durations,
              coalesce(sum(calls) FILTER (WHERE minute >= $2), 0)::int AS calls,
              coalesce(sum(failures) FILTER (WHERE minute >= $2), 0)::int AS failures
         FROM call_minutes WHERE minute >= $1 GROUP BY account_id`,
      [since, lately],
    );
    return rows;
  }
}
