import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** Work of one lane, counted from the rows. */
export interface LaneCount {
  key: string;
  waiting: number;
  inFlight: number;
  held: number;
  dead: number;
  oldestAt: Date | null;
}

export interface WebhookCount {
  accountId: string;
  lastDeliveryAt: Date | null;
  deliveries: number;
  signatureFailures: number;
}

export interface IncidentRow {
  accountId: string;
  id: string;
  cause: string;
  severity: 'critical' | 'warning';
  reason: string;
  remedy: string;
  /** How many are open. */
  open: number;
}

export interface CredentialRow {
  accountId: string;
  lane: string;
  kind: string;
  scopes: string[];
  expiresAt: Date | null;
  refreshAt: Date | null;
  /** When the token was issued: by its last refresh, or by the connect. */
  issuedAt: Date;
  refreshedAt: Date | null;
  lastError: string | null;
}

export interface SubscriberRow {
  id: string;
  url: string;
  state: 'active' | 'disabled';
  lastDeliveredAt: Date | null;
  lastError: string | null;
}

export interface EventRow {
  id: string;
  type: string;
  accountId: string;
  ticketId: string | null;
  origin: string;
  via: string;
  operationId: string | null;
  data: Record<string, unknown>;
  traceId: string;
  occurredAt: Date;
  recordedAt: Date;
  pending: number;
  delivered: number;
  dead: number;
}

export interface StopRow {
  at: Date;
  station: 'webhook' | 'event' | 'delivery';
  what: string;
  state: string;
  endedAt: Date | null;
  traceId: string | null;
  id: string;
}

/** The accounts of $1; all when it is null. */
const ASKED_FOR = `($1::text[] IS NULL OR account_id = ANY($1))`;

/** The picture's queries, straight over everybody's tables; nothing here writes. */
@Injectable()
export class HealthStore {
  constructor(private readonly database: Database) {}

  /** Changes whenever anything that the page shows has changed; one cheap query to poll. */
  async pulse(): Promise<string> {
    const [row] = await this.query<{ pulse: string }>(
      `SELECT concat_ws(':', (SELECT max(seq) FROM events), (SELECT max(seq) FROM operation_transitions),
                        (SELECT max(seq) FROM inbox), (SELECT max(seq) FROM deliveries),
                        (SELECT count(*) FROM deliveries WHERE state = 'pending'),
                        (SELECT count(*) FROM inbox WHERE state = 'pending'),
                        (SELECT max(state_since) FROM accounts),
                        (SELECT sum(hashtext(concat_ws('/', id, live_share, live_share_since, error_slo,
                                                       required_capabilities::text))) FROM accounts), (SELECT count(*) FROM subscribers),
                        (SELECT concat_ws('/', count(*), max(set_at)) FROM switches),
                        (SELECT concat_ws('/', count(*), max(retry_at)) FROM breakers),
                        (SELECT concat_ws('/', count(*), max(set_at)) FROM ceilings),
                        (SELECT concat_ws('/', count(*), sum(version), sum(refresh_failures)) FROM credentials)) AS pulse`,
    );
    return row?.pulse ?? '';
  }

  /** Of some accounts, or of all. */
  readLanes(accountIds?: readonly string[]): Promise<LaneCount[]> {
    return this.query(
      `SELECT account_id AS key, count(*) FILTER (WHERE state = 'pending')::int AS waiting, 0 AS "inFlight", 0 AS held,
              count(*) FILTER (WHERE state = 'dead')::int AS dead,
              min(received_at) FILTER (WHERE state = 'pending') AS "oldestAt"
         FROM inbox WHERE state IN ('pending', 'dead') AND ${ASKED_FOR} GROUP BY account_id`,
      [accountIds],
    );
  }

  /** Of some accounts, or of all. One that is performed at this moment is in flight, whatever it was before. */
  writeLanes(accountIds?: readonly string[]): Promise<LaneCount[]> {
    return this.query(
      `SELECT account_id AS key, count(*) FILTER (WHERE state IN ('queued', 'unknown') AND claimed_until IS NULL)::int AS waiting,
              count(*) FILTER (WHERE state <> 'dead' AND claimed_until IS NOT NULL)::int AS "inFlight",
              count(*) FILTER (WHERE state = 'held' AND claimed_until IS NULL)::int AS held,
              count(*) FILTER (WHERE state = 'dead')::int AS dead,
              min(created_at) FILTER (WHERE state <> 'dead') AS "oldestAt"
         FROM operations
        WHERE ${ASKED_FOR} AND (state IN ('queued', 'sending', 'unknown', 'held') OR state = 'dead'
              AND (discarded_at IS NULL OR discarded_at < finished_at OR finished_at IS NULL))
        GROUP BY account_id`,
      [accountIds],
    );
  }

  deliverLanes(): Promise<LaneCount[]> {
    return this.query(
      `SELECT subscriber_id AS key, count(*) FILTER (WHERE state = 'pending' AND claimed_until IS NULL)::int AS waiting,
              count(*) FILTER (WHERE state = 'pending' AND claimed_until IS NOT NULL)::int AS "inFlight", 0 AS held,
              count(*) FILTER (WHERE state = 'dead')::int AS dead,
              min(created_at) FILTER (WHERE state = 'pending') AS "oldestAt"
         FROM deliveries WHERE state IN ('pending', 'dead') GROUP BY subscriber_id`,
    );
  }

  /** Reads the deliveries of a day: of all accounts only where nothing smaller will do. */
  webhooks(since: Date, accountIds: readonly string[]): Promise<WebhookCount[]> {
    return this.query(
      `SELECT w.account_id AS "accountId", w.signature_failures AS "signatureFailures",
              (SELECT max(received_at) FROM inbox i WHERE i.account_id = w.account_id AND via = 'webhook') AS "lastDeliveryAt",
              (SELECT count(*)::int FROM inbox i
                WHERE i.account_id = w.account_id AND via = 'webhook' AND received_at >= $1) AS deliveries
         FROM webhooks w WHERE w.account_id = ANY($2)`,
      [since, accountIds],
    );
  }

  /** Of accounts that have any. */
  signatureFailures(): Promise<Pick<WebhookCount, 'accountId' | 'signatureFailures'>[]> {
    return this.query(
      `SELECT account_id AS "accountId", signature_failures AS "signatureFailures" FROM webhooks WHERE signature_failures > 0`,
    );
  }

  /** The worst open one of each account, the oldest among equals, and how many there are. */
  worstIncidents(): Promise<IncidentRow[]> {
    return this.query(
      `SELECT DISTINCT ON (account_id) account_id AS "accountId", id, cause, severity, reason, remedy,
              (count(*) OVER (PARTITION BY account_id))::int AS open
         FROM incidents WHERE resolved_at IS NULL AND account_id IS NOT NULL
        ORDER BY account_id, severity = 'critical' DESC, opened_at`,
    );
  }

  /** Of some accounts, or of all. */
  credentials(accountIds?: readonly string[]): Promise<CredentialRow[]> {
    return this.query(
      `SELECT account_id AS "accountId", lane, kind, scopes, expires_at AS "expiresAt", refresh_at AS "refreshAt",
              refreshed_at AS "refreshedAt", coalesce(refreshed_at, created_at) AS "issuedAt", last_error AS "lastError"
         FROM credentials WHERE ${ASKED_FOR} ORDER BY lane`,
      [accountIds],
    );
  }

  subscribers(): Promise<SubscriberRow[]> {
    return this.query(
      `SELECT s.id, s.url, s.state,
              (SELECT max(delivered_at) FROM deliveries d WHERE d.subscriber_id = s.id) AS "lastDeliveredAt",
              (SELECT last_error FROM deliveries d WHERE d.subscriber_id = s.id AND state <> 'delivered'
                AND last_error IS NOT NULL ORDER BY seq DESC LIMIT 1) AS "lastError"
         FROM subscribers s ORDER BY s.created_at`,
    );
  }

  recentEvents(limit: number): Promise<EventRow[]> {
    return this.query(
      `SELECT e.id, e.type, e.account_id AS "accountId", e.ticket_id AS "ticketId", e.origin, e.via,
              e.operation_id AS "operationId", e.data, e.trace_id AS "traceId", e.occurred_at AS "occurredAt",
              e.recorded_at AS "recordedAt", count(d.*) FILTER (WHERE d.state = 'pending')::int AS pending,
              count(d.*) FILTER (WHERE d.state = 'delivered')::int AS delivered,
              count(d.*) FILTER (WHERE d.state = 'dead')::int AS dead
         FROM (SELECT * FROM events ORDER BY seq DESC LIMIT $1) e LEFT JOIN deliveries d ON d.event_seq = e.seq
        GROUP BY e.seq, e.id, e.type, e.account_id, e.ticket_id, e.origin, e.via, e.operation_id, e.data, e.trace_id,
                 e.occurred_at, e.recorded_at
        ORDER BY e.seq DESC`,
      [limit],
    );
  }

  /** Webhooks, events and deliveries of one ticket. */
  stops(accountId: string, ticketId: string): Promise<StopRow[]> {
    return this.query(
      `SELECT received_at AS at, 'webhook' AS station, type AS what, state, processed_at AS "endedAt",
              trace_id AS "traceId", seq::text AS id
         FROM inbox WHERE account_id = $1 AND ticket_id = $2
       UNION ALL
       SELECT recorded_at, 'event', type || CASE origin WHEN 'nightdesk' THEN ' (ours)' ELSE '' END, 'recorded',
              recorded_at, trace_id, id
         FROM events WHERE account_id = $1 AND ticket_id = $2
       UNION ALL
       SELECT d.created_at, 'delivery', e.type || ' to ' || substring(s.url FROM '^[^?#]+'), d.state, d.delivered_at, e.trace_id, d.seq::text
         FROM deliveries d JOIN events e ON e.seq = d.event_seq JOIN subscribers s ON s.id = d.subscriber_id
        WHERE e.account_id = $1 AND e.ticket_id = $2
       ORDER BY at LIMIT 500`,
      [accountId, ticketId],
    );
  }

  private async query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    const { rows } = await this.database.pool.query<T>(text, values);
    return rows;
  }
}
