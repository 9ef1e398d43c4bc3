import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { EventDraft } from './outbox.types.js';

/**
 * Tells readers of the feed from where on numbers may still be missing: whoever appends holds this shared lock, named
 * after the last number given out before its own, until its transaction ends. See `FeedStore`.
 */
export const APPENDING = 0x6e64_6f78;

/** Deliveries of one key go out one after the other. Of a row called `event` in the query. */
export const ORDER_KEY = `event.account_id || ':' || coalesce(event.ticket_id, '-')`;

/** Whether the filters of `subscriber` let `event` through. */
export const IS_WANTED = `(subscriber.event_types = '{}' OR event.type = ANY (subscriber.event_types))
    AND (subscriber.account_ids = '{}' OR event.account_id = ANY (subscriber.account_ids))
    AND (subscriber.include_own OR event.origin <> 'nightdesk')`;

/**
 * Tables of a statement that record drafts of events: `event`, and `delivery` with the `subscriber_id` of each that is to be
 * told. `drafts` and `now` are its parameters; `given` is its condition for recording a `fact`. Each fact is joined with the lock, so no
 * number is given out before it is held. Subscribers are locked against removal, else its deliveries would break the
 * caller's transaction.
 */
export const recording = (drafts: string, now: string, given = 'true') => `
appending AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared(${APPENDING}, ((last_value - (NOT is_called)::int) & 2147483647)::int) AS held
  FROM events_seq_seq
), fact AS MATERIALIZED (
  SELECT fact.* FROM appending CROSS JOIN LATERAL jsonb_to_recordset(${drafts}::jsonb) AS fact (
    id text, "accountId" text, "ticketId" text, type text, "dedupeKey" text, origin text, via text,
    "operationId" text, data jsonb, "traceId" text, "traceSampled" boolean, "occurredAt" timestamptz)
  WHERE ${given} AND appending.held IS NOT NULL
), event AS (
  INSERT INTO events (id, account_id, ticket_id, type, dedupe_key, origin, via, operation_id, data, trace_id,
                      trace_sampled, occurred_at, recorded_at)
  SELECT id, "accountId", "ticketId", type, "dedupeKey", origin, via, "operationId", data, "traceId", "traceSampled", "occurredAt",
         ${now}::timestamptz
  FROM fact
  ON CONFLICT (account_id, dedupe_key) DO NOTHING
  RETURNING seq, account_id, ticket_id, type, origin
), delivery AS (
  INSERT INTO deliveries (subscriber_id, event_seq, order_key, state, due_at, created_at)
  SELECT subscriber.id, event.seq, ${ORDER_KEY}, 'pending', ${now}::timestamptz, ${now}::timestamptz
  FROM event JOIN subscribers subscriber ON subscriber.state = 'active' AND ${IS_WANTED}
  ORDER BY event.seq
  FOR KEY SHARE OF subscriber
  RETURNING subscriber_id, event_seq
)`;

const APPEND = `WITH ${recording('$1', '$2')} SELECT DISTINCT subscriber_id AS id FROM delivery`;

/**
 * Numbers are given out in the order of recording but for what is under way at once, so the oldest are found by number, and
 * no index on the time is needed. A delivery of one goes with it, also when it still waits for a disabled subscriber.
 */
const DELETE_OLDER = `
WITH old AS (
  SELECT seq FROM (SELECT seq, recorded_at FROM events ORDER BY seq LIMIT $2) first WHERE recorded_at < $1
), undelivered AS (DELETE FROM deliveries USING old WHERE deliveries.event_seq = old.seq)
DELETE FROM events USING old WHERE events.seq = old.seq`;

/** The queries that record events. */
@Injectable()
export class OutboxStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /** Answers the subscribers that got deliveries. */
  async append(tx: Tx, drafts: readonly EventDraft[], now: Date): Promise<string[]> {
    const rows = await tx.$queryRawUnsafe<{ id: string }[]>(APPEND, JSON.stringify(drafts), now);
    return rows.map(({ id }) => id);
  }

  /** At most so many, the oldest. Answers how many. */
  async deleteOlder(before: Date, limit: number): Promise<number> {
    return (await this.database.pool.query(DELETE_OLDER, [before, limit])).rowCount ?? 0;
  }
}
