import { Injectable } from '@nestjs/common';
import { WebhookRejected } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Lanes } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Log, traceId } from '@nightdesk/platform/observability';
import { GroupCommit } from './group-commit.js';
import { InboxStore } from './inbox.store.js';
import { IntakeOverloaded, type VerifiedDelivery, WebhookUnknown } from './intake.types.js';
import { WebhookSecretsStore } from './webhook-secrets.store.js';

/** A signed time stamp must lie within this time of ours. */
const toleranceMs = 5 * 60_000;
/** More than this many waiting deliveries are turned away rather than queued in memory. */
const mostWaiting = 5_000;

/** The durable table of deliveries as they arrived. */
@Injectable()
export class Inbox {
  private readonly commits: GroupCommit<VerifiedDelivery>;

  constructor(
    private readonly store: InboxStore,
    private readonly secrets: WebhookSecretsStore,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.commits = new GroupCommit(async (group) => {
      await this.store.insert(group);
      const accounts = new Set(group.map(({ accountId }) => accountId));
      // Not awaited: stored is stored, and a queue that is away must not make the sender wait. A wake never throws.
      void this.lanes.wake([...accounts].map((key) => ({ kind: 'read', key })));
    });
  }

  /**
   * Verifies a webhook over its raw bytes and stores it once per account and event id; resolves after the commit. Says
   * nothing about order: processing stands any.
   * @throws WebhookUnknown, WebhookRejected, WebhookMalformed, IntakeOverloaded
   */
  async accept(accountId: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<void> {
    const receivedAt = this.clock.now();
    const webhook = await this.secrets.find(accountId, receivedAt);
    if (!webhook) throw new WebhookUnknown(accountId);
    const adapter = adapterFor(webhook.platform);
    const delivery = { headers, body, receivedAt };
    try {
      adapter.verifyWebhook(delivery, webhook.secrets, toleranceMs);
    } catch (error) {
      if (error instanceof WebhookRejected) await this.refuse(accountId, error, receivedAt);
      throw error;
    }
    const { dedupeKey, ticketId, type, occurredAt } = adapter.parseWebhook(delivery);
    await this.add({
      accountId,
      dedupeKey,
      via: 'webhook',
      ticketId,
      type,
      occurredAt,
      receivedAt,
      body,
      traceId: traceId(),
    });
  }

  /** Stores what was verified elsewhere, e.g. a change that a sweep found. */
  async add(delivery: VerifiedDelivery): Promise<void> {
    if (this.commits.depth >= mostWaiting) throw new IntakeOverloaded();
    await this.commits.add(delivery);
  }

  private async refuse(accountId: string, error: WebhookRejected, now: Date): Promise<void> {
    this.log.line('webhook.rejected', { accountId, reason: error.reason });
    await this.secrets.countFailure(accountId, now);
  }
}
