import { z } from 'zod';

export const TicketStatus = z.enum(['new', 'open', 'pending', 'on_hold', 'solved', 'closed']);

export const Person = z.object({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  role: z.enum(['customer', 'agent', 'system']),
});

/**
 * How old an answer is and whether it can be relied upon. `stale`: a live reading was asked for and could not be had in
 * time; `reason` then says why, in plain sentences, and is null otherwise.
 */
export const Freshness = z.object({
  readAt: z.string(),
  source: z.enum(['stored', 'live']),
  stale: z.boolean(),
  reason: z.string().nullable(),
  /** When subject and messages of this copy were deleted for their age or by an erasure; `fresh=true` reads the ticket again. */
  emptiedAt: z.string().nullable(),
});

export const Ticket = z.object({
  id: z.string(),
  accountId: z.string(),
  subject: z.string().nullable(),
  status: TicketStatus,
  platformStatus: z.string(),
  priority: z.enum(['low', 'normal', 'high', 'urgent']).nullable(),
  tags: z.array(z.string()),
  assigneeId: z.string().nullable(),
  requester: Person.nullable(),
  channel: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  freshness: Freshness,
  /** The platform's own object, unchanged; only where `raw=true` asked for it. */
  raw: z.unknown().optional(),
});
export type Ticket = z.infer<typeof Ticket>;

export const Message = z.object({
  id: z.string(),
  kind: z.enum(['reply', 'note']),
  author: Person,
  body: z.string(),
  bodyHtml: z.string().nullable(),
  createdAt: z.string(),
  operationId: z.string().nullable(),
});

export const Conversation = z.object({ ticket: Ticket, messages: z.array(Message) });
export type Conversation = z.infer<typeof Conversation>;

/** One stop of a ticket's story, from the first byte in to the last acknowledgement out. */
export const TimelineStop = z.object({
  at: z.string(),
  station: z.enum(['webhook', 'event', 'delivery', 'operation']),
  /** A short sentence. */
  what: z.string(),
  state: z.string(),
  /** Milliseconds from when this stop began until it ended; null while it has not. */
  durationMs: z.number().nullable(),
  traceId: z.string().nullable(),
  /** The platform's request id, where the stop was a call. */
  requestId: z.string().nullable(),
  id: z.string(),
});
export const Timeline = z.object({
  accountId: z.string(),
  ticketId: z.string(),
  stops: z.array(TimelineStop),
});
export type Timeline = z.infer<typeof Timeline>;
