import { z } from 'zod';

export const EventType = z.enum([
  'ticket.created',
  'reply.added',
  'note.added',
  'status.changed',
  'tags.changed',
  'assignee.changed',
  'priority.changed',
  'ticket.deleted',
  'ticket.frozen',
  'operation.confirmed',
  'operation.held',
  'operation.failed',
  'operation.cancelled',
  'operation.shadowed',
  'account.state_changed',
  'account.shadowed',
]);
export type EventType = z.infer<typeof EventType>;

/** One normalised fact, as subscribers get it (the body of a signed delivery) and as the feed lists it. */
export const Event = z.object({
  id: z.string(),
  type: EventType,
  accountId: z.string(),
  ticketId: z.string().nullable(),
  /** `nightdesk`: an echo of one of our own operations. `system`: about Nightdesk itself (operations, accounts). */
  origin: z.enum(['platform', 'nightdesk', 'system']),
  /** How we learnt it. */
  via: z.enum(['webhook', 'reconciliation', 'system']),
  operationId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  traceId: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
});
export type Event = z.infer<typeof Event>;

export const EventFeed = z.object({ data: z.array(Event), next: z.string() });
export type EventFeed = z.infer<typeof EventFeed>;

export const NewSubscriber = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Empty or absent: every type. */
  eventTypes: z.array(EventType).default([]),
  /** Empty or absent: every account. */
  accountIds: z.array(z.string().min(1)).default([]),
  /** Also deliver events that our own operations caused. */
  includeOwn: z.boolean().default(false),
});
export type NewSubscriber = z.infer<typeof NewSubscriber>;

export const Subscriber = z.object({
  id: z.string(),
  url: z.string(),
  eventTypes: z.array(z.string()),
  accountIds: z.array(z.string()),
  includeOwn: z.boolean(),
  state: z.enum(['active', 'disabled']),
  createdAt: z.string(),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** The secret (`whsec_…`, Standard Webhooks) is shown once, here. */
export const CreatedSubscriber = Subscriber.extend({ secret: z.string() });
export type CreatedSubscriber = z.infer<typeof CreatedSubscriber>;
