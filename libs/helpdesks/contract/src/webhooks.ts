import type { Send } from './transport.js';

/** A webhook as it arrived: bytes exactly as received, header names in lower case. */
export interface WebhookDelivery {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  receivedAt: Date;
}

/** What a verified delivery says. Only a hint: the ticket is read back before anything is believed. */
export interface WebhookHint {
  /** The platform's event id, or a hash of what arrived where it gives none. */
  dedupeKey: string;
  /** Null when the delivery is about no ticket (a ping). */
  ticketId: string | null;
  /** The platform's word for what happened. */
  type: string;
  occurredAt: Date | null;
}

/** Thrown by `verify` for a delivery that must not be believed; answered with 401. */
export class WebhookRejected extends Error {
  override readonly name = 'WebhookRejected';

  /** @param aheadMs of a genuine one that is stale: how far its time stamp is ahead of our clock; negative: behind. */
  constructor(
    readonly reason: 'missing_signature' | 'wrong_signature' | 'stale' | 'foreign_address',
    readonly aheadMs: number | null = null,
  ) {
    super(`webhook rejected: ${reason}`);
  }
}

/** Thrown by `parse` for a body that is not what the platform sends; answered with 400. */
export class WebhookMalformed extends Error {
  override readonly name = 'WebhookMalformed';
}

/** What a person does at the platform so that webhooks arrive. Steps name values by their labels in “quotes”. */
export interface WebhookGuide {
  steps: string[];
  values: { label: string; value: string; isSecret: boolean }[];
}

interface Receiving {
  /**
   * @param secrets one, or two while one replaces the other.
   * @throws WebhookRejected unless one of `secrets` vouches for these bytes within `toleranceMs`.
   */
  verify(delivery: WebhookDelivery, secrets: readonly string[], toleranceMs: number): void;
  /** @throws WebhookMalformed */
  parse(delivery: WebhookDelivery): WebhookHint;
}

/** A webhook of ours that is there and active. */
export interface EnsuredWebhook {
  remoteId: string;
  secret: string;
  /** How it was when we looked. */
  found: 'active' | 'inactive' | 'missing';
}

/** Webhooks that Nightdesk makes at the platform by its API. */
export interface WebhooksByApi extends Receiving {
  setUp: 'api';
  /** Makes our webhook exist and be active at `url`; finds it by `name` when it is there already. */
  ensure(send: Send, webhook: { name: string; url: string }): Promise<EnsuredWebhook>;
  /** Has the platform make a new secret, with which it signs from then on; answers it. */
  renewSecret(send: Send, remoteId: string): Promise<string>;
  /** Succeeds as well when it is gone already. */
  remove(send: Send, remoteId: string): Promise<void>;
}

/** Webhooks that a person sets up at the platform, once for each account. The secret is ours. */
export interface WebhooksByHand extends Receiving {
  setUp: 'by_hand';
  guide(webhook: { url: string; secret: string }): WebhookGuide;
}

/** Webhooks of an app: one URL serves all its sites, and the app's own secret signs them. */
export interface WebhooksOfApp extends Receiving {
  setUp: 'app';
  guide(webhook: { url: string }): WebhookGuide;
  /** The site that a delivery is about (`Identity.site`); read before the signature is checked, so only to find the secret. @throws WebhookMalformed */
  siteOf(delivery: WebhookDelivery): string;
}

export type HelpdeskWebhooks = WebhooksByApi | WebhooksByHand | WebhooksOfApp;
