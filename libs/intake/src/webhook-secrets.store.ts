import { Injectable } from '@nestjs/common';
import { KeyRing } from '@nightdesk/platform/crypto';
import { Database } from '@nightdesk/platform/database';

/** Reads the secrets that an account's webhook may be signed with, and counts deliveries that none of them signed. */
@Injectable()
export class WebhookSecretsStore {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
  ) {}

  /** Null: no webhook is set up. Two secrets while one replaces the other. */
  async find(accountId: string, now: Date): Promise<{ platform: string; secrets: string[] } | null> {
    const { rows } = await this.database.pool.query<{
      platform: string;
      sealed: string;
      previous: string | null;
    }>(
      `SELECT a.platform, w.sealed_secret AS sealed,
              CASE WHEN w.previous_until > $2 THEN w.sealed_previous_secret END AS previous
         FROM webhooks w JOIN accounts a ON a.id = w.account_id WHERE w.account_id = $1`,
      [accountId, now],
    );
    const [row] = rows;
    if (!row) return null;
    const sealed = [row.sealed, row.previous].filter((secret) => secret !== null);
    return {
      platform: row.platform,
      secrets: sealed.map((one) => this.ring.open(one, `webhook:${accountId}`).reveal()),
    };
  }

  async countFailure(accountId: string, now: Date): Promise<void> {
    await this.database.client.webhook.updateMany({
      where: { accountId },
      data: { signatureFailures: { increment: 1 }, lastSignatureFailure: now },
    });
  }
}
