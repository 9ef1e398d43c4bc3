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

  /** By account, one query for all of them; without those that have no webhook. Two secrets while one replaces the other. */
  async findAll(accountIds: readonly string[], now: Date): Promise<Map<string, KnownWebhook>> {
    // As JSON: a statement with an array is planned anew each time, which takes ten times as long as it runs.
    const which = 'w.account_id = ANY (ARRAY (SELECT jsonb_array_elements_text($1::jsonb)))';
    const found = await this.all('webhooks-by-account', which, [JSON.stringify(accountIds), now]);
    return new Map(found.map((webhook) => [webhook.accountId, webhook]));
  }

  /** The one webhook that an app has for a site; null when no account is connected to that site. */
  async ofApp(appId: string, site: string, now: Date): Promise<KnownWebhook | null> {
    const [found] = await this.all('webhook-of-app', 'w.app_id = $1 AND w.app_site = $3', [appId, now, site]);
    return found ?? null;
  }

  /** The platform of an app; null when no account came by it. */
  async platformOf(appId: string): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ platform: string }>(
      `SELECT a.platform FROM webhooks w JOIN accounts a ON a.id = w.account_id WHERE w.app_id = $1 LIMIT 1`,
      [appId],
    );
    return rows[0]?.platform ?? null;
  }

  private async all(name: string, which: string, values: unknown[]): Promise<KnownWebhook[]> {
    const text = `SELECT a.id, a.platform, a.site, w.sealed_secret AS sealed,
                         CASE WHEN w.previous_until > $2 THEN w.sealed_previous_secret END AS previous
                    FROM webhooks w JOIN accounts a ON a.id = w.account_id WHERE ${which}`;
    const { rows } = await this.database.pool.query<Row>({ name, text, values });
    return rows.map((row) => {
      const { id: accountId, platform, site } = row;
      const sealed = [row.sealed, row.previous].filter((secret) => secret !== null);
      const secrets = sealed.map((one) => this.ring.open(one, `webhook:${accountId}`).reveal());
      return { accountId, platform, site, secrets };
    });
  }

  async countFailure(accountId: string, now: Date): Promise<void> {
    await this.database.client.webhook.updateMany({
      where: { accountId },
      data: { signatureFailures: { increment: 1 }, lastSignatureFailure: now },
    });
  }

  /** Counted among those that were not believed; not as the last wrong signature, which says that a secret is wrong. */
  async saveSkew(accountId: string, skewSeconds: number, now: Date): Promise<void> {
    await this.database.client.webhook.updateMany({
      where: { accountId },
      data: { skewSeconds, skewedAt: now, signatureFailures: { increment: 1 } },
    });
  }
}
