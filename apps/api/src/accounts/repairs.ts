import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { WebhookDesk, WebhookRenewal } from '@nightdesk/connect';
import type { Refreshed, WebhookSetUp } from '@nightdesk/contract';
import { Refresher } from '@nightdesk/credentials';
import { webhookSetUpView } from '@nightdesk/health';
import { SweepPlan } from '@nightdesk/reconciliation';
import type { Command } from '../http/commands.js';

const iso = (at: Date | null) => at && at.toISOString();

/** Calls to the platform first, then the answer with its line in the audit log. */
@Injectable()
export class Repairs {
  constructor(
    private readonly refresher: Refresher,
    private readonly renewal: WebhookRenewal,
    private readonly webhooks: WebhookDesk,
    private readonly sweeps: SweepPlan,
    private readonly audit: Audit,
  ) {}

  refresh(accountId: string, actor: string): Command<Refreshed> {
    return {
      status: 200,
      before: () => this.refresher.refreshNow(accountId),
      work: async (tx) => {
        await this.audit.record({ actor, action: 'credential.refreshed', subject: accountId }, tx);
        const tokens = await this.refresher.refreshable(accountId);
        return {
          data: tokens.map(({ lane, refreshedAt, expiresAt, refreshAt }) => ({
            lane,
            refreshedAt: iso(refreshedAt),
            expiresAt: iso(expiresAt),
            refreshAt: iso(refreshAt),
          })),
        };
      },
    };
  }

  /** The line in the audit log is the renewal's own, because it stands with what was stored. */
  recreateWebhook(accountId: string, actor: string): Command<WebhookSetUp> {
    return {
      status: 200,
      before: () => this.renewal.renew(accountId, actor),
      work: async () =>
        webhookSetUpView(await this.webhooks.view(accountId), await this.sweeps.polling(accountId)),
    };
  }
}
