import { createHmac } from 'node:crypto';
import type { Outcome } from '../../delivery.js';
import type { World } from '../../world.js';
import type { HubApp } from '../hub/app.js';
import type { Result } from './subscription.js';

const timeoutMs = 5000;
const retrySeconds = 60;
/** What could not be sent for so long, because the receiver answered 429, is dropped. */
const dropAfterMs = 7_200_000;

export const resultOf = ({ status }: Outcome): Result => {
  if (status === 410) return 'gone';
  if (status === 429) return 'throttled';
  return status !== null && status >= 200 && status < 300 ? 'success' : 'error';
};

/** Signs one notification and hands it to the sender. A retry has the same id and says that it is one. */
export function deliver(
  world: World,
  app: HubApp,
  workspaceId: string,
  topic: string,
  id: string | null,
  item: Record<string, unknown>,
): void {
  const { subscription, secret, visibility } = app;
  if (subscription.url === null) return;
  // By the clock on the wall: receivers compare it with their own.
  const sentAt = Math.floor(world.clock.wall() / 1000);
  const write = (attempt: number) => {
    const body = JSON.stringify({
      type: 'notification_event',
      id,
      app_id: workspaceId,
      topic,
      created_at: sentAt,
      first_sent_at: sentAt,
      delivery_attempts: attempt,
      data: { type: 'notification_event_data', item },
    });
    return { body, headers: headersFor(secret, body) };
  };
  const { clock, options } = world;
  const bornMs = clock.wall();
  let attempts = 0;
  world.sender.post({
    platform: 'intercom',
    site: workspaceId,
    event: topic,
    url: subscription.url,
    method: 'POST',
    timeoutMs,
    ...write(1),
    again: (retries) => write(retries + 1),
    heldFor: () => subscription.throttledFor(clock.wall()) / 1000 / options.deliveryTimeScale,
    admit: () =>
      subscription.state(clock.now()) === 'active' &&
      clock.wall() - bornMs <= dropAfterMs * options.deliveryTimeScale,
    retryIn,
    onAttempt: (outcome) => {
      attempts += 1;
      const result = resultOf(outcome);
      if (result === 'throttled') subscription.throttle(clock.wall(), options.deliveryTimeScale);
      subscription.count(result, clock.now(), visibility === 'private');
      subscription.log({ topic, id, attempt: attempts, status: outcome.status, at: clock.seconds() });
    },
  });
}

const headersFor = (secret: string, body: string) => ({
  'content-type': 'application/json; charset=utf-8',
  accept: 'application/json',
  'user-agent': 'intercom-parrot-service-client/1.0',
  'x-hub-signature': signature(secret, body),
});

/** HMAC-SHA1 of the raw body with the app's client secret. */
export const signature = (secret: string, body: string): string =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;

/** Seconds to the next attempt, or null for never: an error is tried once more, a 429 as long as it is throttled. */
export function retryIn(outcome: Outcome, retries: number): number | null {
  const result = resultOf(outcome);
  if (result === 'throttled') return 0;
  return result === 'error' && retries === 0 ? retrySeconds : null;
}
