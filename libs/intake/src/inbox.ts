import { Injectable } from '@nestjs/common';
import { type WebhookDelivery, WebhookMalformed, WebhookRejected } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';
import { spanned, traceId, traceSampled } from '@nightdesk/platform/observability';
import { InboxStore } from './inbox.store.js';
import { arrivalNamed, IntakeOverloaded, type VerifiedDelivery, WebhookUnknown } from './intake.types.js';
import { KnownWebhooks } from './known-webhooks.js';
import { receivingOf, Verifier } from './verifier.js';
import { Wakes } from './wakes.js';
import type { KnownWebhook } from './webhook-secrets.store.js';

/** Under load one alone would hold up everybody when its Postgres process is not given the CPU. */
const groupsAtOnce = 2;
/** Many small groups cost more than few large ones, and all in one has each of a few senders wait for all the others. */
const worthAnother = (underWay: number) => Math.max(10, underWay * 0.6);
/** What is in hand and not stored yet; more is turned away rather than queued in memory. */
const most = { deliveries: 5_000, bytes: 64 * 1_048_576 };

/** A request as the edge has it. */
export interface Sent {
  headers: WebhookDelivery['headers'];
  body: Buffer;
  /** Of whoever sent it. */
  address: string;
}
/** Whose webhook a delivery is; null: nobody's. */
type Finder = (delivery: WebhookDelivery) => KnownWebhook | null | Promise<KnownWebhook | null>;

/** The durable table of deliveries as they arrived. */
@Injectable()
export class Inbox {
  private readonly commits: Grouped<VerifiedDelivery>;
  private readonly inHand = { deliveries: 0, bytes: 0 };

  constructor(
    private readonly store: InboxStore,
    wakes: Wakes,
    private readonly known: KnownWebhooks,
    private readonly verifier: Verifier,
    private readonly clock: Clock,
  ) {
    this.commits = new Grouped<VerifiedDelivery>(
      async (group) => {
        await store.insert(group);
        wakes.add(new Set(group.map(({ accountId }) => accountId)));
        return [];
      },
      groupsAtOnce,
      worthAnother,
    );
  }

  /**
   * Verifies a webhook over its raw bytes and stores it once per account and event id; resolves after the commit. Says
   * nothing about order: processing stands any.
   * @throws WebhookUnknown, WebhookRejected, WebhookMalformed, IntakeOverloaded
   */
  accept(accountId: string, sent: Sent): Promise<void> {
    return this.take(sent, () => this.known.find(accountId));
  }

  /**
   * The same for a webhook that one app has for all its sites. The body names the site; it is believed only after the
   * signature has been checked.
   * @throws WebhookUnknown, WebhookRejected, WebhookMalformed, IntakeOverloaded
   */
  acceptOfApp(appId: string, sent: Sent): Promise<void> {
    return this.take(sent, async (delivery) => {
      const platform = await this.known.platformOf(appId);
      const receiving = platform === null ? null : receivingOf({ platform });
      if (receiving?.setUp !== 'app') return null;
      const webhook = await this.known.ofApp(appId, storable(receiving.siteOf(delivery)));
      // Not 404 and never 410: the app's webhook is right, only this site is not connected.
      if (!webhook) throw new WebhookRejected('wrong_signature');
      return webhook;
    });
  }

  /** Stores what was verified elsewhere, e.g. a change that a sweep found. */
  async add(delivery: VerifiedDelivery): Promise<void> {
    if (this.commits.depth >= most.deliveries) throw new IntakeOverloaded();
    await this.commits.add(delivery);
  }

  /** The account has another credential: what waits for an instant that was said to the one before is due now. */
  bringForward(tx: Tx, accountId: string): Promise<void> {
    return this.store.bringForward(tx, accountId, this.clock.now());
  }

  /** One async function for all of it: every promise is followed for the sake of the trace, which costs. */
  private async take(sent: Sent, whose: Finder): Promise<void> {
    const { inHand } = this;
    const { headers, body, address } = sent;
    if (inHand.deliveries >= most.deliveries || inHand.bytes + body.length > most.bytes)
      throw new IntakeOverloaded();
    inHand.deliveries += 1;
    inHand.bytes += body.length;
    try {
      const delivery: WebhookDelivery = { headers, body, receivedAt: this.clock.now() };
      const webhook = await whose(delivery);
      if (!webhook) throw new WebhookUnknown('No webhook is set up at this address.');
      await this.verifier.believe(webhook, delivery, address);
      const arrived = arrival(webhook, delivery);
      const { accountId, ticketId } = arrived;
      const named = arrivalNamed(arrived.traceId, accountId, ticketId);
      await spanned('webhook store', { kind: 'PRODUCER', named, about: { accountId } }, () =>
        this.add(arrived),
      );
    } finally {
      inHand.deliveries -= 1;
      inHand.bytes -= body.length;
    }
  }
}

/** @throws WebhookMalformed */
function arrival(webhook: KnownWebhook, delivery: WebhookDelivery): VerifiedDelivery {
  const { dedupeKey, ticketId, type, occurredAt } = receivingOf(webhook).parse(delivery);
  return {
    accountId: webhook.accountId,
    // One that Postgres refuses would take down the others of its group.
    dedupeKey: storable(dedupeKey),
    via: 'webhook',
    ticketId: ticketId === null ? null : storable(ticketId),
    type: storable(type),
    occurredAt,
    receivedAt: delivery.receivedAt,
    body: delivery.body,
    traceId: traceId(),
    traceSampled: traceSampled(),
  };
}

/** @throws WebhookMalformed for a text that Postgres has no room for. */
function storable(text: string): string {
  if (text.includes('\u0000')) throw new WebhookMalformed('a name in the body has the character U+0000');
  return text;
}
