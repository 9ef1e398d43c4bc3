import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import { Database, type Tx } from '@nightdesk/platform/database';
import { claimEnd, type Sweep } from './sweep.types.js';

/** Every query on `sweeps`. */
@Injectable()
export class SweepsStore {
  constructor(private readonly database: Database) {}

  /** What was swept before stays swept. */
  async begin(tx: Tx, accountId: string, now: Date, pauseMs: number): Promise<void> {
    await tx.sweep.upsert({
      where: { accountId },
      create: { accountId, mark: now, nextAt: now, pauseMs },
      update: { nextAt: now, failures: 0, problem: null },
    });
  }

  /** Sweeps that are due, taken by this process, of accounts that work, may read and are not switched off. */
  async claimDue(now: Date, limit: number): Promise<Sweep[]> {
    const { rows } = await this.database.pool.query<{ account_id: string }>(
      `UPDATE sweeps SET next_at = $2 WHERE account_id IN (
         SELECT s.account_id FROM sweeps s JOIN accounts a ON a.id = s.account_id
          WHERE s.next_at <= $1 AND a.state = ANY($3)
            AND NOT EXISTS (SELECT 1 FROM capability_findings f WHERE f.account_id = a.id
                             AND f.capability = 'tickets:read' AND f.verdict = 'missing')
            AND NOT EXISTS (SELECT 1 FROM switches WHERE name IN ('capability:tickets:read', 'platform:' || a.platform))
          ORDER BY s.next_at LIMIT $4 FOR UPDATE OF s SKIP LOCKED)
       RETURNING account_id`,
      [now, claimEnd(now), workingStates, limit],
    );
    const accountIds = rows.map(({ account_id }) => account_id);
    return this.database.client.sweep.findMany({ where: { accountId: { in: accountIds } } });
  }

  find(accountId: string): Promise<Sweep | null> {
    return this.database.client.sweep.findUnique({ where: { accountId } });
  }

  async save({ accountId, ...sweep }: Partial<Sweep> & Pick<Sweep, 'accountId'>): Promise<void> {
    await this.database.client.sweep.updateMany({ where: { accountId }, data: sweep });
  }
}
