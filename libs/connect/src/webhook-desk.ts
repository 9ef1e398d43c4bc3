import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { Vault } from '@nightdesk/credentials';
import type { HelpdeskWebhooks } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { randomToken } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { ConnectStore, type NewWebhook, type WebhookRow } from './connect.store.js';
import type { Arrival } from './connect.types.js';
import { webhookPurpose } from './sealed-columns.js';

const dayMs = 24 * 3_600_000;
/** Longer than a check's claim, so that none is made twice at once. */
const soonMs = 150_000;

/** How webhooks of an account come to us, as the page shows it. `values` can hold the secret to enter at the platform. */
export interface WebhookSetUp {
  setUp: 'api' | 'by_hand' | 'app' | 'none';
  url: string | null;
  steps: string[];
  values: { label: string; value: string; isSecret: boolean }[];
  firstDeliveryAt: Date | null;
  lastDeliveryAt: Date | null;
  signatureFailures: number;
  lastSignatureFailureAt: Date | null;
  previousSecretUntil: Date | null;
}

/** The rows that webhooks are believed by, and what a person has to do so that they come. */
@Injectable()
export class WebhookDesk {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly store: ConnectStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** What the platform's API is asked to make. */
  wanted(accountId: string): { name: string; url: string } {
    return { name: `Nightdesk ${accountId}`, url: this.url(accountId, null) };
  }

  /** The next check that our webhook is there is due now, unless one is under way or comes within minutes. */
  checkSoon(accountId: string): Promise<void> {
    const now = this.clock.now();
    return this.store.hastenWebhookCheck(accountId, now, new Date(now.getTime() + soonMs));
  }

  byApi(accountId: string, { remoteId, secret }: { remoteId: string; secret: string }): NewWebhook {
    return this.row(accountId, secret, { remoteId, appId: null, appSite: null });
  }

  /** What a person sets up there. Null: nothing changes, because a re-connect keeps the secret that was entered there. */
  async byPerson(
    accountId: string,
    site: string,
    setUp: 'by_hand' | 'app',
    app: Arrival['app'],
  ): Promise<NewWebhook | null> {
    if (setUp === 'app') {
      if (!app) throw new Error('a webhook of an app, without the secret of that app');
      return this.row(accountId, app.secret, { remoteId: null, appId: app.id, appSite: site });
    }
    if (await this.store.webhook(accountId)) return null;
    return this.row(accountId, randomToken(), { remoteId: null, appId: null, appSite: null });
  }

  /** @throws AccountUnknown */
  async view(accountId: string, tx?: Tx): Promise<WebhookSetUp> {
    const { platform } = await this.accounts.get(accountId, tx);
    const row = await this.store.webhook(accountId, tx);
    const { first, last } = await this.store.deliveries(accountId, tx);
    const until = row?.previousUntil ?? null;
    const { webhooks } = adapterFor(platform);
    return {
      setUp: webhooks?.setUp ?? 'none',
      url: row?.url ?? null,
      ...(webhooks && row ? await this.guide(webhooks, row) : { steps: [], values: [] }),
      firstDeliveryAt: first,
      lastDeliveryAt: last,
      signatureFailures: row?.signatureFailures ?? 0,
      lastSignatureFailureAt: row?.lastSignatureFailure ?? null,
      previousSecretUntil: until && until > this.clock.now() ? until : null,
    };
  }

  private async guide(webhooks: HelpdeskWebhooks, { accountId, url, sealedSecret }: WebhookRow) {
    switch (webhooks.setUp) {
      case 'api':
        return { steps: [], values: [] };
      case 'app':
        return webhooks.guide({ url });
      case 'by_hand': {
        const reading = { subject: accountId, part: 'webhook secret', details: {} } as const;
        const secret = await this.vault.open(sealedSecret, webhookPurpose(accountId), reading);
        return webhooks.guide({ url, secret: secret.reveal() });
      }
    }
  }

  /** Once a day, and not all at the same hour. */
  nextCheck(now: Date): Date {
    return new Date(now.getTime() + dayMs * (1 - Math.random() / 4));
  }

  private url(accountId: string, appId: string | null): string {
    const base = `${this.config.WEBHOOK_URL ?? this.config.PUBLIC_URL}/v1/webhooks`;
    return appId === null ? `${base}/${accountId}` : `${base}/apps/${encodeURIComponent(appId)}`;
  }

  private row(
    accountId: string,
    secret: string,
    ids: Pick<NewWebhook, 'remoteId' | 'appId' | 'appSite'>,
  ): NewWebhook {
    return {
      accountId,
      ...ids,
      url: this.url(accountId, ids.appId),
      sealedSecret: this.vault.seal(secret, webhookPurpose(accountId)),
      createdAt: this.clock.now(),
      checkAt: ids.remoteId === null ? null : this.nextCheck(this.clock.now()),
      problem: null,
    };
  }
}
