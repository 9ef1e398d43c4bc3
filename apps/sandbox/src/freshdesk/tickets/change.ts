import { isoSeconds } from '../../clock.js';
import { fire } from '../rules/fire.js';
import type { FreshdeskSite } from '../site.js';
import type { Conversation, Stats, Ticket, TicketFields } from '../types.js';
import { closed, open, pending, resolved } from '../types.js';

/** What is said in a change: a reply or a note. */
export interface Said {
  userId: number;
  incoming: boolean;
  private: boolean;
  source: Conversation['source'];
  body: string;
  body_text: string;
  from_email?: string | null;
  to_emails?: string[];
  cc_emails?: string[];
  bcc_emails?: string[];
}

/** What one person does to one ticket at once. */
export interface Change {
  performer: 'agent' | 'requester';
  atMs: number;
  fields?: Partial<TicketFields>;
  said?: Said;
}

export type NewTicket = Pick<TicketFields, 'subject' | 'requester_id'> &
  Partial<TicketFields> & { source: number; description: string; description_text: string };

/** Opens a ticket. Its first message is its description, and no conversation. */
export function openTicket(site: FreshdeskSite, { performer, atMs }: Change, wanted: NewTicket): Ticket {
  const at = isoSeconds(atMs);
  const ticket: Ticket = {
    id: site.nextTicketId(),
    status: open,
    priority: 1,
    type: null,
    tags: [],
    responder_id: null,
    group_id: null,
    deleted: false,
    spam: false,
    archived: false,
    created_at: at,
    updated_at: at,
    conversations: [],
    stats: { ...noStats },
    ...wanted,
    custom_fields: {
      ...Object.fromEntries(site.customFields.map(({ name }) => [name, null])),
      ...wanted.custom_fields,
    },
  };
  countStatus(ticket.stats, ticket.status, null, at);
  site.tickets.set(ticket.id, ticket);
  fire(site, ticket, 'ticket.created', performer);
  return ticket;
}

/** Applies a change. Every write moves `updated_at` and sets off the rules, one that changes nothing too. */
export function changeTicket(site: FreshdeskSite, ticket: Ticket, change: Change): Conversation | undefined {
  const { fields = {}, said, atMs } = change;
  const at = isoSeconds(atMs);
  const before = ticket.status;
  Object.assign(ticket, fields, { updated_at: at });
  if (ticket.status !== before) countStatus(ticket.stats, ticket.status, before, at);
  const conversation = said && say(site, ticket, said, at);
  fire(site, ticket, 'ticket.updated', change.performer);
  return conversation;
}

function say(site: FreshdeskSite, ticket: Ticket, { userId, ...said }: Said, at: string): Conversation {
  const conversation: Conversation = {
    id: site.world.nextId(),
    ticket_id: ticket.id,
    user_id: userId,
    from_email: null,
    to_emails: [],
    cc_emails: [],
    bcc_emails: [],
    created_at: at,
    updated_at: at,
    last_edited_at: null,
    last_edited_user_id: null,
    ...said,
  };
  ticket.conversations.push(conversation);
  const { stats } = ticket;
  if (said.incoming) stats.requester_responded_at = at;
  else if (!said.private) {
    stats.agent_responded_at = at;
    stats.first_responded_at ??= at;
  }
  return conversation;
}

const noStats: Stats = {
  agent_responded_at: null,
  requester_responded_at: null,
  first_responded_at: null,
  status_updated_at: null,
  reopened_at: null,
  resolved_at: null,
  closed_at: null,
  pending_since: null,
};

function countStatus(stats: Stats, status: number, before: number | null, at: string): void {
  stats.status_updated_at = at;
  if (status === open && (before === resolved || before === closed)) stats.reopened_at = at;
  if (status === resolved) stats.resolved_at = at;
  if (status === closed) stats.closed_at = at;
  stats.pending_since = status === pending ? at : null;
}
