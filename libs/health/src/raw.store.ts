import { Injectable } from '@nestjs/common';
import type { Station } from '@nightdesk/contract';
import { Database } from '@nightdesk/platform/database';

/** One stop of a timeline as its row has it. */
export interface RawRow {
  accountId: string;
  ticketId: string | null;
  traceId: string;
  at: Date;
  state: string;
  body: Buffer | string | null;
  /** By name, in the order in which they are shown. */
  facts: Record<string, string | number | Date | null>;
}

const statements: Record<Station, string> = {
  webhook: `
    SELECT account_id AS "accountId", ticket_id AS "ticketId", trace_id AS "traceId", received_at AS at, state, body,
           json_build_object('Type', type, 'Delivery id', dedupe_key, 'Came by', via, 'Happened', occurred_at,
             'Received', received_at, 'Dealt with', processed_at, 'Failed readings', attempts, 'Last error', last_error) AS facts
      FROM inbox WHERE seq = $1::bigint`,
  event: `
    SELECT account_id AS "accountId", ticket_id AS "ticketId", trace_id AS "traceId", recorded_at AS at,
           'recorded' AS state, data::text AS body,
           json_build_object('Type', type, 'webhook-id', id, 'Whose doing', origin, 'Came by', via, 'Operation', operation_id,
             'Happened', occurred_at, 'Recorded', recorded_at) AS facts
      FROM events WHERE id = $1`,
  delivery: `
    SELECT e.account_id AS "accountId", e.ticket_id AS "ticketId", e.trace_id AS "traceId", d.created_at AS at, d.state,
           json_build_object('id', e.id, 'type', e.type, 'accountId', e.account_id, 'ticketId', e.ticket_id,
             'origin', e.origin, 'via', e.via, 'operationId', e.operation_id, 'data', e.data, 'traceId', e.trace_id,
             'occurredAt', e.occurred_at, 'recordedAt', e.recorded_at)::text AS body,
           json_build_object('Type', e.type, 'To', s.url, 'webhook-id', e.id, 'Trace-Id', e.trace_id, 'Attempts', d.attempts,
             'Last status', d.last_status, 'Last error', d.last_error, 'Created', d.created_at,
             'Next attempt', CASE d.state WHEN 'pending' THEN d.due_at END, 'Delivered', d.delivered_at) AS facts
      FROM deliveries d JOIN events e ON e.seq = d.event_seq JOIN subscribers s ON s.id = d.subscriber_id
     WHERE d.seq = $1::bigint`,
  operation: `
    SELECT account_id AS "accountId", ticket_id AS "ticketId", trace_id AS "traceId", created_at AS at, state,
           (SELECT json_agg(s.payload ORDER BY s.position)::text FROM operation_steps s WHERE s.operation_id = o.id) AS body,
           json_build_object('Asked for by', requested_by, 'Attempts', attempts, 'First sent', first_sent_at,
             'If no reply since', if_no_reply_since, 'If the status is', nullif(array_to_string(if_status_in, ', '), ''),
             'Ended', finished_at) AS facts
      FROM operations o WHERE id = $1`,
};

/** Reads what is stored of single stops; nothing here writes. */
@Injectable()
export class RawStore {
  constructor(private readonly database: Database) {}

  /** Null: there is none, or it is not kept any more. */
  async find(station: Station, id: string): Promise<RawRow | null> {
    const isNumber = station === 'webhook' || station === 'delivery';
    if (isNumber && !/^\d{1,18}$/.test(id)) return null;
    const { rows } = await this.database.pool.query<RawRow>(statements[station], [id]);
    return rows[0] ?? null;
  }
}
