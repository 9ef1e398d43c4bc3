import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import type { DeliveryReplay, EventDelivery, EventReplay, ReplayedEvents } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import type { DeliveryState } from './outbox.types.js';
import { ReplayStore } from './replays.store.js';
import { Subscribers } from './subscribers.js';

/** Tells a subscriber again. Wake its lane after the commit. A repeat has the same `webhook-id` as the first time. */
@Injectable()
export class EventReplays {
  constructor(
    private readonly store: ReplayStore,
    private readonly subscribers: Subscribers,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws SubscriberUnknown */
  async list(
    subscriberId: string,
    state: DeliveryState,
    limit: number,
    before: string | null,
  ): Promise<EventDelivery[]> {
    await this.subscribers.get(subscriberId);
    return this.store.list(subscriberId, state, limit, before);
  }

  /**
   * Puts dead deliveries back to work, with three new days. Answers how many.
   * @throws SubscriberUnknown
   */
  async revive(
    tx: Tx,
    subscriberId: string,
    { since, ...choice }: DeliveryReplay,
    actor: string,
  ): Promise<number> {
    await this.subscribers.get(subscriberId, tx);
    const from = since === undefined ? undefined : new Date(since);
    const count = await this.store.revive(tx, subscriberId, this.clock.now(), { ...choice, since: from });
    await this.tell(tx, 'deliveries.replayed', subscriberId, actor, count);
    return count;
  }

  /**
   * Sends recorded events again, as the subscriber's filters are now: also those that it got, and those that were recorded
   * before it was made or while it was disabled.
   * @throws SubscriberUnknown
   */
  async since(
    tx: Tx,
    subscriberId: string,
    { since, until, limit }: EventReplay,
    actor: string,
  ): Promise<ReplayedEvents> {
    await this.subscribers.get(subscriberId, tx);
    const span = { since: new Date(since), until: until === undefined ? null : new Date(until) };
    const found = await this.store.span(tx, subscriberId, { ...span, limit: limit + 1 });
    const chosen = found.slice(0, limit);
    const seqs = chosen.map(({ seq }) => seq);
    const queued = await this.store.again(tx, subscriberId, seqs, this.clock.now());
    await this.tell(tx, 'events.replayed', subscriberId, actor, queued);
    return { queued, next: found[limit]?.recorded_at.toISOString() ?? null };
  }

  private tell(tx: Tx, action: string, subject: string, actor: string, count: number): Promise<void> {
    return this.audit.record({ actor, action, subject, details: { count } }, tx);
  }
}
