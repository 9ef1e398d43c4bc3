import type { Message, Person, Ticket, TicketPriority, TicketStatus } from '@nightdesk/helpdesks/contract';
import { ticketIdOf } from './calls.js';
import type { AuthorRow, ConversationRow, PartRow, TicketRow } from './shapes.js';
import { toText } from './text.js';

/** Closed is solved and not closed: a customer's next word opens the conversation again. */
const conversationStatus: Readonly<Record<string, TicketStatus>> = {
  open: 'open',
  snoozed: 'on_hold',
  closed: 'solved',
};

const categoryStatus: Readonly<Record<string, TicketStatus>> = {
  submitted: 'new',
  in_progress: 'open',
  waiting_on_customer: 'pending',
  resolved: 'solved',
};

// A word that we do not know is work that somebody may still have to do.

/** `open` and the state are two things: a ticket can be closed without being resolved. */
export function ticketStatus({ open, ticket_state }: TicketRow): TicketStatus {
  const status = categoryStatus[ticket_state.category] ?? 'open';
  return open === false && status !== 'solved' ? 'closed' : status;
}

const priorityOf: Readonly<Record<string, TicketPriority>> = {
  low: 'low',
  medium: 'normal',
  high: 'high',
  urgent: 'urgent',
};

const instant = (seconds: number) => new Date(seconds * 1000);
const filled = (text: string | null | undefined) => text?.trim() || null;

/** Intercom writes 0 for nobody. */
export const assigneeOf = ({ admin_assignee_id: id }: ConversationRow | TicketRow): string | null =>
  id === null || id === undefined || String(id) === '0' ? null : String(id);

const customers = new Set(['user', 'lead', 'contact', 'visitor']);

export function personOf(author: AuthorRow | null | undefined): Person {
  const type = author?.type ?? '';
  const human = type === 'admin' || type === 'team';
  const role = customers.has(type)
    ? 'customer'
    : human && author?.from_ai_agent !== true
      ? 'agent'
      : 'system';
  const id = author?.id ?? null;
  return {
    id: id === null ? 'system' : String(id),
    name: filled(author?.name),
    email: filled(author?.email),
    role,
  };
}

/** The first contact; named where one of `authors` is that contact, because contacts themselves are not read. */
function requesterOf(
  { contacts }: ConversationRow | TicketRow,
  authors: readonly (AuthorRow | null | undefined)[],
): Person | null {
  const id = contacts?.contacts?.[0]?.id;
  if (id === undefined) return null;
  const known = authors.find((author) => author?.id === id && customers.has(author.type ?? ''));
  return { ...personOf(known), id: String(id), role: 'customer' };
}

const common = (row: ConversationRow | TicketRow) => ({
  tags: (row.tags?.tags ?? []).map(({ name }) => name),
  assigneeId: assigneeOf(row),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at),
  deleted: false,
});

/** `raw` leaves the parts out: they are the conversation and not the ticket, and lists do not have them. */
export function ticketOfConversation(row: ConversationRow): Ticket {
  const { conversation_parts: _parts, ...raw } = row;
  const { source } = row;
  return {
    ...common(row),
    id: ticketIdOf('conversation', row.id),
    subject: filled(toText(row.title ?? '')) ?? filled(toText(source?.subject ?? '')),
    status: conversationStatus[row.state] ?? 'open',
    platformStatus: row.state,
    priority: priorityOf[row.priority ?? ''] ?? null,
    requester: requesterOf(row, [source?.author]),
    channel: source?.type ?? null,
    raw,
  };
}

const attribute = ({ ticket_attributes }: TicketRow, name: string) => {
  const value = ticket_attributes?.[name];
  return typeof value === 'string' ? filled(value) : null;
};

export function ticketOfTicket(row: TicketRow): Ticket {
  const { ticket_parts: parts, ...raw } = row;
  return {
    ...common(row),
    id: ticketIdOf('ticket', row.id),
    subject: attribute(row, '_default_title_'),
    status: ticketStatus(row),
    platformStatus: row.ticket_state.category,
    priority: null,
    requester: requesterOf(
      row,
      (parts?.ticket_parts ?? []).map(({ author }) => author),
    ),
    channel: row.ticket_type?.name ?? null,
    raw,
  };
}

/**
 * Comments, quick replies and notes are messages; all else is a system entry. One exception: what a customer says to a
 * closed conversation comes as a part of type `open` with a body. An agent's body on such a part is left out, because
 * nothing says whether the customer may read it.
 */
function kindOf({ part_type, body, author }: PartRow): Message['kind'] | null {
  if (part_type === 'note') return 'note';
  if (part_type === 'comment' || part_type === 'quick_reply') return 'reply';
  return body && customers.has(author?.type ?? '') ? 'reply' : null;
}

const messageOf = (kind: Message['kind'], row: PartRow): Message => ({
  id: String(row.id),
  kind,
  author: personOf(row.author),
  body: toText(row.body ?? ''),
  bodyHtml: row.body ?? null,
  createdAt: instant(row.created_at),
  operationId: null,
});

const messagesIn = (parts: readonly PartRow[]): Message[] =>
  parts
    .flatMap((part) => {
      const kind = kindOf(part);
      return kind === null ? [] : [messageOf(kind, part)];
    })
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());

export function messagesOfConversation(row: ConversationRow): Message[] {
  const parts = row.conversation_parts?.conversation_parts ?? [];
  if (!row.source) return messagesIn(parts);
  const { body, author } = row.source;
  const id = `${ticketIdOf('conversation', row.id)}:source`;
  const first = { id, part_type: 'comment', body, created_at: row.created_at, author };
  return [messageOf('reply', first), ...messagesIn(parts)];
}

const markup = /<(p|div|br|ul|ol|li|h[1-6]|a|img|b|i|strong|em|pre|blockquote)\b[^<>]*>/i;

/**
 * The description comes as plain text or, by some ways, as HTML. It has no author of its own: on a customer's ticket it counts as the requester's, on an
 * internal one (back-office, tracker) as a note, because no customer may see it.
 */
export function messagesOfTicket(row: TicketRow): Message[] {
  const parts = messagesIn(row.ticket_parts?.ticket_parts ?? []);
  const body = attribute(row, '_default_description_');
  if (body === null) return parts;
  const internal = row.category === 'Back-office' || row.category === 'Tracker';
  const requester = ticketOfTicket(row).requester;
  const first: Message = {
    id: `${ticketIdOf('ticket', row.id)}:description`,
    kind: internal ? 'note' : 'reply',
    author: (internal ? null : requester) ?? personOf(null),
    ...(markup.test(body) ? { body: toText(body), bodyHtml: body } : { body, bodyHtml: null }),
    createdAt: instant(row.created_at),
    operationId: null,
  };
  return [first, ...parts];
}
