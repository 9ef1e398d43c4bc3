import { Injectable } from '@nestjs/common';
import { Accounts, workingStates } from '@nightdesk/accounts';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { PlatformSide } from './platform-side.js';
import { WebhookChecks } from './webhook-checks.js';
import { WebhookChecksStore } from './webhook-checks.store.js';

/** While a person has it made anew, no check looks at it. */
const claimMs = 120_000;

/** Thrown when a webhook cannot be made anew; says what to do instead. */
export class WebhookNotRenewed extends Error {
  override readonly name = 'WebhookNotRenewed';
}

/** "Make it anew": the webhook is removed at the platform and made again, with another secret. */
@Injectable()
export class WebhookRenewal {
  constructor(
    private readonly accounts: Accounts,
    private readonly store: WebhookChecksStore,
    private readonly platformSide: PlatformSide,
    private readonly checks: WebhookChecks,
    private readonly clock: Clock,
  ) {}

  /**
   * A sweep then finds what changed in between. What goes wrong half-way is mended by the next check, which is due at once.
   * @throws WebhookNotRenewed, HelpdeskError, ConnectFailed
   */
  async renew(accountId: string, actor: string): Promise<void> {
    const { platform, state, reason, remedy } = await this.accounts.get(accountId);
    const { title, webhooks } = adapterFor(platform);
    if (webhooks?.setUp !== 'api')
      throw new WebhookNotRenewed(
        webhooks
          ? `At ${title} a person sets the webhook up: follow the steps under Webhooks on the account’s page.`
          : `${title} sends no webhooks: it is asked for changes again and again. Sweep the account instead.`,
      );
    if (!(workingStates as readonly string[]).includes(state))
      throw new WebhookNotRenewed(`The account is ${state}: ${reason} ${remedy}`.trim());
    const now = this.clock.now();
    const webhook = await this.store.claim(accountId, new Date(now.getTime() + claimMs));
    if (!webhook)
      throw new WebhookNotRenewed('There is no webhook yet. Check the account again: that sets one up.');
    try {
      if (webhook.remoteId !== null)
        await this.platformSide.unsubscribeStored(accountId, platform, webhook.remoteId, 'write');
      const problem = await this.checks.setUp(webhook, actor);
      if (problem !== null) throw new WebhookNotRenewed(problem);
    } catch (error) {
      await this.store.save(accountId, { checkAt: now });
      throw error;
    }
  }
}
