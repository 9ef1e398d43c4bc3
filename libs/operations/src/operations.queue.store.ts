import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import { capabilityOf } from '@nightdesk/helpdesks/contract';
import type { LaneItem } from '@nightdesk/lanes';
import { columns, Database, Prisma, type Tx } from '@nightdesk/platform/database';
import { operation, type OperationRow } from './operations.store.js';
import { openStates, type Operation } from './operations.types.js';

const needs = Object.entries(capabilityOf).map(([kind, capability]) => `WHEN '${kind}' THEN '${capability}'`);
const needed = `CASE s.kind ${needs.join(' ')} END`;

/** What is held for a capability is not due while the account is known to lack it, and at once when it is granted. */
const permitted = `NOT (o.state = 'held' AND EXISTS (
  SELECT 1 FROM operation_steps s JOIN capability_findings f
      ON f.account_id = o.account_id AND f.verdict = 'missing' AND f.capability = ${needed}
   WHERE s.operation_id = o.id AND s.state = 'pending'))`;

/**
 * Nothing is due that an operator has switched off; an operation waits whole for each capability that it needs. Asked of
 * the table each time. Steps are only looked at while a capability is off at all.
 */
const switchedOn = `NOT EXISTS (SELECT 1 FROM switches WHERE name IN ('writes', 'platform:' || a.platform))
  AND (NOT EXISTS (SELECT 1 FROM switches WHERE starts_with(name, 'capability:'))
       OR NOT EXISTS (SELECT 1 FROM operation_steps s JOIN switches w ON w.name = 'capability:' || ${needed}
                       WHERE s.operation_id = o.id AND s.state = 'pending'))`;

/** Its ticket is not frozen (see `Fuses`). */
const unfrozen = `NOT EXISTS (SELECT 1 FROM ticket_fuses f
  WHERE f.account_id = o.account_id AND f.ticket_id = o.ticket_id AND f.released_at IS NULL)`;

/** The first open operation of its ticket; `$n` are the open states. */
const firstOf = (open: `$${number}`) => `NOT EXISTS (SELECT 1 FROM operations e
  WHERE e.account_id = o.account_id AND e.ticket_id = o.ticket_id AND e.state = ANY(${open}) AND e.seq < o.seq)`;

/** What was just claimed until `$2`. */
const CLAIMED = {
  name: 'operation-claimed',
  text: `SELECT ${columns(Prisma.OperationScalarFieldEnum, ['ifStatusIn'])} FROM operations WHERE id = $1 AND claimed_until = $2`,
};
const STEPS = {
  name: 'operation-steps',
  text: `SELECT ${columns(Prisma.OperationStepScalarFieldEnum, ['remoteIds'])} FROM operation_steps WHERE operation_id = $1 ORDER BY position`,
};

/**
 * The write lane's rows. An operation is due when it is the first open one of its ticket, its instant has come, nobody
 * has it in hand (a claim that ran out belongs to a process that died), nobody has to decide about it first, its account
 * works, and nobody has switched it off. So what was held for the account's sake goes on by itself.
 */
@Injectable()
export class OperationsQueueStore {
  constructor(private readonly database: Database) {}

  async take(accountId: string, limit: number, busy: readonly string[], now: Date): Promise<LaneItem[]> {
    const { rows } = await this.database.pool.query<LaneItem>(
      `SELECT o.id, o.ticket_id AS order
         FROM operations o JOIN accounts a ON a.id = o.account_id
        WHERE o.account_id = $1 AND o.state = ANY($2) AND o.review IS NULL AND a.state = ANY($3)
          AND o.due_at <= $4 AND ${permitted} AND (o.claimed_until IS NULL OR o.claimed_until <= $4)
          AND NOT o.ticket_id = ANY($5) AND ${switchedOn} AND ${unfrozen} AND ${firstOf('$2')}
        ORDER BY o.seq LIMIT $6`,
      [accountId, openStates, workingStates, now, busy, limit],
    );
    return rows;
  }

  /**
   * Takes the operation in hand until `until`; null when somebody else has it, or another one of its ticket, or it has
   * moved on. A lock makes two drains of one lane (one of them presumed dead) take turns.
   */
  async claim(id: string, now: Date, until: Date): Promise<Operation | null> {
    const { rows } = await this.database.pool.query<{ isMine: boolean }>(
      'SELECT operation_claim($1, $2, $3, $4) AS "isMine"',
      [id, openStates, now, until],
    );
    if (!rows[0]?.isMine) return null;
    const [{ rows: claimed }, { rows: steps }] = await Promise.all([
      this.database.pool.query<Omit<OperationRow, 'steps'>>({ ...CLAIMED, values: [id, until] }),
      this.database.pool.query<OperationRow['steps'][number]>({ ...STEPS, values: [id] }),
    ]);
    return claimed[0] ? operation({ ...claimed[0], steps }) : null;
  }

  /** What waits for a later instant is due now. What somebody moves at this moment is left to them. */
  async bringForward(tx: Tx, accountId: string, now: Date): Promise<void> {
    await tx.$executeRaw`UPDATE operations SET due_at = ${now} WHERE id IN (
      SELECT id FROM operations WHERE account_id = ${accountId} AND state = ANY(${[...openStates]}) AND due_at > ${now}
         FOR UPDATE SKIP LOCKED)`;
  }

  async nextDue(accountId: string): Promise<Date | null> {
    const { rows } = await this.database.pool.query<{ due: Date | null }>(
      `SELECT min(greatest(o.due_at, o.claimed_until)) AS due
         FROM operations o JOIN accounts a ON a.id = o.account_id
        WHERE o.account_id = $1 AND o.state = ANY($2) AND o.review IS NULL AND a.state = ANY($3) AND ${permitted}
          AND ${switchedOn} AND ${unfrozen} AND ${firstOf('$2')}`,
      [accountId, openStates, workingStates],
    );
    return rows[0]?.due ?? null;
  }

  async dueAccounts(limit: number, now: Date): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ account_id: string }>(
      `SELECT o.account_id
         FROM operations o JOIN accounts a ON a.id = o.account_id
        WHERE o.state = ANY($1) AND o.review IS NULL AND a.state = ANY($2)
          AND o.due_at <= $3 AND ${permitted} AND (o.claimed_until IS NULL OR o.claimed_until <= $3)
          AND ${switchedOn} AND ${unfrozen} AND ${firstOf('$1')}
        GROUP BY o.account_id ORDER BY min(o.seq) LIMIT $4`,
      [openStates, workingStates, now, limit],
    );
    return rows.map((row) => row.account_id);
  }
}
