import { Injectable } from '@nestjs/common';
import type { Event } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Outbound, OutboundError } from '@nightdesk/platform/http';
import { traceHeaders } from '@nightdesk/platform/observability';
import { putOff } from './retry.js';
import { type SealedSecrets, Signing } from './signing.js';

/** A subscriber must answer within this, in milliseconds. */
const ANSWER_WITHIN_MS = 15_000;

/** What the subscriber answered. `status` is null when there was no answer. */
export interface SubscriberAnswer {
  delivered: boolean;
  status: number | null;
  error: string;
  putOffUntil: Date | null;
}

/** What is sent: an event, or a test, which is none of the contract's. */
export type Message = Pick<Event, 'id' | 'traceId'> & object;

/** One signed POST to a subscriber's URL. */
@Injectable()
export class Post {
  constructor(
    private readonly signing: Signing,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
  ) {}

  /** What is wrong with the endpoint is an answer; only an error of our own is thrown. */
  async send(url: string, secrets: SealedSecrets, message: Message): Promise<SubscriberAnswer> {
    const body = JSON.stringify(message);
    const headers = {
      'Content-Type': 'application/json',
      'Trace-Id': message.traceId,
      ...traceHeaders(),
      ...(await this.signing.headers(secrets, message.id, body)),
    };
    try {
      const { status, headers: answered } = await this.outbound.request({
        url,
        method: 'POST',
        headers,
        body,
        timeoutMs: ANSWER_WITHIN_MS,
      });
      const delivered = status >= 200 && status < 300;
      const putOffUntil = putOff(status, answered['retry-after'], this.clock.now());
      return { delivered, status, error: delivered ? '' : `answered ${status}`, putOffUntil };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return { delivered: false, status: null, error: error.message, putOffUntil: null };
    }
  }
}
