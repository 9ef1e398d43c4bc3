import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Scopes } from '@nightdesk/scopes';
import { ConnectStore } from './connect.store.js';
import { ConnectFailed } from './connect.types.js';
import { PlatformSide } from './platform-side.js';
import { WebhookDesk } from './webhook-desk.js';

/** "Check again": what a person has mended at the platform is seen at once. */
@Injectable()
export class Recheck {
  constructor(
    private readonly accounts: Accounts,
    private readonly scopes: Scopes,
    private readonly platformSide: PlatformSide,
    private readonly webhooks: WebhookDesk,
    private readonly store: ConnectStore,
  ) {}

  /**
   * Sets up a webhook that could not be set up before, or has its check made now, probes every capability, and moves the
   * account by what it finds.
   */
  async again(accountId: string): Promise<void> {
    const account = await this.accounts.get(accountId);
    const byApi = adapterFor(account.platform).webhooks?.setUp === 'api';
    if (byApi && !(await this.store.webhook(accountId))) await this.subscribe(accountId, account.platform);
    await this.scopes.check(accountId);
    await this.webhooks.checkSoon(accountId);
  }

  private async subscribe(accountId: string, platform: string): Promise<void> {
    const as = this.platformSide.asStored(accountId);
    try {
      const { webhook, finding } = await this.platformSide.subscribe(
        as,
        { platform },
        this.webhooks.wanted(accountId),
      );
      await this.store.transaction(async (tx) => {
        if (webhook) await this.store.saveWebhook(tx, this.webhooks.byApi(accountId, webhook));
        await this.scopes.record(tx, accountId, [finding]);
      });
    } catch (error) {
      // The platform is away or refuses the credential: the probe that follows says so in the matrix.
      if (!(error instanceof ConnectFailed && error.cause instanceof HelpdeskError)) throw error;
    }
  }
}
