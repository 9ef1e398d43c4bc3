import { Injectable } from '@nestjs/common';
import type { Event } from '@nightdesk/contract';
import { Database } from '@nightdesk/platform/database';
import { EVENT_COLUMNS, type EventRow, toEvent } from './event-row.js';
import { APPENDING } from './outbox.store.js';
import type { FeedQuery } from './outbox.types.js';

/**
 * A number is given out before its row is committed, so the newest visible row may have neighbours still to come. Each
 * transaction that appends shows, as a lock, the last number given out before its own (see APPENDING), so nothing at or
 * below the least of them is missing. The newest number must be read before the locks (the inner query needs it, so it
 * is), and the rows after both, in another statement. Lock names have 31 bits: the difference is taken modulo 2^31.
 */
const SETTLED = `
SELECT newest - coalesce((
    SELECT max((newest - objid::bigint) & 2147483647) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = ${APPENDING} AND objsubid = 2
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  ), 0) AS seq
FROM (SELECT last_value - (NOT is_called)::int AS newest FROM events_seq_seq OFFSET 0) sequence`;

const BETWEEN = `
SELECT event.seq, ${EVENT_COLUMNS} FROM events event
WHERE event.seq > $1 AND event.seq <= $2
  AND ($3::text[] = '{}' OR event.account_id = ANY ($3))
  AND ($4::text[] = '{}' OR event.type = ANY ($4))
ORDER BY event.seq LIMIT $5`;

/** The queries that read the feed. */
@Injectable()
export class FeedStore {
  constructor(private readonly database: Database) {}

  /** Every event up to this number is committed or will never be. */
  async settledUpTo(): Promise<bigint> {
    const { rows } = await this.database.pool.query<{ seq: string }>(SETTLED);
    return BigInt(rows[0]?.seq ?? 0);
  }

  async between(
    from: bigint,
    upTo: bigint,
    { limit, accountIds, types }: FeedQuery & { limit: number },
  ): Promise<{ seq: bigint; event: Event }[]> {
    const values = [from, upTo, accountIds ?? [], types ?? [], limit];
    const { rows } = await this.database.pool.query<EventRow & { seq: string }>(BETWEEN, values);
    return rows.map((row) => ({ seq: BigInt(row.seq), event: toEvent(row) }));
  }

  async seqOf(eventId: string): Promise<bigint | null> {
    const { rows } = await this.database.pool.query<{ seq: string }>('SELECT seq FROM events WHERE id = $1', [
      eventId,
    ]);
    return rows[0] ? BigInt(rows[0].seq) : null;
  }
}
