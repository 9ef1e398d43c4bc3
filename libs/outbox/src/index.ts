export { Deliveries } from './deliveries.js';
export { EventFeed } from './feed.js';
export { CursorRefused, SubscriberUrlRefused } from './outbox.errors.js';
export { Outbox } from './outbox.js';
export { OutboxModule } from './outbox.module.js';
export type { DeliveryState, FeedQuery, NewEvent, SubscriberState } from './outbox.types.js';
export { Subscribers } from './subscribers.js';
