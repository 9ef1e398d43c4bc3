import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { KeyRing } from '@nightdesk/platform/crypto';
import { Outbound, OutboundError } from '@nightdesk/platform/http';
import { Webhook } from 'standardwebhooks';
import { AlertRefused } from './alert-refused.js';
import type { Channel } from './incidents.types.js';
import { Mailer } from './mailer.js';
import { messageId, payloadOf, slackOf, subjectOf, type Telling, textOf } from './message.js';

/** An address must answer within this, in milliseconds. */
export const ANSWER_WITHIN_MS = 10_000;

/** So many alerts for one address go in one message: what breaks together is told together. Programs get one each. */
export const together: Record<Channel, number> = { email: 50, slack: 10, webhook: 1 };

/** The ways to people. Every URL goes through `Outbound`, which refuses private addresses. */
@Injectable()
export class Channels {
  constructor(
    private readonly outbound: Outbound,
    private readonly keyRing: KeyRing,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'PUBLIC_URL'>,
  ) {}

  /** @throws AlertRefused */
  async send(channel: Channel, target: string, tellings: readonly Telling[]): Promise<void> {
    if (channel === 'email') return this.mail(target, tellings);
    if (channel === 'slack') return this.post(target, JSON.stringify(slackOf(tellings)), {});
    for (const telling of tellings) {
      const at = this.clock.now();
      const body = JSON.stringify(payloadOf(telling, at));
      await this.post(target, body, this.signed(target, messageId(telling.seq), at, body));
    }
  }

  private signed(target: string, id: string, at: Date, body: string): Record<string, string> {
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secretFor(this.keyRing, target)).sign(id, at, body),
    };
  }

  private async mail(to: string, tellings: readonly Telling[]): Promise<void> {
    const { host } = new URL(this.config.PUBLIC_URL);
    const [first] = tellings;
    // Mails about one incident stand together.
    const thread = tellings.length === 1 && first ? `<${first.incident.id}@${host}>` : undefined;
    await this.mailer.send({
      to,
      subject: subjectOf(tellings),
      text: textOf(tellings),
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(first ? { messageId: `<${messageId(first.seq)}@${host}>` } : {}),
      ...(thread ? { references: thread } : {}),
    });
  }

  private async post(url: string, body: string, headers: Record<string, string>): Promise<void> {
    const sent = { 'Content-Type': 'application/json', ...headers };
    const request = { url, method: 'POST', headers: sent, body, timeoutMs: ANSWER_WITHIN_MS } as const;
    const { status } = await this.outbound.request(request).catch((error: unknown) => {
      if (error instanceof OutboundError) throw new AlertRefused(error.message);
      throw error;
    });
    if (status < 200 || status >= 300) throw new AlertRefused(`answered ${status}`);
  }
}

/** The secret that a webhook's receiver checks the signature with (Standard Webhooks); each URL has its own. */
export function secretFor(keyRing: KeyRing, target: string): string {
  return `whsec_${keyRing.derive(`alerts:${target}`).toString('base64')}`;
}
