import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { LiveShare } from './accounts.types.js';

/** An account whose automation is being tried, and what is tolerated. */
export type Trial = Pick<LiveShare, 'liveShare' | 'liveShareSince' | 'errorSlo'>;

/** The queries on the columns of `accounts` that say how much goes out. */
@Injectable()
export class LiveSharesStore {
  constructor(private readonly database: Database) {}

  /** By the account's id. Only at these shares an automation is being tried; in words that the partial index is for. */
  async trials(): Promise<Map<string, Trial>> {
    const { rows } = await this.database.pool.query<Trial & { id: string }>(
      `SELECT id, live_share AS "liveShare", live_share_since AS "liveShareSince", error_slo AS "errorSlo"
         FROM accounts WHERE live_share BETWEEN 5 AND 50`,
    );
    return new Map(rows.map(({ id, ...trial }) => [id, trial]));
  }

  async set(tx: Tx, id: string, change: Partial<LiveShare>): Promise<void> {
    await tx.account.update({ where: { id }, data: change });
  }

  /** False when it has been changed since it was looked at. */
  async end(
    tx: Tx,
    id: string,
    { liveShare, liveShareSince }: Trial,
    to: Partial<LiveShare>,
  ): Promise<boolean> {
    const { count } = await tx.account.updateMany({ where: { id, liveShare, liveShareSince }, data: to });
    return count === 1;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
