import { Injectable } from '@nestjs/common';
import type { Event } from '@nightdesk/contract';
import type { ItemOutcome, LaneWork, Look } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { callSeconds, Log, metrics, resumed } from '@nightdesk/platform/observability';
import { type ClaimedDelivery, DeliveryStore } from './deliveries.store.js';
import { Post, type SubscriberAnswer } from './post.js';
import { givenUpBefore, nextAttempt } from './retry.js';

/**
 * POSTs to one subscriber at once. More than the five calls of an account: a subscriber hears of all accounts, and one that
 * takes 200 ms to answer would hear of 25 changes a second.
 */
const POSTS_AT_ONCE = 20;
/** Events come one by one and all go to the same few subscribers. */
const LINGER_MS = 100;
/** A claim outlives the answer by enough to store what came of it, in milliseconds. */
const CLAIM_MS = 30_000;

const seconds = metrics.histogram({
  name: 'nightdesk_delivery_duration_seconds',
  help: 'POSTs to subscribers, by what came of them.',
  labelNames: ['outcome'],
  buckets: callSeconds,
});
const lag = metrics.histogram({
  name: 'nightdesk_delivery_lag_seconds',
  help: 'From the recording of an event until its subscriber had taken it.',
  buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600],
});

/**
 * The work of the `deliver` lanes: one POST per delivery, in order per ticket. At least once: a crash between the
 * subscriber's answer and our commit sends the delivery again, with the same `webhook-id`, by which it can be told.
 */
@Injectable()
export class Deliveries implements LaneWork<ClaimedDelivery> {
  readonly kind = 'deliver';
  readonly lingerMs = LINGER_MS;

  constructor(
    private readonly store: DeliveryStore,
    private readonly posts: Post,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async inFlight(): Promise<number> {
    return POSTS_AT_ONCE;
  }

  take(subscriberId: string, limit: number, busy: readonly string[]): Promise<Look<ClaimedDelivery>> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + CLAIM_MS);
    return this.store.take({ subscriberId, limit, busy, now, until });
  }

  nextDue(subscriberId: string): Promise<Date | null> {
    return this.store.nextDue(subscriberId);
  }

  dueKeys(limit: number): Promise<string[]> {
    return this.store.dueKeys(this.clock.now(), limit);
  }

  /** A call under way is not aborted: it ends within 15 s, or the process's end cuts it and it is sent again. */
  async perform(subscriberId: string, claimed: ClaimedDelivery): Promise<ItemOutcome> {
    const now = this.clock.now();
    const { event, traceSampled } = claimed;
    const attributes = { 'http.request.method': 'POST', 'http.request.resend_count': claimed.attempts };
    const about = { accountId: event.accountId, eventId: event.id, subscriberId };
    const options = { kind: 'CLIENT', attributes, about } as const;
    return resumed(
      { traceId: event.traceId, traceSampled },
      event.id,
      'POST subscriber',
      options,
      async (span) => {
        const answer = await this.posts.send(claimed.url, claimed.secrets, event);
        if (answer.status !== null) span.setAttribute('http.response.status_code', answer.status);
        count(answer, event, now, this.clock.now());
        this.log.line('delivery.attempted', {
          attempt: claimed.attempts + 1,
          status: answer.status,
          error: answer.error,
          durationMs: this.clock.now().getTime() - now.getTime(),
        });
        return this.settle(claimed, answer);
      },
    );
  }

  private async settle(
    claimed: ClaimedDelivery,
    { delivered, status, error, putOffUntil }: SubscriberAnswer,
  ): Promise<ItemOutcome> {
    const at = this.clock.now();
    if (delivered && status !== null) {
      await this.store.delivered(claimed.id, at, status);
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

function count({ delivered, status }: SubscriberAnswer, { recordedAt }: Event, from: Date, to: Date): void {
  const outcome = delivered ? 'delivered' : status === null ? 'no_answer' : 'refused';
  seconds.observe({ outcome }, (to.getTime() - from.getTime()) / 1_000);
  if (delivered) lag.observe((to.getTime() - Date.parse(recordedAt)) / 1_000);
}
