/** The unified statuses (SPEC 6.2 words); a platform's own status stays in `platformStatus`. */
export const ticketStatuses = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof ticketPriorities)[number];

/** Somebody on the platform. `role` is `system` for automations and for authors that the platform does not name. */
export interface Person {
  id: string;
  name: string | null;
  email: string | null;
  role: 'customer' | 'agent' | 'system';
}

/** One ticket as any platform has it. Times are instants; `raw` is the platform's own object, unchanged. */
export interface Ticket {
  id: string;
  subject: string | null;
  status: TicketStatus;
  /** The platform's own word for the status, as it sent it. */
  platformStatus: string;
  priority: TicketPriority | null;
  tags: string[];
  assigneeId: string | null;
  requester: Person | null;
  /** The platform's word for where the ticket came from (`web`, `email`, …). */
  channel: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** The platform's ticket is gone (deleted, spam): `status` is then `closed`. */
  deleted: boolean;
  raw: unknown;
}

/** One message of a conversation. A `note` is never visible to the customer. */
export interface Message {
  id: string;
  kind: 'reply' | 'note';
  author: Person;
  /** Plain text. */
  body: string;
  bodyHtml: string | null;
  createdAt: Date;
  /** The id of the operation of ours that wrote it, where the platform carries one. */
  operationId: string | null;
}

/** A ticket with its whole conversation, oldest message first. */
export interface TicketWithConversation {
  ticket: Ticket;
  messages: Message[];
}

/** Something that an account's credential may do (SPEC, "Words used everywhere"). */
export const capabilities = [
  'tickets:read',
  'replies:write',
  'status:write',
  'tags:write',
  'assignee:write',
] as const;
export type Capability = (typeof capabilities)[number];

/** One requested change of one ticket. Bodies are plain text unless `bodyHtml` is given, which then wins. */
export type Step =
  | { kind: 'reply'; body: string; bodyHtml?: string | undefined }
  | { kind: 'note'; body: string; bodyHtml?: string | undefined }
  | { kind: 'status'; status: Exclude<TicketStatus, 'new'> }
  | { kind: 'addTags'; tags: string[] }
  | { kind: 'removeTags'; tags: string[] }
  | { kind: 'assignee'; assigneeId: string | null };
export type StepKind = Step['kind'];

/** The capability that a step needs. */
export const capabilityOf = {
  reply: 'replies:write',
  note: 'replies:write',
  status: 'status:write',
  addTags: 'tags:write',
  removeTags: 'tags:write',
  assignee: 'assignee:write',
} as const satisfies Record<StepKind, Capability>;
