import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';

/** Which dead webhooks are meant: all that fit everything that is named. */
export interface DeadWebhookFilter {
  webhookIds?: readonly string[] | undefined;
  accountId?: string | undefined;
  ticketId?: string | undefined;
  since?: Date | undefined;
  /** Empty: of any account. */
  accountIds: readonly string[];
}

export interface DeadWebhookRow {
  seq: string;
  accountId: string;
  ticketId: string | null;
  type: string;
  via: string;
  receivedAt: Date;
  attempts: number;
  lastError: string | null;
  traceId: string;
}

const WHERE = `state = 'dead' AND ($1::bigint[] IS NULL OR seq = ANY ($1)) AND ($2::text IS NULL OR account_id = $2)
  AND ($3::text IS NULL OR ticket_id = $3) AND ($4::timestamptz IS NULL OR received_at >= $4)
  AND ($5::text[] = '{}' OR account_id = ANY ($5))`;

const LIST = `
SELECT seq, account_id AS "accountId", ticket_id AS "ticketId", type, via, received_at AS "receivedAt", attempts,
  last_error AS "lastError", trace_id AS "traceId"
FROM inbox WHERE ${WHERE} AND seq < $6 ORDER BY seq DESC LIMIT $7`;

const REPLAY = `
WITH revived AS (
  UPDATE inbox SET state = 'pending', attempts = 0, due_at = $6, processed_at = NULL WHERE ${WHERE} RETURNING account_id)
SELECT account_id AS "accountId", count(*)::int AS count FROM revived GROUP BY account_id`;

const DISCARD = `
UPDATE inbox SET state = 'done', processed_at = $6 WHERE ${WHERE}`;

/** The queries on webhooks that could not be turned into events. */
@Injectable()
export class DeadWebhooksStore {
  constructor(private readonly database: Database) {}

  /** The newest first. `before`: the id of the last one of the page before. */
  async list(filter: DeadWebhookFilter, limit: number, before: string | null): Promise<DeadWebhookRow[]> {
    const values = [...valuesOf(filter), before ?? '9223372036854775807', limit];
    return (await this.database.pool.query<DeadWebhookRow>(LIST, values)).rows;
  }

  replay(tx: Tx, filter: DeadWebhookFilter, now: Date): Promise<{ accountId: string; count: number }[]> {
    return tx.$queryRawUnsafe(REPLAY, ...valuesOf(filter), now);
  }

  discard(tx: Tx, filter: DeadWebhookFilter, now: Date): Promise<number> {
    return tx.$executeRawUnsafe(DISCARD, ...valuesOf(filter), now);
  }
}

function valuesOf({ webhookIds, accountId, ticketId, since, accountIds }: DeadWebhookFilter): unknown[] {
  return [webhookIds?.map(BigInt) ?? null, accountId ?? null, ticketId ?? null, since ?? null, accountIds];
}
