import { Injectable } from '@nestjs/common';
import { KeyRing } from '@nightdesk/platform/crypto';
import { Database } from '@nightdesk/platform/database';

/** A webhook of which deliveries may come. */
export interface KnownWebhook {
  accountId: string;
  platform: string;
  site: string;
  secrets: string[];
}

interface Row {
  id: string;
  platform: string;
  site: string;
  sealed: string;
  previous: string | null;
}

/** Reads the secrets that an account's webhook may be signed with, and counts deliveries that none of them signed. */
@Injectable()
export class WebhookSecretsStore {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
  ) {}

  /** Null: no webhook is set up. Two secrets while one replaces the other. */
  find(accountId: string, now: Date): Promise<KnownWebhook | null> {
    return this.one('w.account_id = $1', [accountId, now]);
  }

  /** The one webhook that an app has for a site; null when no account is connected to that site. */
  ofApp(appId: string, site: string, now: Date): Promise<KnownWebhook | null> {
    return this.one('w.app_id = $1 AND w.app_site = $3', [appId, now, site]);
  }

  /** The platform of an app; null when no account came by it. */
  async platformOf(appId: string): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ platform: string }>(
      `SELECT a.platform FROM webhooks w JOIN accounts a ON a.id = w.account_id WHERE w.app_id = $1 LIMIT 1`,
      [appId],
    );
    return rows[0]?.platform ?? null;
  }

  private async one(which: string, values: unknown[]): Promise<KnownWebhook | null> {
    const { rows } = await this.database.pool.query<Row>(
      `SELECT a.id, a.platform, a.site, w.sealed_secret AS sealed,
              CASE WHEN w.previous_until > $2 THEN w.sealed_previous_secret END AS previous
         FROM webhooks w JOIN accounts a ON a.id = w.account_id WHERE ${which}`,
      values,
    );
    const [row] = rows;
    if (!row) return null;
    const { id: accountId, platform, site } = row;
    const sealed = [row.sealed, row.previous].filter((secret) => secret !== null);
    const secrets = sealed.map((one) => this.ring.open(one, `webhook:${accountId}`).reveal());
    return { accountId, platform, site, secrets };
  }

  async countFailure(accountId: string, now: Date): Promise<void> {
    await this.database.client.webhook.updateMany({
      where: { accountId },
      data: { signatureFailures: { increment: 1 }, lastSignatureFailure: now },
    });
  }
}
