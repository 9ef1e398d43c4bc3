import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import type { SyntheticCheckPlan } from '@nightdesk/contract';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { Check, Outcome, Run, Trip } from './synthetic-checks.types.js';

const DUE = `
SELECT c.account_id FROM synthetic_checks c JOIN accounts a ON a.id = c.account_id
 WHERE c.due_at <= $1 AND c.operation_id IS NULL AND a.state = ANY($2) ORDER BY c.due_at LIMIT $3`;

/** The event by which a reading told our own change: among the ticket's latest, so a look costs the same for ever. */
const TRIPS = `
SELECT c.account_id AS "accountId", a.platform, c.operation_id AS "operationId", c.started_at AS "startedAt",
       c.slo_seconds AS "sloSeconds", o.state, o.reason, seen.at AS "seenAt"
  FROM synthetic_checks c JOIN accounts a ON a.id = c.account_id LEFT JOIN operations o ON o.id = c.operation_id
  LEFT JOIN LATERAL (
       SELECT min(e.recorded_at) AS at
         FROM (SELECT recorded_at, operation_id, origin FROM events
                WHERE account_id = c.account_id AND ticket_id = c.ticket_id ORDER BY seq DESC LIMIT 50) e
        WHERE e.operation_id = c.operation_id AND e.origin = 'nightdesk') seen ON true
 WHERE c.operation_id IS NOT NULL`;

/** Whoever ends it first writes it down; what is older than eight days goes with it. */
const END = `
WITH mine AS (
  UPDATE synthetic_checks SET operation_id = NULL, started_at = NULL
   WHERE account_id = $1 AND operation_id = $2 RETURNING account_id
), old AS (
  DELETE FROM synthetic_runs WHERE account_id IN (SELECT account_id FROM mine) AND at < $3::timestamptz - interval '8 days')
INSERT INTO synthetic_runs (account_id, at, ok, duration_ms, problem) SELECT account_id, $3, $4, $5, $6 FROM mine`;

/** Every query on `synthetic_checks` and `synthetic_runs`. */
@Injectable()
export class SyntheticChecksStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async save(tx: Tx, accountId: string, plan: SyntheticCheckPlan, dueAt: Date): Promise<void> {
    const { ticketId, everyMinutes, sloSeconds } = plan;
    const data = { ticketId, everyMinutes, sloSeconds, dueAt, operationId: null, startedAt: null };
    await tx.syntheticCheck.upsert({ where: { accountId }, create: { accountId, ...data }, update: data });
  }

  /** False: there was none. */
  async remove(tx: Tx, accountId: string): Promise<boolean> {
    await tx.syntheticRun.deleteMany({ where: { accountId } });
    return (await tx.syntheticCheck.deleteMany({ where: { accountId } })).count > 0;
  }

  find(accountId: string, tx: Tx = this.database.client): Promise<Check | null> {
    return tx.syntheticCheck.findUnique({ where: { accountId } });
  }

  async runs(accountId: string, limit: number): Promise<Run[]> {
    return this.database.client.syntheticRun.findMany({
      where: { accountId },
      orderBy: { seq: 'desc' },
      take: limit,
      select: { at: true, ok: true, durationMs: true, problem: true },
    });
  }

  async countSince(accountId: string, since: Date): Promise<{ runs: number; good: number }> {
    const where = { accountId, at: { gt: since } };
    const [runs, good] = await Promise.all([
      this.database.client.syntheticRun.count({ where }),
      this.database.client.syntheticRun.count({ where: { ...where, ok: true } }),
    ]);
    return { runs, good };
  }

  /** Of accounts that work, the longest due first. */
  async due(now: Date, limit: number): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ account_id: string }>({
      name: 'synthetic-due',
      text: DUE,
      values: [now, workingStates, limit],
    });
    return rows.map((row) => row.account_id);
  }

  /** Null: somebody else begins it at this moment, or has begun it. */
  async claim(
    tx: Tx,
    accountId: string,
    now: Date,
  ): Promise<Pick<Check, 'ticketId' | 'everyMinutes'> | null> {
    const rows = await tx.$queryRaw<Pick<Check, 'ticketId' | 'everyMinutes'>[]>`
      SELECT ticket_id AS "ticketId", every_minutes AS "everyMinutes" FROM synthetic_checks
       WHERE account_id = ${accountId} AND due_at <= ${now} AND operation_id IS NULL FOR UPDATE SKIP LOCKED`;
    return rows[0] ?? null;
  }

  /** Whether the stored copy of a ticket has a tag. */
  async hasTag(tx: Tx, accountId: string, ticketId: string, tag: string): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM tickets WHERE account_id = ${accountId} AND id = ${ticketId} AND ${tag} = ANY(tags)`;
    return rows.length > 0;
  }

  async begun(tx: Tx, accountId: string, operationId: string, startedAt: Date, dueAt: Date): Promise<void> {
    await tx.syntheticCheck.update({ where: { accountId }, data: { operationId, startedAt, dueAt } });
  }

  async trips(): Promise<Trip[]> {
    return (await this.database.pool.query<Trip>({ name: 'synthetic-trips', text: TRIPS })).rows;
  }

  /** False: somebody else has ended it. */
  async end(
    { accountId, operationId }: Trip,
    at: Date,
    { ok, durationMs, problem }: Outcome,
  ): Promise<boolean> {
    const values = [accountId, operationId, at, ok, durationMs, problem];
    return (await this.database.pool.query(END, values)).rowCount === 1;
  }
}
