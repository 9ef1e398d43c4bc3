import { BlockList, isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { type HelpdeskWebhooks, type WebhookDelivery, WebhookRejected } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import { WebhookUnknown } from './intake.types.js';
import { KnownWebhooks } from './known-webhooks.js';
import type { KnownWebhook } from './webhook-secrets.store.js';

/** Decides whether a delivery is believed; what is not is counted and told. */
@Injectable()
export class Verifier {
  private readonly toleranceMs: number;
  /** Where deliveries may come from, by platform; a platform that signs needs none. */
  private readonly senders: ReadonlyMap<string, BlockList>;

  constructor(
    private readonly known: KnownWebhooks,
    private readonly log: Log,
    @Inject(CONFIG) config: Config,
  ) {
    this.toleranceMs = config.WEBHOOK_TOLERANCE_MINUTES * 60_000;
    this.senders = new Map(
      config.FRESHDESK_IPS.length > 0 ? [['freshdesk', listOf(config.FRESHDESK_IPS)]] : [],
    );
  }

  /**
   * No promise where nothing is wrong at first sight.
   * @param address of the sender, as the edge knows it.
   * @throws WebhookRejected
   */
  believe(webhook: KnownWebhook, delivery: WebhookDelivery, address: string): void | Promise<void> {
    try {
      this.admit(webhook, address);
      this.verify(webhook, delivery);
    } catch (error) {
      if (!(error instanceof WebhookRejected)) throw error;
      return this.refuse(webhook, delivery, error);
    }
  }

  private admit({ platform }: KnownWebhook, address: string): void {
    const senders = this.senders.get(platform);
    if (!senders) return;
    // A socket that listens on IPv6 names an IPv4 sender like this.
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    if (!senders.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) throw new WebhookRejected('foreign_address');
  }

  /** @throws WebhookRejected unless a reading as of now believes it */
  private async refuse(
    webhook: KnownWebhook,
    delivery: WebhookDelivery,
    rejection: WebhookRejected,
  ): Promise<void> {
    const left =
      rejection.reason === 'wrong_signature' ? await this.again(webhook, delivery, rejection) : rejection;
    if (!left) return;
    const { accountId } = webhook;
    const { reason, aheadMs } = left;
    this.log.line('webhook.rejected', { accountId, reason, ...(aheadMs !== null && { aheadMs }) });
    // Its signature is right: what is wrong is a clock, ours or theirs.
    await (aheadMs === null ? this.known.refused(accountId) : this.known.skewed(accountId, aheadMs));
    throw left;
  }

  /** What was known a moment ago is enough to believe a delivery, and not enough to refuse it: the secret may be newer. */
  private async again(
    webhook: KnownWebhook,
    delivery: WebhookDelivery,
    rejection: WebhookRejected,
  ): Promise<WebhookRejected | null> {
    const now = await this.known.read(webhook.accountId);
    if (!now || now.secrets.join() === webhook.secrets.join()) return rejection;
    try {
      this.verify(now, delivery);
      return null;
    } catch (error) {
      if (error instanceof WebhookRejected) return error;
      throw error;
    }
  }

  private verify(webhook: KnownWebhook, delivery: WebhookDelivery): void {
    const receiving = receivingOf(webhook);
    receiving.verify(delivery, webhook.secrets, this.toleranceMs);
    // One app's secret signs for all its sites: what it says of another one is not this account's.
    if (receiving.setUp === 'app' && receiving.siteOf(delivery) !== webhook.site)
      throw new WebhookRejected('wrong_signature');
  }
}

/** @throws WebhookUnknown */
export function receivingOf({ platform }: Pick<KnownWebhook, 'platform'>): HelpdeskWebhooks {
  const receiving = adapterFor(platform).webhooks;
  if (!receiving) throw new WebhookUnknown(`${platform} sends no webhooks.`);
  return receiving;
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
  }
  return list;
}
