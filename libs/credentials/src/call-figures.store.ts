import { Injectable } from '@nestjs/common';
import { Database, trim } from '@nightdesk/platform/database';

/** The window that all calls of an account count in, as it was at `at`. */
export interface BudgetSight {
  at: Date;
  windowMs: number;
  limit: number;
  ceiling: number;
  used: number;
  foreign: number;
  reserve: number;
}

/** What is added to one row of `call_minutes`. */
export interface CallCount {
  accountId: string;
  /** When it began, in milliseconds since 1970. */
  minute: number;
  lane: string;
  calls: number;
  failures: number;
  limited: number;
  totalMs: number;
  /** Calls by `durationBounds`. */
  durations: number[];
}

/** A count with the budget as it is when the count is written; null: what is stored of it stays. */
export type SeenCount = CallCount & { budget: BudgetSight | null };

const seenNames = ['at', 'window_ms', 'limit', 'ceiling', 'used', 'foreign', 'reserve'].map(
  (name) => `budget_${name}`,
);
const seenColumns = seenNames.join(', ');
/** The later look stands, whichever process had it; a count without one changes nothing. */
const seenSets = seenNames
  .map(
    (name) =>
      `${name} = CASE WHEN excluded.budget_at >= coalesce(call_minutes.budget_at, excluded.budget_at)
                      THEN excluded.${name} ELSE call_minutes.${name} END`,
  )
  .join(',\n         ');

/** Every writing query on `call_minutes`. */
@Injectable()
export class CallFiguresStore {
  constructor(private readonly database: Database) {}

  /** One statement for all. In order, so that two processes that add to the same rows wait for each other and not in a circle. */
  async add(counts: readonly SeenCount[]): Promise<void> {
    const column = <T>(of: (count: SeenCount) => T): T[] => counts.map(of);
    const seen = <K extends keyof BudgetSight>(key: K) => column(({ budget }) => budget?.[key] ?? null);
    await this.database.pool.query(
      `INSERT INTO call_minutes (account_id, minute, lane, calls, failures, limited, total_ms, durations, ${seenColumns})
       SELECT account_id, minute, lane, calls, failures, limited, total_ms, durations::int[], ${seenColumns}
         FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[],
                     $9::timestamptz[], $10::int[], $11::int[], $12::int[], $13::int[], $14::int[], $15::int[])
           AS added (account_id, minute, lane, calls, failures, limited, total_ms, durations, ${seenColumns})
        ORDER BY account_id, minute, lane
       ON CONFLICT (account_id, minute, lane) DO UPDATE SET
         calls = call_minutes.calls + excluded.calls,
         failures = call_minutes.failures + excluded.failures,
         limited = call_minutes.limited + excluded.limited,
         total_ms = call_minutes.total_ms + excluded.total_ms,
         durations = (SELECT array_agg(coalesce(known, 0) + coalesce(more, 0) ORDER BY place)
                        FROM unnest(call_minutes.durations, excluded.durations)
                          WITH ORDINALITY AS both_of (known, more, place)),
         ${seenSets}`,
      [
        column(({ accountId }) => accountId),
        column(({ minute }) => new Date(minute)),
        column(({ lane }) => lane),
        column(({ calls }) => calls),
        column(({ failures }) => failures),
        column(({ limited }) => limited),
        column(({ totalMs }) => totalMs),
        column(({ durations }) => `{${durations.join(',')}}`),
        seen('at'),
        seen('windowMs'),
        seen('limit'),
        seen('ceiling'),
        seen('used'),
        seen('foreign'),
        seen('reserve'),
      ],
    );
  }

  async deleteBefore(instant: Date): Promise<void> {
    await trim(this.database.pool, { table: 'call_minutes', where: 'minute < $1', values: [instant] });
  }
}
