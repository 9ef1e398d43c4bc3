import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** What a process says of itself. */
export interface ProcessIdentity {
  id: string;
  role: 'api' | 'worker';
  host: string;
  pid: number;
  version: string;
}

/** A row each in `processes`. Times are those of Postgres. */
@Injectable()
export class ProcessesStore {
  constructor(private readonly database: Database) {}

  /** Answers the time of Postgres. */
  async beat({ id, role, host, pid, version }: ProcessIdentity, skewMs: number): Promise<Date> {
    const { rows } = await this.database.pool.query<{ at: Date }>(
      `INSERT INTO processes (id, role, host, pid, version, started_at, seen_at, skew_ms)
       VALUES ($1, $2, $3, $4, $5, now(), now(), $6)
       ON CONFLICT (id) DO UPDATE SET seen_at = now(), skew_ms = excluded.skew_ms
       RETURNING clock_timestamp() AS at`,
      [id, role, host, pid, version, skewMs],
    );
    return rows[0]!.at;
  }

  async leave(id: string): Promise<void> {
    await this.database.pool.query('DELETE FROM processes WHERE id = $1', [id]);
  }

  /** Those that died without a word a day ago. */
  async forget(): Promise<void> {
    await this.database.pool.query(`DELETE FROM processes WHERE seen_at < now() - interval '1 day'`);
  }
}
