import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** Calls of one lane in one minute. */
export interface MinuteRow {
  at: Date;
  lane: 'read' | 'write';
  calls: number;
  totalMs: number;
}

export interface SweepRow {
  role: 'only' | 'beside';
  pauseMs: number;
  /** Units that sweeps beside webhooks have taken since the account was connected. */
  calls: number;
}

/** More write commands than a replay can hold. */
const manyWrites = 50_000;

/** What other libs recorded of an account's demand; nothing here writes. */
@Injectable()
export class DemandStore {
  constructor(private readonly database: Database) {}

  /** When write commands arrived that were to go out, the newest `manyWrites`, in order. */
  async writes(accountId: string, since: Date, until: Date): Promise<Date[]> {
    const { rows } = await this.database.pool.query<{ at: Date }>(
      `SELECT created_at AS at FROM operations
        WHERE account_id = $1 AND created_at >= $2 AND created_at < $3 AND state <> 'shadowed'
        ORDER BY created_at DESC LIMIT ${manyWrites}`,
      [accountId, since, until],
    );
    return rows.map(({ at }) => at).reverse();
  }

  async minutes(accountId: string, since: Date, until: Date): Promise<MinuteRow[]> {
    const { rows } = await this.database.pool.query<MinuteRow>(
      `SELECT minute AS at, lane, calls, total_ms AS "totalMs" FROM call_minutes
        WHERE account_id = $1 AND minute >= $2 AND minute < $3 AND lane IN ('read', 'write') ORDER BY minute`,
      [accountId, since, until],
    );
    return rows;
  }

  async sweep(accountId: string): Promise<SweepRow | null> {
    const { rows } = await this.database.pool.query<SweepRow>(
      `SELECT role, pause_ms AS "pauseMs", calls FROM sweeps WHERE account_id = $1`,
      [accountId],
    );
    return rows[0] ?? null;
  }
}
