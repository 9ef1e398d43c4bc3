import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import { Database, type Tx } from '@nightdesk/platform/database';
import { savedMs } from './allowance.js';
import { claimEnd, type ClaimedSweep, dayMs, type Sweep, type SweepRole } from './sweep.types.js';

/** Every query on `sweeps` and, but for the intake's comparing, `sweep_sightings`. */
@Injectable()
export class SweepsStore {
  constructor(private readonly database: Database) {}

  /** What was swept before stays swept. */
  async begin(
    tx: Tx,
    accountId: string,
    role: SweepRole,
    { now, first, fullAt, pauseMs }: { now: Date; first: Date; fullAt: Date; pauseMs: number },
  ): Promise<void> {
    await tx.sweep.upsert({
      where: { accountId },
      create: { accountId, role, mark: now, nextAt: first, pauseMs, fullAt },
      update: { nextAt: now, failures: 0, problem: null },
    });
  }

  /**
   * Accounts that were connected before there were sweeps beside webhooks; spread over a pause and over a day. Rows of
   * accounts without webhooks get their first full sweep.
   */
  async adopt(now: Date, pauseMs: number): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO sweeps (account_id, role, mark, next_at, pause_ms, full_at)
       SELECT a.id, 'beside', $1::timestamptz, $1::timestamptz + random() * $2::int * interval '1 ms', $2::int,
              $1::timestamptz + random() * $3::int * interval '1 ms'
         FROM accounts a
        WHERE a.state <> 'disconnected' AND NOT EXISTS (SELECT 1 FROM sweeps s WHERE s.account_id = a.id)
       ON CONFLICT DO NOTHING`,
      [now, pauseMs, dayMs],
    );
    await this.database.pool.query(
      `UPDATE sweeps SET full_at = $1::timestamptz + random() * $2::int * interval '1 ms' WHERE full_at IS NULL`,
      [now, dayMs],
    );
  }

  /** Sweeps that are due, taken by this process, of accounts that work, may read and are not switched off. */
  async claimDue(which: 'next_at' | 'full_at', now: Date, limit: number): Promise<ClaimedSweep[]> {
    const { rows } = await this.database.pool.query<{ account_id: string; since: Date }>(
      `UPDATE sweeps SET ${which} = $2 WHERE account_id IN (
         SELECT s.account_id FROM sweeps s JOIN accounts a ON a.id = s.account_id
          WHERE s.${which} <= $1 AND a.state = ANY($3)
            AND NOT EXISTS (SELECT 1 FROM capability_findings f WHERE f.account_id = a.id
                             AND f.capability = 'tickets:read' AND f.verdict = 'missing')
            AND NOT EXISTS (SELECT 1 FROM switches WHERE name IN ('capability:tickets:read', 'platform:' || a.platform))
          ORDER BY s.${which} LIMIT $4 FOR UPDATE OF s SKIP LOCKED)
       RETURNING account_id, (SELECT created_at FROM accounts WHERE id = account_id) AS since`,
      [now, claimEnd(now), workingStates, limit],
    );
    if (rows.length === 0) return [];
    const sinceOf = new Map(rows.map(({ account_id: id, since }) => [id, since]));
    const found = await this.database.client.sweep.findMany({
      where: { accountId: { in: [...sinceOf.keys()] } },
    });
    return found.map((sweep) => ({ ...asSweep(sweep), since: sinceOf.get(sweep.accountId) ?? now }));
  }

  async find(accountId: string, tx?: Tx): Promise<Sweep | null> {
    const found = await (tx ?? this.database.client).sweep.findUnique({ where: { accountId } });
    return found && asSweep(found);
  }

  async save({ accountId, ...sweep }: Partial<Sweep> & Pick<Sweep, 'accountId'>, tx?: Tx): Promise<void> {
    await (tx ?? this.database.client).sweep.updateMany({ where: { accountId }, data: sweep });
  }

  /** Of accounts that are swept at longer pauses; one that is under way is not taken from who has it. */
  async hurry(accountIds: readonly string[], now: Date, pauseMs: number): Promise<void> {
    await this.database.pool.query(
      `UPDATE sweeps SET pause_ms = $2::int, next_at = least(next_at, $3::timestamptz + $2::int * interval '1 ms')
        WHERE account_id = ANY($1) AND role = 'beside' AND pause_ms > $2::int`,
      [accountIds, pauseMs, now],
    );
  }

  /** Also while an incremental and a full sweep of the account pay at once. Answers until when the share is paid for. */
  async pay(accountId: string, units: number, paysMs: number, now: Date): Promise<Date | null> {
    const { rows } = await this.database.pool.query<{ paid_until: Date }>(
      `UPDATE sweeps SET calls = calls + $2,
              paid_until = greatest(paid_until, $3::timestamptz) + $4 * interval '1 ms'
        WHERE account_id = $1 RETURNING paid_until`,
      [accountId, units, new Date(now.getTime() - savedMs), paysMs],
    );
    return rows[0]?.paid_until ?? null;
  }

  /** Where a full sweep has seen tickets; `ticketIds` null forgets them all. */
  async sight(accountId: string, ticketIds: readonly string[] | null): Promise<void> {
    if (ticketIds === null) {
      await this.database.client.sweepSighting.deleteMany({ where: { accountId } });
      return;
    }
    await this.database.pool.query(
      `INSERT INTO sweep_sightings (account_id, ticket_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
      [accountId, ticketIds],
    );
  }
}

/** Columns are plain text in the generated type. */
const asSweep = <T extends { role: string }>(row: T) => ({ ...row, role: row.role as SweepRole });
