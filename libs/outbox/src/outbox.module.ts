import { Global, Module } from '@nestjs/common';
import { Deliveries } from './deliveries.js';
import { DeliveryStore } from './deliveries.store.js';
import { EventReplays } from './event-replays.js';
import { EventFeed } from './feed.js';
import { FeedStore } from './feed.store.js';
import { Outbox } from './outbox.js';
import { OutboxStore } from './outbox.store.js';
import { Post } from './post.js';
import { ReplayStore } from './replays.store.js';
import { EventRetention } from './retention.js';
import { Signing } from './signing.js';
import { Subscribers } from './subscribers.js';
import { SubscriberStore } from './subscribers.store.js';
import { TestDelivery } from './test-delivery.js';

const offered = [Outbox, Deliveries, Subscribers, EventFeed, EventReplays, EventRetention, TestDelivery];

/** Events out. Needs `DatabaseModule`, `LanesModule`, `HttpModule`, `CryptoModule`, `ClockModule` and `AccessModule`. */
@Global()
@Module({
  providers: [OutboxStore, DeliveryStore, SubscriberStore, FeedStore, ReplayStore, Post, Signing, ...offered],
  exports: offered,
})
export class OutboxModule {}
