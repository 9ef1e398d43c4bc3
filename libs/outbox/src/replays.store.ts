import { Injectable } from '@nestjs/common';
import type { DeliveryState } from './outbox.types.js';
import { type EventDelivery, EventDelivery as Delivery } from '@nightdesk/contract';
import { Database, type Tx } from '@nightdesk/platform/database';
import { EVENT_COLUMNS, type EventRow, toEvent } from './event-row.js';
import { IS_WANTED, ORDER_KEY } from './outbox.store.js';

/** Dead deliveries of one subscriber. */
export interface DeadChoice {
  deliveryIds?: readonly string[] | undefined;
  accountId?: string | undefined;
  type?: string | undefined;
  since?: Date | undefined;
}

interface DeliveryRow extends EventRow {
  delivery_seq: string;
  state: string;
  attempts: number;
  last_status: number | null;
  last_error: string | null;
  created_at: Date;
  due_at: Date;
  delivered_at: Date | null;
}

const LIST = `
SELECT delivery.seq AS delivery_seq, delivery.state, delivery.attempts, delivery.last_status, delivery.last_error,
  delivery.created_at, delivery.due_at, delivery.delivered_at, ${EVENT_COLUMNS}
FROM deliveries delivery JOIN events event ON event.seq = delivery.event_seq
WHERE delivery.subscriber_id = $1 AND delivery.state = $2 AND delivery.seq < $3
ORDER BY delivery.seq DESC LIMIT $4`;

/** Its three days begin anew, or the first failure would make it dead again. It keeps its place before later ones. */
const REVIVE = `
UPDATE deliveries delivery SET state = 'pending', attempts = 0, due_at = $2, created_at = $2, claimed_until = NULL
FROM events event
WHERE delivery.subscriber_id = $1 AND delivery.state = 'dead' AND event.seq = delivery.event_seq
  AND ($3::bigint[] IS NULL OR delivery.seq = ANY ($3)) AND ($4::text IS NULL OR event.account_id = $4)
  AND ($5::text IS NULL OR event.type = $5) AND ($6::timestamptz IS NULL OR event.recorded_at >= $6)`;

/** The events of a span that a subscriber's filters let through, oldest first. */
const SPAN = `
SELECT event.seq, event.recorded_at FROM events event JOIN subscribers subscriber ON subscriber.id = $1
WHERE event.recorded_at >= $2 AND ($3::timestamptz IS NULL OR event.recorded_at < $3) AND ${IS_WANTED}
ORDER BY event.seq LIMIT $4`;

/** What is being sent at this moment is left alone: it is on its way already. */
const FORGET = `
DELETE FROM deliveries WHERE subscriber_id = $1 AND event_seq = ANY ($2::bigint[])
  AND NOT (state = 'pending' AND claimed_until IS NOT NULL AND claimed_until > $3)`;

/** New rows, so that they stand behind what is on its way and among themselves in the order of their events. */
const AGAIN = `
INSERT INTO deliveries (subscriber_id, event_seq, order_key, state, due_at, created_at)
SELECT $1, event.seq, ${ORDER_KEY}, 'pending', $3, $3
FROM events event WHERE event.seq = ANY ($2::bigint[]) ORDER BY event.seq
ON CONFLICT (event_seq, subscriber_id) DO NOTHING`;

/** The queries that send again what was sent, or given up, before. */
@Injectable()
export class ReplayStore {
  constructor(private readonly database: Database) {}

  /** The newest first. `before`: the id of the last one of the page before. */
  async list(
    subscriberId: string,
    state: DeliveryState,
    limit: number,
    before: string | null,
  ): Promise<EventDelivery[]> {
    const values = [subscriberId, state, before ?? '9223372036854775807', limit];
    const { rows } = await this.database.pool.query<DeliveryRow>(LIST, values);
    return rows.map(view);
  }

  revive(tx: Tx, subscriberId: string, now: Date, choice: DeadChoice): Promise<number> {
    const ids = choice.deliveryIds?.map(BigInt) ?? null;
    const [account, type, since] = [choice.accountId ?? null, choice.type ?? null, choice.since ?? null];
    return tx.$executeRawUnsafe(REVIVE, subscriberId, now, ids, account, type, since);
  }

  span(
    tx: Tx,
    subscriberId: string,
    { since, until, limit }: { since: Date; until: Date | null; limit: number },
  ): Promise<{ seq: bigint; recorded_at: Date }[]> {
    return tx.$queryRawUnsafe(SPAN, subscriberId, since, until, limit);
  }

  async again(tx: Tx, subscriberId: string, seqs: readonly bigint[], now: Date): Promise<number> {
    await tx.$executeRawUnsafe(FORGET, subscriberId, seqs, now);
    return tx.$executeRawUnsafe(AGAIN, subscriberId, seqs, now);
  }
}

function view(row: DeliveryRow): EventDelivery {
  return Delivery.parse({
    id: row.delivery_seq,
    state: row.state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    event: toEvent(row),
  });
}
