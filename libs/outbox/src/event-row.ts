import { Event } from '@nightdesk/contract';

/** A row of `events` as Postgres gives it. */
export interface EventRow {
  id: string;
  type: string;
  account_id: string;
  ticket_id: string | null;
  origin: string;
  via: string;
  operation_id: string | null;
  data: unknown;
  trace_id: string;
  trace_sampled: boolean | null;
  occurred_at: Date;
  recorded_at: Date;
}

/** The columns of {@link EventRow}, of a table called `event` in the query. */
export const EVENT_COLUMNS = `event.id, event.type, event.account_id, event.ticket_id, event.origin, event.via,
  event.operation_id, event.data, event.trace_id, event.trace_sampled, event.occurred_at, event.recorded_at`;

/** @throws ZodError when a row is not an event of the contract. */
export function toEvent(row: EventRow): Event {
  return Event.parse({
    id: row.id,
    type: row.type,
    accountId: row.account_id,
    ticketId: row.ticket_id,
    origin: row.origin,
    via: row.via,
    operationId: row.operation_id,
    data: row.data,
    traceId: row.trace_id,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
  });
}
