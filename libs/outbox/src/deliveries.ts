import { Injectable } from '@nestjs/common';
import type { ItemOutcome, LaneItem, LaneWork } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Outbound, OutboundError } from '@nightdesk/platform/http';
import { Log, withTrace } from '@nightdesk/platform/observability';
import { type ClaimedDelivery, DeliveryStore } from './deliveries.store.js';
import { givenUpBefore, nextAttempt, putOff } from './retry.js';
import { Signing } from './signing.js';

/** A subscriber must answer within this, in milliseconds. */
const ANSWER_WITHIN_MS = 15_000;

/** A claim outlives the answer by enough to store what came of it, in milliseconds. */
const CLAIM_MS = 30_000;

/** What the subscriber answered. `status` is null when there was no answer. */
interface SubscriberAnswer {
  status: number | null;
  error: string;
  putOffUntil: Date | null;
}

/**
 * The work of the `deliver` lanes: one POST per delivery, in order per ticket. At least once: a crash between the
 * subscriber's answer and our commit sends the delivery again, with the same `webhook-id`, by which it can be told.
 */
@Injectable()
export class Deliveries implements LaneWork {
  readonly kind = 'deliver';

  constructor(
    private readonly store: DeliveryStore,
    private readonly signing: Signing,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async take(subscriberId: string, limit: number, busy: readonly string[]): Promise<LaneItem[]> {
    const heads = await this.store.heads(subscriberId, this.clock.now(), busy);
    return heads.slice(0, limit).map(({ id, order }) => ({ id, order }));
  }

  async nextDue(subscriberId: string): Promise<Date | null> {
    const [next] = await this.store.heads(subscriberId, 'infinity');
    return next?.dueAt ?? null;
  }

  dueKeys(limit: number): Promise<string[]> {
    return this.store.dueKeys(this.clock.now(), limit);
  }

  /** A call under way is not aborted: it ends within 15 s, or the process's end cuts it and it is sent again. */
  async perform(subscriberId: string, item: LaneItem): Promise<ItemOutcome> {
    const now = this.clock.now();
    const claimed = await this.store.claim(item.id, now, new Date(now.getTime() + CLAIM_MS));
    if (!claimed) return { kind: 'done' };
    return withTrace(claimed.event.traceId, async () => {
      const answer = await this.post(claimed);
      this.log.line('delivery.attempted', {
        subscriberId,
        eventId: claimed.event.id,
        accountId: claimed.event.accountId,
        attempt: claimed.attempts + 1,
        status: answer.status,
        error: answer.error,
        durationMs: this.clock.now().getTime() - now.getTime(),
      });
      return this.settle(claimed, answer);
    });
  }

  private async post({ url, secrets, event }: ClaimedDelivery): Promise<SubscriberAnswer> {
    const body = JSON.stringify(event);
    const headers = {
      'Content-Type': 'application/json',
      'Trace-Id': event.traceId,
      ...(await this.signing.headers(secrets, event.id, body)),
    };
    try {
      const answer = await this.outbound.request({
        url,
        method: 'POST',
        headers,
        body,
        timeoutMs: ANSWER_WITHIN_MS,
      });
      const putOffUntil = putOff(answer.status, answer.headers['retry-after'], this.clock.now());
      const error = isSuccess(answer.status) ? '' : `answered ${answer.status}`;
      return { status: answer.status, error, putOffUntil };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return { status: null, error: error.message, putOffUntil: null };
    }
  }

  private async settle(
    claimed: ClaimedDelivery,
    { status, error, putOffUntil }: SubscriberAnswer,
  ): Promise<ItemOutcome> {
    const at = this.clock.now();
    if (status !== null && isSuccess(status)) {
      await this.store.delivered(claimed.seq, at, status);
      return { kind: 'done' };
    }
    const nextAt = nextAttempt({ ...claimed, attempts: claimed.attempts + 1, now: at, putOffUntil });
    const attempt = { at, status, error, nextAt, gone: status === 410, givenUpBefore: givenUpBefore(at) };
    const { disabled } = await this.store.failed(claimed, attempt);
    if (disabled)
      this.log.warn(`Subscriber ${claimed.secrets.id} is disabled (${error}); what is pending waits for it.`);
    return putOffUntil
      ? { kind: 'park', until: putOffUntil, reason: `subscriber answered ${status}` }
      : { kind: 'done' };
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
