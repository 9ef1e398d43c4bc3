import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

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

/** Every writing query on `call_minutes`. */
@Injectable()
export class CallFiguresStore {
  constructor(private readonly database: Database) {}

  /** One statement for all. In order, so that two processes that add to the same rows wait for each other and not in a circle. */
  async add(counts: readonly CallCount[]): Promise<void> {
    const column = <T>(of: (count: CallCount) => T): T[] => counts.map(of);
    await this.database.pool.query(
      `INSERT INTO call_minutes (account_id, minute, lane, calls, failures, limited, total_ms, durations)
       SELECT account_id, minute, lane, calls, failures, limited, total_ms, durations::int[]
         FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[])
           AS added (account_id, minute, lane, calls, failures, limited, total_ms, durations)
        ORDER BY account_id, minute, lane
       ON CONFLICT (account_id, minute, lane) DO UPDATE SET
         calls = call_minutes.calls + excluded.calls,
         failures = call_minutes.failures + excluded.failures,
         limited = call_minutes.limited + excluded.limited,
         total_ms = call_minutes.total_ms + excluded.total_ms,
         durations = (SELECT array_agg(coalesce(known, 0) + coalesce(more, 0) ORDER BY place)
                        FROM unnest(call_minutes.durations, excluded.durations)
                          WITH ORDINALITY AS both_of (known, more, place))`,
      [
        column(({ accountId }) => accountId),
        column(({ minute }) => new Date(minute)),
        column(({ lane }) => lane),
        column(({ calls }) => calls),
        column(({ failures }) => failures),
        column(({ limited }) => limited),
        column(({ totalMs }) => totalMs),
        column(({ durations }) => `{${durations.join(',')}}`),
      ],
    );
  }

  async deleteBefore(instant: Date): Promise<void> {
    await this.database.pool.query('DELETE FROM call_minutes WHERE minute < $1', [instant]);
  }
}
