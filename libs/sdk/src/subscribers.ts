import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import type * as t from './types.js';

/** What is done with a subscriber beside making and deleting it. */
export class SubscriberActions {
  constructor(private readonly http: Http) {}

  /** `state: 'disabled'` stops it; `'active'` sends what waited. What is left out stays. */
  change(id: string, change: t.SubscriberChange, options: UnsafeCallOptions = {}): Promise<t.Subscriber> {
    return this.http.patch(path(id), { ...options, body: change });
  }

  /** The answer holds the new secret, this once. The old one signs beside it for a day. */
  rotateSecret(id: string, options: UnsafeCallOptions = {}): Promise<t.RotatedSecret> {
    return this.http.post(`${path(id)}/rotate-secret`, options);
  }

  /** Sends a signed event of the type `test`, and says what was answered. */
  test(id: string, options: UnsafeCallOptions = {}): Promise<t.TestedSubscriber> {
    return this.http.post(`${path(id)}/test`, options);
  }

  /** The newest first; the dead ones unless another state is named. */
  deliveries(
    id: string,
    options: CallOptions & { state?: t.EventDelivery['state']; after?: string } = {},
  ): Promise<t.Page<t.EventDelivery>> {
    const { state, after, ...call } = options;
    return this.http.get(`${path(id)}/deliveries`, { ...call, query: { state, after } });
  }

  /** Dead deliveries go out again: all that fit everything that is named. */
  replayDeliveries(
    id: string,
    which: t.DeliveryReplay,
    options: UnsafeCallOptions = {},
  ): Promise<{ queued: number }> {
    return this.http.post(`${path(id)}/deliveries/replay`, { ...options, body: which });
  }

  /** Events go out again, delivered before or not; go on at `next` when it is there. */
  replayEvents(id: string, which: t.EventReplay, options: UnsafeCallOptions = {}): Promise<t.ReplayedEvents> {
    return this.http.post(`${path(id)}/replay`, { ...options, body: which });
  }
}

/** Webhooks that could not be turned into events. */
export class DeadWebhooks {
  constructor(private readonly http: Http) {}

  /** The newest first. */
  list(
    options: CallOptions & { accountId?: string; ticketId?: string; after?: string } = {},
  ): Promise<t.Page<t.DeadWebhook>> {
    const { accountId, ticketId, after, ...call } = options;
    return this.http.get('/dead-webhooks', { ...call, query: { accountId, ticketId, after } });
  }

  replay(which: t.DeadWebhookChoice, options: UnsafeCallOptions = {}): Promise<{ replayed: number }> {
    return this.http.post('/dead-webhooks/replay', { ...options, body: which });
  }

  /** They leave the list; nothing is deleted. */
  discard(which: t.DeadWebhookChoice, options: UnsafeCallOptions = {}): Promise<{ discarded: number }> {
    return this.http.post('/dead-webhooks/discard', { ...options, body: which });
  }
}

const path = (id: string) => `/subscribers/${encodeURIComponent(id)}`;
