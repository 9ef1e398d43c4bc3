import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import { Database, type Tx } from '@nightdesk/platform/database';

/** A webhook that is due to be checked, taken by this process. */
export interface DueWebhook {
  accountId: string;
  platform: string;
  remoteId: string | null;
  url: string;
  sealedSecret: string;
  checkFailures: number;
  problem: string | null;
}

/** What a check leaves. What is left out stays. */
export interface CheckedWebhook {
  checkAt: Date | null;
  checkedAt?: Date;
  checkFailures?: number;
  problem?: string | null;
  repairedAt?: Date;
  remoteId?: string;
  url?: string;
  sealedSecret?: string;
  sealedPreviousSecret?: string;
  previousUntil?: Date;
}

/** Of a webhook `w` of an account `a`. */
const CLAIMED = `RETURNING w.account_id AS "accountId", a.platform, w.remote_id AS "remoteId", w.url,
  w.sealed_secret AS "sealedSecret", w.check_failures AS "checkFailures", w.problem`;

/** The checks' queries on `webhooks`. */
@Injectable()
export class WebhookChecksStore {
  constructor(private readonly database: Database) {}

  /** Now, instead of at some time of the day; not those that were checked since `checkedSince`. */
  async hasten(accountIds: readonly string[], now: Date, checkedSince: Date): Promise<void> {
    if (accountIds.length === 0) return;
    await this.database.pool.query(
      `UPDATE webhooks SET check_at = $2
        WHERE account_id = ANY($1) AND (checked_at IS NULL OR checked_at < $3) AND (check_at IS NULL OR check_at > $4)`,
      [accountIds, now, checkedSince, new Date(now.getTime() + 60_000)],
    );
  }

  /** Due ones of accounts that work and whose platform is not switched off. */
  async claimDue(now: Date, until: Date, limit: number): Promise<DueWebhook[]> {
    const { rows } = await this.database.pool.query<DueWebhook>(
      `UPDATE webhooks w SET check_at = $2 FROM accounts a
        WHERE a.id = w.account_id AND w.account_id IN (
         SELECT d.account_id FROM webhooks d JOIN accounts b ON b.id = d.account_id
          WHERE d.check_at <= $1 AND b.state = ANY($3)
            AND NOT EXISTS (SELECT 1 FROM switches WHERE name = 'platform:' || b.platform)
          ORDER BY d.check_at LIMIT $4 FOR UPDATE OF d SKIP LOCKED)
       ${CLAIMED}`,
      [now, until, workingStates, limit],
    );
    return rows;
  }

  /** Of one account, whenever it is due. */
  async claim(accountId: string, until: Date): Promise<DueWebhook | null> {
    const { rows } = await this.database.pool.query<DueWebhook>(
      `UPDATE webhooks w SET check_at = $2 FROM accounts a WHERE a.id = w.account_id AND w.account_id = $1
       ${CLAIMED}`,
      [accountId, until],
    );
    return rows[0] ?? null;
  }

  async save(accountId: string, checked: Partial<CheckedWebhook>, tx?: Tx): Promise<void> {
    await (tx ?? this.database.client).webhook.updateMany({ where: { accountId }, data: checked });
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
