import { Injectable } from '@nestjs/common';
import { Database, trim, type Tx } from '@nightdesk/platform/database';

interface RememberedAnswer {
  owner: string;
  key: string;
  requestHash: string;
  sealedAnswer: string;
  createdAt: Date;
  expiresAt: Date;
}

/** The queries on remembered answers. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /**
   * Takes the key until the transaction ends; false when another transaction has it. Does not wait. Postgres ends the
   * transaction of a process that is gone; the timeout is for one that is there and silent (a host without power).
   */
  async tryLock(tx: Tx, owner: string, key: string, timeoutMs: number): Promise<boolean> {
    const name = JSON.stringify([owner, key]);
    const rows = await tx.$queryRaw<{ taken: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS taken,
             set_config('idle_in_transaction_session_timeout', ${`${timeoutMs}`}, true) AS patience`;
    return rows[0]?.taken === true;
  }

  find(tx: Tx, owner: string, key: string, now: Date): Promise<RememberedAnswer | null> {
    return tx.idempotencyKey.findUnique({
      where: { owner_key: { owner, key }, expiresAt: { gt: now } },
    });
  }

  /** Takes the place of an expired one. */
  async remember(tx: Tx, row: RememberedAnswer): Promise<void> {
    const { owner, key } = row;
    await tx.idempotencyKey.upsert({ where: { owner_key: { owner, key } }, create: row, update: row });
  }

  deleteExpired(now: Date): Promise<number> {
    const expired = { table: 'idempotency_keys', where: 'expires_at <= $1', values: [now] };
    return trim(this.database.pool, expired);
  }
}
