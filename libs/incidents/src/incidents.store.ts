import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { AlertedAccount, Details, Incident, Severity } from './incidents.types.js';

/** One that is so again within this time is the same incident, and nobody is told anew. */
const SAME_AGAIN = '10 minutes';

/** An incident to be opened. */
export type NewIncident = Pick<
  Incident,
  'id' | 'accountId' | 'cause' | 'subject' | 'severity' | 'reason' | 'remedy' | 'details'
>;

/** When people are reminded: minutes until the first reminder, and between two at most. */
export interface Reminding {
  first: number;
  longest: Readonly<Record<Severity, number>>;
}

const COLUMNS = `i.id, i.account_id AS "accountId", i.cause, i.subject, i.severity, i.reason, i.remedy, i.details,
  i.opened_at AS "openedAt", i.updated_at AS "updatedAt", i.resolved_at AS "resolvedAt", i.remind_at AS "remindAt",
  i.reminders, i.escalated_at AS "escalatedAt", i.acknowledged_at AS "acknowledgedAt",
  i.acknowledged_by AS "acknowledgedBy"`;

const NEW = `jsonb_to_recordset($1::jsonb) AS n(id text, "accountId" text, cause text, subject text, severity text,
  reason text, remedy text, details jsonb)`;

/** $2 now, $3 first pause, $4 and $5 the longest; `n` is the number of reminders so far. */
const remindAt = (severity: string, n: string) =>
  `$2::timestamptz + least(CASE ${severity} WHEN 'critical' THEN $4::float8 ELSE $5::float8 END,
    $3::float8 * power(4, ${n})) * interval '1 minute'`;

/** What is so again soon: the incident goes on, and those who take care of it still do. */
const REOPEN = `
UPDATE incidents i SET resolved_at = NULL, updated_at = $2, details = n.details, reason = n.reason, remedy = n.remedy,
  remind_at = CASE WHEN i.acknowledged_at IS NULL THEN ${remindAt('i.severity', 'i.reminders')} END
FROM ${NEW}
WHERE i.resolved_at > $2::timestamptz - interval '${SAME_AGAIN}' AND i.cause = n.cause AND i.subject = n.subject
  AND i.account_id IS NOT DISTINCT FROM n."accountId"
RETURNING ${COLUMNS}`;

const OPEN = `
INSERT INTO incidents AS i (id, account_id, cause, subject, severity, reason, remedy, details, opened_at, updated_at, remind_at)
SELECT n.id, n."accountId", n.cause, n.subject, n.severity, n.reason, n.remedy, n.details, $2, $2,
       ${remindAt('n.severity', '0')}
FROM ${NEW}
ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`;

const CHANGE = `
UPDATE incidents i SET details = n.details, reason = n.reason, remedy = n.remedy, updated_at = $2
FROM jsonb_to_recordset($1::jsonb) AS n(id text, reason text, remedy text, details jsonb)
WHERE i.id = n.id AND i.resolved_at IS NULL`;

/** Of an account that was paused or disconnected nobody can say that it is well: that is kept, and told. */
const RESOLVE = `
UPDATE incidents i SET resolved_at = $2, updated_at = $2, remind_at = NULL,
  details = i.details || coalesce((SELECT jsonb_build_object('ended', a.state) FROM accounts a
                                    WHERE a.id = i.account_id AND a.state IN ('paused', 'disconnected')), '{}')
WHERE i.id = ANY ($1::text[]) AND i.resolved_at IS NULL RETURNING ${COLUMNS}`;

const REMIND = `
UPDATE incidents i SET reminders = i.reminders + 1, remind_at = ${remindAt('i.severity', 'i.reminders + 1')}
WHERE i.id IN (SELECT id FROM incidents WHERE remind_at <= $2 AND resolved_at IS NULL
                ORDER BY remind_at LIMIT $1::int FOR UPDATE SKIP LOCKED)
RETURNING ${COLUMNS}`;

const ESCALATE = `
UPDATE incidents i SET escalated_at = $2
WHERE i.id IN (SELECT id FROM incidents
                WHERE resolved_at IS NULL AND severity = 'critical' AND escalated_at IS NULL AND acknowledged_at IS NULL
                  AND opened_at <= $3 ORDER BY opened_at LIMIT $1::int FOR UPDATE SKIP LOCKED)
RETURNING ${COLUMNS}`;

/** The queries that open, change and resolve incidents. Each is for many, and safe in any number of processes. */
@Injectable()
export class IncidentsStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async open(causes: readonly string[]): Promise<Incident[]> {
    const { rows } = await this.database.pool.query<Incident>(
      `SELECT ${COLUMNS} FROM incidents i WHERE i.resolved_at IS NULL AND i.cause = ANY ($1)`,
      [causes],
    );
    return rows;
  }

  reopen(tx: Tx, incidents: readonly NewIncident[], now: Date, reminding: Reminding): Promise<Incident[]> {
    return tx.$queryRawUnsafe(REOPEN, JSON.stringify(incidents), now, ...pauses(reminding));
  }

  /** Those that nobody else had opened. */
  insert(tx: Tx, incidents: readonly NewIncident[], now: Date, reminding: Reminding): Promise<Incident[]> {
    return tx.$queryRawUnsafe(OPEN, JSON.stringify(incidents), now, ...pauses(reminding));
  }

  async change(
    incidents: readonly { id: string; reason: string; remedy: string; details: Details }[],
    now: Date,
  ): Promise<void> {
    if (incidents.length > 0) await this.database.pool.query(CHANGE, [JSON.stringify(incidents), now]);
  }

  resolve(tx: Tx, ids: readonly string[], now: Date): Promise<Incident[]> {
    return tx.$queryRawUnsafe(RESOLVE, ids, now);
  }

  /** Those whose reminder is due, moved to their next. */
  remind(tx: Tx, limit: number, now: Date, reminding: Reminding): Promise<Incident[]> {
    return tx.$queryRawUnsafe(REMIND, limit, now, ...pauses(reminding));
  }

  /** Critical ones that are open since `openedBy`, and that nobody has acknowledged. */
  escalate(tx: Tx, limit: number, now: Date, openedBy: Date): Promise<Incident[]> {
    return tx.$queryRawUnsafe(ESCALATE, limit, now, openedBy);
  }

  async accounts(tx: Tx, ids: readonly string[]): Promise<Map<string, AlertedAccount>> {
    const rows = await tx.account.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, platform: true, site: true, adminEmail: true, adminWebhookUrl: true },
    });
    return new Map(rows.map((row) => [row.id, row]));
  }
}

const pauses = ({ first, longest }: Reminding) => [first, longest.critical, longest.warning];
