import { Injectable } from '@nestjs/common';
import type { LaneItem } from '@nightdesk/lanes';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { Address, Alert, AlertedAccount, AlertKind, Incident } from './incidents.types.js';

/** An alert to be sent. */
export interface NewAlert extends Address {
  incidentId: string;
  kind: AlertKind;
  lane: string;
}

/** An alert in this process's hands, with what it tells. */
export interface ClaimedAlert extends Pick<
  Alert,
  'seq' | 'kind' | 'channel' | 'target' | 'audience' | 'attempts' | 'createdAt'
> {
  incident: Pick<
    Incident,
    | 'id'
    | 'accountId'
    | 'cause'
    | 'subject'
    | 'severity'
    | 'reason'
    | 'remedy'
    | 'details'
    | 'openedAt'
    | 'resolvedAt'
  >;
  account: Pick<AlertedAccount, 'id' | 'platform' | 'site'> | null;
  /** What waits in the account at this moment. */
  waiting: { operations: number; deliveries: number };
}

/** Nobody who waits for an earlier message about an incident gets another one. */
const ADD = `
WITH added AS (
  INSERT INTO alerts (incident_id, kind, lane, channel, target, audience, state, due_at, created_at)
  SELECT n."incidentId", n.kind, n.lane, n.channel, n.target, n.audience, 'pending', $2::timestamptz, $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS n("incidentId" text, kind text, lane text, channel text, target text, audience text)
  WHERE NOT EXISTS (SELECT 1 FROM alerts p WHERE p.incident_id = n."incidentId" AND p.state = 'pending'
                       AND p.channel = n.channel AND p.target = n.target)
  ORDER BY n."incidentId", n.audience, n.channel, n.target
  RETURNING lane)
SELECT DISTINCT lane FROM added`;

const DROP = `
UPDATE alerts SET state = 'dropped'
WHERE incident_id = ANY ($1::text[]) AND state = 'pending' AND (claimed_until IS NULL OR claimed_until <= $2)
  AND ($3::text IS NULL OR kind = $3)`;

/** What is just being sent counts as told: its end comes after it, since it has the same address. */
const ADD_RESOLVED = `
WITH last AS (
  SELECT DISTINCT ON (incident_id, channel, target) * FROM alerts
  WHERE incident_id = ANY ($1::text[]) AND state IN ('sent', 'pending') ORDER BY incident_id, channel, target, seq DESC
), added AS (
  INSERT INTO alerts (incident_id, kind, lane, channel, target, audience, state, due_at, created_at)
  SELECT incident_id, 'resolved', lane, channel, target, audience, 'pending', $2::timestamptz, $2::timestamptz
  FROM last WHERE kind <> 'resolved' RETURNING lane)
SELECT DISTINCT lane FROM added`;

/** An address with a message in hand waits until that is settled. */
const heads = (condition: string) => `
SELECT min(seq)::text AS id, target AS order, greatest(min(due_at), max(claimed_until)) AS due FROM alerts
WHERE lane = $1 AND state = 'pending' GROUP BY target ${condition}`;

/** All that waits for the address in its order, be it due or not: the first of them is, and nothing may overtake it. */
const CLAIM = `
UPDATE alerts SET claimed_until = $4, due_at = $4
WHERE seq IN (SELECT seq FROM alerts WHERE lane = $1 AND target = $2 AND state = 'pending'
                 AND NOT EXISTS (SELECT 1 FROM alerts c WHERE c.lane = $1 AND c.target = $2 AND c.state = 'pending'
                                    AND c.claimed_until > $3)
               ORDER BY seq LIMIT $5 FOR UPDATE SKIP LOCKED)
RETURNING seq`;

const READ = `
SELECT l.seq::text AS seq, l.kind, l.channel, l.target, l.audience, l.attempts, l.created_at AS "createdAt",
  i.id, i.account_id AS "accountId", i.cause, i.subject, i.severity, i.reason, i.remedy, i.details,
  i.opened_at AS "openedAt", i.resolved_at AS "resolvedAt", a.platform, a.site,
  (SELECT count(*)::int FROM operations o
    WHERE o.account_id = a.id AND o.state IN ('queued', 'sending', 'unknown', 'held')) AS operations,
  (SELECT count(*)::int FROM inbox d WHERE d.account_id = a.id AND d.state = 'pending') AS deliveries
FROM alerts l JOIN incidents i ON i.id = l.incident_id LEFT JOIN accounts a ON a.id = i.account_id
WHERE l.seq = ANY ($1) AND l.state = 'pending' ORDER BY l.seq`;

const SENT = `
UPDATE alerts SET state = 'sent', sent_at = $2, attempts = attempts + 1, last_error = NULL, claimed_until = NULL
WHERE seq = ANY ($1) AND state = 'pending'`;

/** What waits behind is put off as well, or it would be a reason to ask the address again at once. */
const FAILED = `
WITH failed AS (
  UPDATE alerts SET state = CASE WHEN $5::boolean OR created_at <= $6 THEN 'dead' ELSE 'pending' END,
    attempts = attempts + 1, last_error = $4, due_at = $3, claimed_until = NULL
  WHERE seq = ANY ($1) AND state = 'pending' AND claimed_until = $2 RETURNING lane, target
)
UPDATE alerts SET due_at = $3 FROM (SELECT DISTINCT lane, target FROM failed) f
WHERE alerts.lane = f.lane AND alerts.target = f.target AND alerts.state = 'pending' AND alerts.seq <> ALL ($1)
  AND alerts.due_at < $3`;

/** Every query that sends alerts. */
@Injectable()
export class AlertsStore {
  constructor(private readonly database: Database) {}

  /** Answers the keys of the lanes that have work now. */
  async add(tx: Tx, alerts: readonly NewAlert[], now: Date): Promise<string[]> {
    if (alerts.length === 0) return [];
    return keys(await tx.$queryRawUnsafe<{ lane: string }[]>(ADD, JSON.stringify(alerts), now));
  }

  /** @param kind absent: of any kind. */
  async drop(tx: Tx, incidentIds: readonly string[], now: Date, kind?: AlertKind): Promise<void> {
    if (incidentIds.length > 0) await tx.$executeRawUnsafe(DROP, incidentIds, now, kind ?? null);
  }

  async addResolved(tx: Tx, incidentIds: readonly string[], now: Date): Promise<string[]> {
    if (incidentIds.length === 0) return [];
    return keys(await tx.$queryRawUnsafe<{ lane: string }[]>(ADD_RESOLVED, incidentIds, now));
  }

  /** One item for each address: its id is its first message. */
  async take(lane: string, limit: number, busy: readonly string[], now: Date): Promise<LaneItem[]> {
    const due = 'HAVING greatest(min(due_at), max(claimed_until)) <= $2 AND target <> ALL ($3)';
    const { rows } = await this.database.pool.query<LaneItem>(
      `SELECT id, "order" FROM (${heads(due)}) h ORDER BY id::bigint LIMIT $4`,
      [lane, now, busy, limit],
    );
    return rows;
  }

  async nextDue(lane: string): Promise<Date | null> {
    const { rows } = await this.database.pool.query<{ due: Date | null }>(
      `SELECT min(due) AS due FROM (${heads('')}) h`,
      [lane],
    );
    return rows[0]?.due ?? null;
  }

  async dueKeys(limit: number, now: Date): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ lane: string }>(
      `SELECT lane FROM alerts WHERE state = 'pending' AND due_at <= $1 GROUP BY lane ORDER BY min(due_at) LIMIT $2`,
      [now, limit],
    );
    return keys(rows);
  }

  async claim(lane: string, target: string, now: Date, until: Date, limit: number): Promise<ClaimedAlert[]> {
    const claimed = await this.database.pool.query<{ seq: string }>(CLAIM, [lane, target, now, until, limit]);
    if (claimed.rows.length === 0) return [];
    const seqs = claimed.rows.map(({ seq }) => seq);
    const { rows } = await this.database.pool.query<ReadRow>(READ, [seqs]);
    return rows.map(claimedAlert);
  }

  /** The address has them, so this stands whoever holds the claim by now. */
  async sent(seqs: readonly string[], at: Date): Promise<void> {
    await this.database.pool.query(SENT, [seqs, at]);
  }

  /** Does nothing to what another process has taken since. @param givenUpBefore what was to be told before is dead. */
  async failed(
    seqs: readonly string[],
    claimedUntil: Date,
    { error, nextAt, forGood, givenUpBefore }: FailedAlert,
  ): Promise<void> {
    await this.database.pool.query(FAILED, [seqs, claimedUntil, nextAt, error, forGood, givenUpBefore]);
  }
}

/** What became of an attempt that failed. */
export interface FailedAlert {
  error: string;
  nextAt: Date;
  /** The address does not exist: it is not tried again. */
  forGood: boolean;
  givenUpBefore: Date;
}

type ReadRow = Omit<ClaimedAlert, 'incident' | 'account' | 'waiting'> &
  ClaimedAlert['incident'] & {
    platform: string | null;
    site: string | null;
    operations: number;
    deliveries: number;
  };

function claimedAlert(row: ReadRow): ClaimedAlert {
  const { seq, kind, channel, target, audience, attempts, createdAt, ...rest } = row;
  const { platform, site, operations, deliveries, ...incident } = rest;
  const { accountId } = incident;
  const account = accountId !== null && platform && site ? { id: accountId, platform, site } : null;
  const alert = { seq, kind, channel, target, audience, attempts, createdAt };
  return { ...alert, incident, account, waiting: { operations, deliveries } };
}

const keys = (rows: readonly { lane: string }[]) => rows.map(({ lane }) => lane);
