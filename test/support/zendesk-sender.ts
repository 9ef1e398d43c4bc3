import { createHmac, randomUUID } from 'node:crypto';
import type { World } from './world.js';

/** Sends webhooks as Zendesk would, one by one and as a test wants them: signed with the secret that the site gave. */
export class ZendeskSender {
  constructor(
    private readonly world: World,
    readonly account: string,
  ) {}

  get url(): string {
    return `${this.world.url}/v1/webhooks/${this.account}`;
  }

  /** The body of one event of a ticket. */
  event(ticketId: string, type = 'comment_added', id: string = randomUUID()): string {
    const time = new Date().toISOString();
    return JSON.stringify({
      type: `zen:event-type:ticket.${type}`,
      id,
      time,
      subject: `zen:ticket:${ticketId}`,
    });
  }

  /** What the site signs with now. */
  get secret(): string {
    const [webhook] = this.world.sandbox.world.zendesk.get('acme')?.webhooks.values() ?? [];
    if (!webhook) throw new Error('acme has no webhook: connect the account first');
    return webhook.secret;
  }

  /** The headers that make a body believed. */
  headers(body: string, signedAt = new Date(), secret = this.secret): Record<string, string> {
    const timestamp = signedAt.toISOString();
    return {
      'Content-Type': 'application/json',
      'X-Zendesk-Webhook-Signature': createHmac('sha256', secret)
        .update(timestamp + body)
        .digest('base64'),
      'X-Zendesk-Webhook-Signature-Timestamp': timestamp,
    };
  }

  post(body: string, headers = this.headers(body)): Promise<Response> {
    return fetch(this.url, { method: 'POST', headers, body });
  }
}
