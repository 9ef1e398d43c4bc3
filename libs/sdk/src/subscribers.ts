import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import { listing } from './listing.js';
import type * as t from './types.js';

/** What is done with a subscriber beside making and deleting it. */
export class SubscriberActions {
  constructor(private readonly http: Http) {}

  get(subscriberId: string, options: CallOptions = {}): Promise<t.Subscriber> {
    return this.http.get('/subscribers/{subscriberId}', { path: { subscriberId }, ...options });
  }

  /** `state: 'disabled'` stops it; `'active'` sends what waited. What is left out stays. */
  change(
    subscriberId: string,
    change: t.SubscriberChange,
    options: UnsafeCallOptions = {},
  ): Promise<t.Subscriber> {
    return this.http.patch('/subscribers/{subscriberId}', {
      path: { subscriberId },
      ...options,
      body: change,
    });
  }

  /** The answer holds the new secret, this once. The old one signs beside it for a day. */
  rotateSecret(subscriberId: string, options: UnsafeCallOptions = {}): Promise<t.RotatedSecret> {
    return this.http.post('/subscribers/{subscriberId}/rotate-secret', {
      path: { subscriberId },
      ...options,
    });
  }

  /** Sends a signed event of the type `test`, and says what was answered. */
  test(subscriberId: string, options: CallOptions = {}): Promise<t.TestedSubscriber> {
    return this.http.post('/subscribers/{subscriberId}/test', { path: { subscriberId }, ...options });
  }

  /** The newest first; the dead ones unless another state is named. */
  deliveries(
    subscriberId: string,
    options: CallOptions & { state?: t.EventDelivery['state']; limit?: number; after?: string } = {},
  ): t.Listing<t.EventDeliveryPage> {
    const { state, limit, after, ...call } = options;
    return listing((next) =>
      this.http.get('/subscribers/{subscriberId}/deliveries', {
        path: { subscriberId },
        ...call,
        query: { state, limit, after, ...next },
      }),
    );
  }

  /** Dead deliveries go out again: all that fit everything that is named. */
  replayDeliveries(
    subscriberId: string,
    which: t.DeliveryReplay,
    options: UnsafeCallOptions = {},
  ): Promise<{ queued: number }> {
    return this.http.post('/subscribers/{subscriberId}/deliveries/replay', {
      path: { subscriberId },
      ...options,
      body: which,
    });
  }

  /** Events go out again, delivered before or not; go on at `next` when it is there. */
  replayEvents(
    subscriberId: string,
    which: t.EventReplay,
    options: UnsafeCallOptions = {},
  ): Promise<t.ReplayedEvents> {
    return this.http.post('/subscribers/{subscriberId}/replay', {
      path: { subscriberId },
      ...options,
      body: which,
    });
  }
}

/** Webhooks that could not be turned into events. */
export class DeadWebhooks {
  constructor(private readonly http: Http) {}

  /** The newest first. */
  list(
    options: CallOptions & { accountId?: string; ticketId?: string; limit?: number; after?: string } = {},
  ): t.Listing<t.DeadWebhookPage> {
    const { accountId, ticketId, limit, after, ...call } = options;
    return listing((next) =>
      this.http.get('/dead-webhooks', { ...call, query: { accountId, ticketId, limit, after, ...next } }),
    );
  }

  replay(which: t.DeadWebhookChoice, options: UnsafeCallOptions = {}): Promise<{ replayed: number }> {
    return this.http.post('/dead-webhooks/replay', { ...options, body: which });
  }

  /** They leave the list; nothing is deleted. */
  discard(which: t.DeadWebhookChoice, options: UnsafeCallOptions = {}): Promise<{ discarded: number }> {
    return this.http.post('/dead-webhooks/discard', { ...options, body: which });
  }
}
