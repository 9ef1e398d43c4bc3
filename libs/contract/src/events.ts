import { z } from 'zod';
import { instant } from './instant.js';

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
  'account.scopes_changed',
  'account.shadowed',
  'incident.opened',
  'incident.resolved',
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
  /** Since when it has answered nothing but failures; null while it is well. */
  failingSince: z.string().nullable(),
  /** Until when deliveries are also signed with the secret before this one; null when there is only one. */
  previousSecretUntil: z.string().nullable(),
  createdAt: z.string(),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** The secret (`whsec_…`, Standard Webhooks) is shown once, here. */
export const CreatedSubscriber = Subscriber.extend({ secret: z.string() });
export type CreatedSubscriber = z.infer<typeof CreatedSubscriber>;

/**
 * What is left out stays. `disabled`: nothing is sent, and events recorded meanwhile make no delivery; `active`: what waited
 * goes out at once.
 */
export const SubscriberChange = NewSubscriber.extend({ state: z.enum(['active', 'disabled']) })
  .extend({
    eventTypes: z.array(EventType),
    accountIds: z.array(z.string().min(1)),
    includeOwn: z.boolean(),
  })
  .partial();
export type SubscriberChange = z.infer<typeof SubscriberChange>;

/** Shown once, here. Until `previousUntil` each delivery carries two signatures, the new one first. */
export const RotatedSecret = z.object({ secret: z.string(), previousUntil: z.string() });
export type RotatedSecret = z.infer<typeof RotatedSecret>;

/** What a subscriber answered to a signed `test` event. */
export const TestedSubscriber = z.object({
  delivered: z.boolean(),
  /** Null when there was no answer. */
  status: z.number().nullable(),
  /** Empty when it was delivered. */
  error: z.string(),
  durationMs: z.number(),
});
export type TestedSubscriber = z.infer<typeof TestedSubscriber>;

/** One event on its way to one subscriber. */
export const EventDelivery = z.object({
  id: z.string(),
  state: z.enum(['pending', 'delivered', 'dead']),
  attempts: z.number(),
  lastStatus: z.number().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  /** When it is tried next, while it is pending. */
  dueAt: z.string(),
  deliveredAt: z.string().nullable(),
  event: Event,
});
export type EventDelivery = z.infer<typeof EventDelivery>;

/** Dead deliveries that are tried again: single ones, or all that fit everything that is named. */
export const DeliveryReplay = z.strictObject({
  deliveryIds: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(1_000)
    .optional(),
  accountId: z.string().min(1).optional(),
  type: EventType.optional(),
  since: instant().optional(),
});
export type DeliveryReplay = z.infer<typeof DeliveryReplay>;

/** Events that a subscriber is told again, whether it got them before or not, as its filters are now. */
export const EventReplay = z.strictObject({
  /** Recorded then or later. */
  since: instant(),
  until: instant().optional(),
  /** The first so many; `next` of the answer says where to go on. */
  limit: z.int().min(1).max(10_000).default(10_000),
});
export type EventReplay = z.infer<typeof EventReplay>;

export const ReplayedEvents = z.object({
  queued: z.number(),
  /** The `since` of what was left out by `limit`; null when nothing was. */
  next: z.string().nullable(),
});
export type ReplayedEvents = z.infer<typeof ReplayedEvents>;

/** A webhook that could not be turned into events. */
export const DeadWebhook = z.object({
  id: z.string(),
  accountId: z.string(),
  ticketId: z.string().nullable(),
  /** The platform's word for what happened. */
  type: z.string(),
  via: z.enum(['webhook', 'reconciliation']),
  receivedAt: z.string(),
  attempts: z.number(),
  lastError: z.string().nullable(),
  traceId: z.string(),
});
export type DeadWebhook = z.infer<typeof DeadWebhook>;

/** Dead webhooks that are tried again or given up: single ones, or all that fit everything that is named. */
export const DeadWebhookChoice = z
  .strictObject({
    webhookIds: z
      .array(z.string().regex(/^\d{1,18}$/))
      .min(1)
      .max(1_000)
      .optional(),
    accountId: z.string().min(1).optional(),
    ticketId: z.string().min(1).optional(),
    /** Received then or later. */
    since: instant().optional(),
  })
  .refine((choice) => Object.keys(choice).length > 0, 'name webhookIds, an accountId, a ticketId or since');
export type DeadWebhookChoice = z.infer<typeof DeadWebhookChoice>;
