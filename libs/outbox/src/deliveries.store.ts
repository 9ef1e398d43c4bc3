import { Injectable } from '@nestjs/common';
import type { Event } from '@nightdesk/contract';
import type { LaneItem } from '@nightdesk/lanes';
import { Database } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';
import { EVENT_COLUMNS, type EventRow, toEvent } from './event-row.js';
import type { SealedSecrets } from './signing.js';

/** How many pending deliveries are looked at for those that may go. */
const WINDOW = 100;

interface PendingHead extends LaneItem {
  dueAt: Date;
}

/** A delivery in this process's hands. */
export interface ClaimedDelivery {
  seq: string;
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

const PENDING = `
SELECT seq AS id, order_key AS order, due_at AS "dueAt" FROM deliveries
WHERE state = 'pending' AND subscriber_id = $1 AND due_at <= $2 AND order_key <> ALL ($3::text[])
  AND (SELECT state FROM subscribers WHERE id = $1) = 'active'
ORDER BY due_at, seq LIMIT $4`;

const FIRST_OF_ORDERS = `
SELECT min(seq) AS id FROM deliveries
WHERE state = 'pending' AND subscriber_id = $1 AND order_key = ANY ($2::text[]) GROUP BY order_key`;

/** May name a subscriber whose due rows all wait behind one that is not due: looking in vain is cheap. */
const DUE_KEYS = `
SELECT id FROM subscribers CROSS JOIN LATERAL (
  SELECT due_at FROM deliveries WHERE state = 'pending' AND subscriber_id = subscribers.id AND due_at <= $1
  ORDER BY due_at LIMIT 1) oldest
WHERE subscribers.state = 'active' ORDER BY oldest.due_at LIMIT $2`;

const CLAIM = `
UPDATE deliveries delivery SET due_at = $3, claimed_until = $3
FROM subscribers subscriber, events event
WHERE delivery.seq IN (
    SELECT seq FROM deliveries WHERE seq = ANY ($1::bigint[]) AND state = 'pending' AND due_at <= $2 FOR UPDATE SKIP LOCKED)
  AND subscriber.id = delivery.subscriber_id AND subscriber.state = 'active' AND event.seq = delivery.event_seq
RETURNING delivery.seq AS delivery_seq, delivery.attempts, delivery.created_at, delivery.claimed_until,
  subscriber.id AS subscriber_id, subscriber.url, subscriber.sealed_secret, subscriber.sealed_previous_secret,
  subscriber.previous_until, ${EVENT_COLUMNS}`;

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
  private readonly claims: Grouped<Claim, ClaimedDelivery | null>;
  private readonly answers: Grouped<Delivered>;

  constructor(private readonly database: Database) {
    this.claims = new Grouped((group) => this.claimAll(group));
    this.answers = new Grouped<Delivered>((group) => this.deliveredAll(group), 2);
  }

  /**
   * Pending deliveries with nothing of their order before them, the longest due first, at least one if there is any.
   * In two plain queries and by windows: as one, it reads the whole backlog of a subscriber for every few rows, and
   * with statistics from before a burst Postgres compares all with all.
   */
  async heads(
    subscriberId: string,
    dueBy: Date | 'infinity',
    busy: readonly string[] = [],
  ): Promise<PendingHead[]> {
    for (let window = WINDOW; ; window *= 10) {
      const values = [subscriberId, dueBy, busy, window];
      const statement = { name: 'deliveries-pending', text: PENDING, values };
      const { rows: pending } = await this.database.pool.query<PendingHead>(statement);
      if (pending.length === 0) return []; // mostly: a lane looks again after each delivery
      const orders = [...new Set(pending.map(({ order }) => order))];
      const firstOf = { name: 'deliveries-first', text: FIRST_OF_ORDERS, values: [subscriberId, orders] };
      const { rows } = await this.database.pool.query<{ id: string }>(firstOf);
      const firsts = new Set(rows.map(({ id }) => id));
      const heads = pending.filter(({ id }) => firsts.has(id));
      if (heads.length > 0 || pending.length < window) return heads;
    }
  }

  async dueKeys(now: Date, limit: number): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(DUE_KEYS, [now, limit]);
    return rows.map(({ id }) => id);
  }

  /** Null: another process has it, it is not due, or its subscriber is not active. */
  claim(seq: string, now: Date, until: Date): Promise<ClaimedDelivery | null> {
    return this.claims.add({ seq, now, until });
  }

  /** The subscriber has it, so this stands whoever holds the claim by now. */
  delivered(seq: string, at: Date, status: number): Promise<void> {
    return this.answers.add({ seq, at, status });
  }

  /** Does nothing when the claim has passed to another. Answers whether the subscriber is disabled. */
  async failed(
    { seq, claimedUntil }: ClaimedDelivery,
    attempt: FailedAttempt,
  ): Promise<{ disabled: boolean }> {
    const { at, status, error, nextAt, gone, givenUpBefore } = attempt;
    const values = [seq, claimedUntil, nextAt, status, error, at, gone, givenUpBefore];
    const { rows } = await this.database.pool.query<{ state: string }>(FAILED, values);
    return { disabled: rows[0]?.state === 'disabled' };
  }

  /** All by the instants of the last one asked for. */
  private async claimAll(group: readonly Claim[]): Promise<(ClaimedDelivery | null)[]> {
    const last = group.at(-1);
    const values = [group.map(({ seq }) => seq), last?.now, last?.until];
    const { rows } = await this.database.pool.query<ClaimRow>({
      name: 'deliveries-claim',
      text: CLAIM,
      values,
    });
    const claimed = new Map(rows.map((row) => [row.delivery_seq, row]));
    return group.map(({ seq }) => {
      const row = claimed.get(seq);
      return row ? toClaim(row) : null;
    });
  }

  private async deliveredAll(group: readonly Delivered[]): Promise<void[]> {
    const columns = <K extends keyof Delivered>(key: K) => group.map((one) => one[key]);
    const values = [columns('seq'), columns('at'), columns('status')];
    await this.database.pool.query({ name: 'deliveries-delivered', text: DELIVERED, values });
    return [];
  }
}

interface Claim {
  seq: string;
  now: Date;
  until: Date;
}

interface Delivered {
  seq: string;
  at: Date;
  status: number;
}

interface ClaimRow extends EventRow {
  delivery_seq: string;
  attempts: number;
  created_at: Date;
  claimed_until: Date;
  subscriber_id: string;
  url: string;
  sealed_secret: string;
  sealed_previous_secret: string | null;
  previous_until: Date | null;
}

function toClaim(row: ClaimRow): ClaimedDelivery {
  return {
    seq: row.delivery_seq,
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
