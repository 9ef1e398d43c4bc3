import type { Event, EventType } from '@nightdesk/contract';

/** A fact to be told. */
export interface NewEvent {
  accountId: string;
  ticketId: string | null;
  type: EventType;
  /** What makes the fact one: of the same account and key only the first is recorded. */
  dedupeKey: string;
  /** `nightdesk`: an echo of an operation of ours; delivered to those only who ask for their own. `system`: about us. */
  origin: 'platform' | 'nightdesk' | 'system';
  via: Event['via'];
  operationId: string | null;
  /** JSON. */
  data: Readonly<Record<string, unknown>>;
  traceId: string;
  occurredAt: Date;
}

/** A fact on its way into the statement that records it. */
export interface EventDraft extends NewEvent {
  id: string;
  traceSampled: boolean | null;
}

export interface FeedQuery {
  /** At most this many events; 100 when absent. */
  limit?: number;
  /** Empty or absent: every account. */
  accountIds?: readonly string[];
  /** Empty or absent: every type. */
  types?: readonly EventType[];
}

/** `disabled`: its pending deliveries are kept and wait; new events make none (the feed has them). */
export type SubscriberState = 'active' | 'disabled';

export type DeliveryState = 'pending' | 'delivered' | 'dead';
