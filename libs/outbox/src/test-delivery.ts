import { Injectable } from '@nestjs/common';
import type { TestedSubscriber } from '@nightdesk/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { traceId } from '@nightdesk/platform/observability';
import { SubscriberUnknown } from './outbox.errors.js';
import { Post } from './post.js';
import { SubscriberStore } from './subscribers.store.js';

/** Tries an endpoint out: a signed event of the type `test`, which is nowhere recorded and never repeated. */
@Injectable()
export class TestDelivery {
  constructor(
    private readonly store: SubscriberStore,
    private readonly post: Post,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws SubscriberUnknown */
  async send(subscriberId: string): Promise<TestedSubscriber> {
    const addressee = await this.store.addressee(subscriberId);
    if (!addressee) throw new SubscriberUnknown(subscriberId);
    const begun = this.clock.now();
    const message = {
      id: this.ids.next('evt'),
      type: 'test',
      accountId: null,
      ticketId: null,
      origin: 'system',
      via: 'system',
      operationId: null,
      data: { subscriberId },
      traceId: traceId(),
      occurredAt: begun.toISOString(),
      recordedAt: begun.toISOString(),
    };
    const { delivered, status, error } = await this.post.send(addressee.url, addressee, message);
    return { delivered, status, error, durationMs: this.clock.now().getTime() - begun.getTime() };
  }
}
