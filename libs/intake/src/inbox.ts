import { Injectable } from '@nestjs/common';
import { type WebhookDelivery, WebhookRejected } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Lanes } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Log, traceId } from '@nightdesk/platform/observability';
import { GroupCommit } from './group-commit.js';
import { InboxStore } from './inbox.store.js';
import { IntakeOverloaded, type VerifiedDelivery, WebhookUnknown } from './intake.types.js';
import { type KnownWebhook, WebhookSecretsStore } from './webhook-secrets.store.js';

/** A signed time stamp must lie within this time of ours. */
const toleranceMs = 5 * 60_000;
/** More than this many waiting deliveries are turned away rather than queued in memory. */
const mostWaiting = 5_000;

type Headers = WebhookDelivery['headers'];

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
  async accept(accountId: string, headers: Headers, body: Buffer): Promise<void> {
    const receivedAt = this.clock.now();
    const webhook = await this.secrets.find(accountId, receivedAt);
    if (!webhook) throw new WebhookUnknown(`No webhook is set up for account ${accountId}.`);
    await this.take(webhook, { headers, body, receivedAt });
  }

  /**
   * The same for a webhook that one app has for all its sites. The body names the site; it is believed only after the
   * signature has been checked.
   * @throws WebhookUnknown, WebhookRejected, WebhookMalformed, IntakeOverloaded
   */
  async acceptOfApp(appId: string, headers: Headers, body: Buffer): Promise<void> {
    const delivery = { headers, body, receivedAt: this.clock.now() };
    const platform = await this.secrets.platformOf(appId);
    const receiving = platform === null ? null : adapterFor(platform).webhooks;
    if (receiving?.setUp !== 'app') throw new WebhookUnknown(`No account is connected by the app ${appId}.`);
    const webhook = await this.secrets.ofApp(appId, receiving.siteOf(delivery), delivery.receivedAt);
    // Not 404 and never 410: the app's webhook is right, only this site is not connected.
    if (!webhook) throw new WebhookRejected('wrong_signature');
    await this.take(webhook, delivery);
  }

  /** Stores what was verified elsewhere, e.g. a change that a sweep found. */
  async add(delivery: VerifiedDelivery): Promise<void> {
    if (this.commits.depth >= mostWaiting) throw new IntakeOverloaded();
    await this.commits.add(delivery);
  }

  private async take({ accountId, platform, site, secrets }: KnownWebhook, delivery: WebhookDelivery) {
    const receiving = adapterFor(platform).webhooks;
    if (!receiving) throw new WebhookUnknown(`${platform} sends no webhooks.`);
    try {
      receiving.verify(delivery, secrets, toleranceMs);
      // One app's secret signs for all its sites: what it says of another one is not this account's.
      if (receiving.setUp === 'app' && receiving.siteOf(delivery) !== site)
        throw new WebhookRejected('wrong_signature');
    } catch (error) {
      if (error instanceof WebhookRejected) await this.refuse(accountId, error, delivery.receivedAt);
      throw error;
    }
    const { dedupeKey, ticketId, type, occurredAt } = receiving.parse(delivery);
    const { body, receivedAt } = delivery;
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

  private async refuse(accountId: string, error: WebhookRejected, now: Date): Promise<void> {
    this.log.line('webhook.rejected', { accountId, reason: error.reason });
    await this.secrets.countFailure(accountId, now);
  }
}
