import { Injectable } from '@nestjs/common';
import type { Event } from '@nightdesk/contract';
import type { LaneItem } from '@nightdesk/lanes';
import { Database } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';
import { EVENT_COLUMNS, type EventRow, toEvent } from './event-row.js';
import type { SealedSecrets } from './signing.js';

/** How many pending deliveries are looked at for those that may go; where none may, ten times as many. */
const WINDOW = 50;

/** What a lane asks for. */
export interface Wanted {
  subscriberId: string;
  limit: number;
  /** Orders of which a delivery is in hand. */
  busy: readonly string[];
  now: Date;
  /** How long the claim is to last. */
  until: Date;
}

/** A delivery in this process's hands. */
export interface ClaimedDelivery extends LaneItem {
  /** Attempts made before this one. */
  attempts: number;
  createdAt: Date;
  claimedUntil: Date;
  url: string;
  secrets: SealedSecrets;
  event: Event;
  /** Whether the one who caused it wants its trace recorded; null: nobody said. */
  traceSampled: boolean | null;
}

export interface FailedAttempt {
  at: Date;
  status: number | null;
  error: string;
  /** Null: the delivery is dead. */
  nextAt: Date | null;
  /** Disable the subscriber: now (it said that it is gone) or if it has been failing since before `givenUpBefore`. */
  gone: boolean;
  givenUpBefore: Date;
}

/*
 * The statements on what is pending compare rows, `(a, b) >= (1, 2)`, where equations would say the same: each comparison is
 * served by one index only. Left to choose, Postgres reads the whole backlog, or all that was ever delivered, when its
 * statistics, or the plan of the prepared statement, are from before a burst.
 */

/** Rows that may be looked at, the longest due first. Parameters: the subscriber, until when, orders to leave out, how many. */
const PENDING = `
SELECT seq, order_key, due_at FROM deliveries
WHERE (state, subscriber_id, due_at) >= ('pending', $1, '-infinity') AND (state, subscriber_id, due_at) <= ('pending', $1, $2)
  AND order_key <> ALL ($3::text[]) AND (SELECT state FROM subscribers WHERE id = $1) = 'active'
ORDER BY state, subscriber_id, due_at, seq LIMIT $4`;

/** The first two rows of an order that are not delivered. */
const FIRST_TWO = (order: string) => `
(SELECT seq, due_at FROM (
  SELECT subscriber_id, order_key, seq, due_at FROM deliveries
  WHERE state = 'pending' AND (subscriber_id, order_key) >= ($1, ${order})
  ORDER BY subscriber_id, order_key, seq LIMIT 2) next
WHERE subscriber_id = $1 AND order_key = ${order})`;

/** Of what is pending, the first rows of their orders. */
const HEADS = `
pending AS MATERIALIZED (${PENDING}
), head AS MATERIALIZED (
  SELECT pending.*, is_followed FROM pending CROSS JOIN LATERAL (
    SELECT min(seq) AS seq, count(*) > 1 AS is_followed FROM ${FIRST_TWO('pending.order_key')} two) first
  WHERE first.seq = pending.seq
)`;

/** Nothing may go in the window, and there is more behind it. */
const IS_FULL = '(SELECT count(*) FROM pending) = $4 AND NOT EXISTS (SELECT FROM head)';

/** Claims heads, by the primary key (no index is on what `coalesce` makes), and tells of which orders another row is due. */
const TAKE = `
WITH ${HEADS}, chosen AS MATERIALIZED (
  SELECT * FROM head ORDER BY due_at, seq LIMIT $5
), claimed AS (
  UPDATE deliveries delivery SET due_at = $6, claimed_until = $6
  FROM subscribers subscriber, events event
  WHERE delivery.seq = ANY (ARRAY (
      SELECT seq FROM deliveries
      WHERE seq = ANY (ARRAY (SELECT seq FROM chosen)) AND coalesce(state, '') = 'pending' AND due_at <= $2
      FOR UPDATE SKIP LOCKED))
    AND subscriber.id = delivery.subscriber_id AND subscriber.state = 'active' AND event.seq = delivery.event_seq
  RETURNING delivery.seq AS delivery_seq, delivery.order_key, delivery.attempts, delivery.created_at,
    delivery.claimed_until, subscriber.id AS subscriber_id, subscriber.url, subscriber.sealed_secret,
    subscriber.sealed_previous_secret, subscriber.previous_until, ${EVENT_COLUMNS}
), seen AS (
  SELECT ${IS_FULL} AS is_full,
    ARRAY (SELECT order_key FROM chosen WHERE is_followed)
    || ARRAY (SELECT busy.order_key FROM unnest($3::text[]) AS busy (order_key)
               WHERE EXISTS (SELECT FROM ${FIRST_TWO('busy.order_key')} two WHERE due_at <= $2)) AS behind
)
SELECT seen.*, claimed.* FROM seen LEFT JOIN claimed ON true ORDER BY delivery_seq`;

const NEXT_DUE = `
WITH ${HEADS} SELECT ${IS_FULL} AS is_full, (SELECT min(due_at) FROM head) AS due`;

/** May name a subscriber whose due rows all wait behind one that is not due: looking in vain is cheap. */
const DUE_KEYS = `
SELECT id FROM subscribers CROSS JOIN LATERAL (
  SELECT due_at FROM deliveries WHERE state = 'pending' AND subscriber_id = subscribers.id AND due_at <= $1
  ORDER BY due_at LIMIT 1) oldest
WHERE subscribers.state = 'active' ORDER BY oldest.due_at LIMIT $2`;

const DELIVERED = `
WITH delivered AS (
  UPDATE deliveries SET state = 'delivered', delivered_at = answered.at, attempts = attempts + 1, last_status = answered.status,
    last_error = NULL, claimed_until = NULL
  FROM unnest($1::bigint[], $2::timestamptz[], $3::int[]) AS answered (seq, at, status)
  WHERE deliveries.seq = answered.seq AND state = 'pending' RETURNING subscriber_id)
UPDATE subscribers SET failing_since = NULL FROM delivered
WHERE id = delivered.subscriber_id AND failing_since IS NOT NULL`;

/** What waits behind the failed row is put off with it: else every look for due rows would read all of it again. */
const FAILED = `
WITH failed AS (
  UPDATE deliveries SET state = CASE WHEN $3::timestamptz IS NULL THEN 'dead' ELSE 'pending' END,
    due_at = coalesce($3, due_at), attempts = attempts + 1, last_status = $4, last_error = $5, claimed_until = NULL
  WHERE seq = $1 AND state = 'pending' AND claimed_until = $2 RETURNING subscriber_id, order_key, seq
), behind AS (
  UPDATE deliveries SET due_at = $3 FROM failed
  WHERE deliveries.subscriber_id = failed.subscriber_id AND deliveries.order_key = failed.order_key
    AND deliveries.state = 'pending' AND deliveries.seq > failed.seq AND deliveries.due_at < $3
)
UPDATE subscribers SET failing_since = coalesce(failing_since, $6),
  state = CASE WHEN $7::boolean OR failing_since <= $8 THEN 'disabled' ELSE state END
FROM failed WHERE id = failed.subscriber_id RETURNING state`;

/** The queries on deliveries. Instants come from the caller's clock. */
@Injectable()
export class DeliveryStore {
  private readonly answers: Grouped<Delivered>;

  constructor(private readonly database: Database) {
    this.answers = new Grouped<Delivered>((group) => this.deliveredAll(group), 2);
  }

  /**
   * Claims due deliveries with nothing of their order before them, at least one if there is any. By windows: else it reads
   * the whole backlog of a subscriber for every few rows. `behind` as {@link Look} has it.
   */
  async take({ subscriberId, limit, busy, now, until }: Wanted) {
    for (let window = WINDOW; ; window *= 10) {
      const values = [subscriberId, now, busy, window, limit, until];
      const statement = { name: 'deliveries-take', text: TAKE, values };
      const { rows } = await this.database.pool.query<TakenRow>(statement);
      if (rows[0]?.is_full !== true)
        return { items: rows.filter(isClaim).map(toClaim), behind: rows[0]?.behind ?? [] };
    }
  }

  /** When the first row of an order is due. */
  async nextDue(subscriberId: string): Promise<Date | null> {
    for (let window = WINDOW; ; window *= 10) {
      const values = [subscriberId, 'infinity', [], window];
      const statement = { name: 'deliveries-next-due', text: NEXT_DUE, values };
      const [seen] = (await this.database.pool.query<{ is_full: boolean; due: Date | null }>(statement)).rows;
      if (seen?.is_full !== true) return seen?.due ?? null;
    }
  }

  async dueKeys(now: Date, limit: number): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(DUE_KEYS, [now, limit]);
    return rows.map(({ id }) => id);
  }

  /** The subscriber has it, so this stands whoever holds the claim by now. */
  delivered(seq: string, at: Date, status: number): Promise<void> {
    return this.answers.add({ seq, at, status });
  }

  /** Does nothing when the claim has passed to another. Answers whether the subscriber is disabled. */
  async failed(
    { id, claimedUntil }: ClaimedDelivery,
    attempt: FailedAttempt,
  ): Promise<{ disabled: boolean }> {
    const { at, status, error, nextAt, gone, givenUpBefore } = attempt;
    const values = [id, claimedUntil, nextAt, status, error, at, gone, givenUpBefore];
    const { rows } = await this.database.pool.query<{ state: string }>(FAILED, values);
    return { disabled: rows[0]?.state === 'disabled' };
  }

  private async deliveredAll(group: readonly Delivered[]): Promise<void[]> {
    const columns = <K extends keyof Delivered>(key: K) => group.map((one) => one[key]);
    const values = [columns('seq'), columns('at'), columns('status')];
    await this.database.pool.query({ name: 'deliveries-delivered', text: DELIVERED, values });
    return [];
  }
}

interface Delivered {
  seq: string;
  at: Date;
  status: number;
}

/** Null where nothing is claimed. */
interface TakenRow extends Omit<ClaimRow, 'delivery_seq'> {
  is_full: boolean;
  behind: string[];
  delivery_seq: string | null;
}

interface ClaimRow extends EventRow {
  delivery_seq: string;
  order_key: string;
  attempts: number;
  created_at: Date;
  claimed_until: Date;
  subscriber_id: string;
  url: string;
  sealed_secret: string;
  sealed_previous_secret: string | null;
  previous_until: Date | null;
}

const isClaim = (row: TakenRow): row is TakenRow & ClaimRow => row.delivery_seq !== null;

function toClaim(row: ClaimRow): ClaimedDelivery {
  return {
    id: row.delivery_seq,
    order: row.order_key,
    attempts: row.attempts,
    createdAt: row.created_at,
    claimedUntil: row.claimed_until,
    url: row.url,
    secrets: {
      id: row.subscriber_id,
      sealedSecret: row.sealed_secret,
      sealedPreviousSecret: row.sealed_previous_secret,
      previousUntil: row.previous_until,
    },
    event: toEvent(row),
    traceSampled: row.trace_sampled,
  };
}
