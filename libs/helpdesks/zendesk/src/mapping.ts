import type {
  Message,
  Person,
  Step,
  Ticket,
  TicketPriority,
  TicketStatus,
} from '@nightdesk/helpdesks/contract';
import { ticketPriorities } from '@nightdesk/helpdesks/contract';
import type { AuditRow, CommentRow, TicketRow, UserRow } from './shapes.js';

const statusOf: Readonly<Record<string, TicketStatus>> = {
  new: 'new',
  open: 'open',
  pending: 'pending',
  hold: 'on_hold',
  solved: 'solved',
  closed: 'closed',
  deleted: 'closed',
};

/** Zendesk's word for a status. */
export function zendeskStatus(status: Extract<Step, { kind: 'status' }>['status']): string {
  return status === 'on_hold' ? 'hold' : status;
}

/** The audit metadata that finds our writes again: which operation, and which of its calls. */
export const operationKey = 'nightdesk_operation';
export const partKey = 'nightdesk_part';

export function operationOf(audit: AuditRow): string | null {
  const operationId = audit.metadata?.custom?.[operationKey];
  return typeof operationId === 'string' ? operationId : null;
}

type Id = string | number | null | undefined;
const idText = (id: Id): string | null => (id === null || id === undefined ? null : String(id));

/** The people that came along with an answer (`include=users`), found by id. */
export class People {
  private readonly known = new Map<string, Person>();

  add(users: readonly UserRow[] | null | undefined): this {
    for (const user of users ?? []) this.known.set(String(user.id), personOf(user));
    return this;
  }

  /** `otherwise` is the role of somebody whom the answer does not describe (deleted, or not visible to us). */
  find(id: Id, otherwise: Person['role']): Person {
    const key = idText(id) ?? 'system';
    return this.known.get(key) ?? { id: key, name: null, email: null, role: otherwise };
  }
}

export function personOf(user: UserRow): Person {
  const role =
    user.role === 'end-user'
      ? 'customer'
      : user.role === 'agent' || user.role === 'admin'
        ? 'agent'
        : 'system';
  return { id: String(user.id), name: user.name ?? null, email: user.email ?? null, role };
}

export function ticketOf(row: TicketRow, people: People): Ticket {
  const word = row.status.toLowerCase();
  return {
    id: String(row.id),
    subject: row.subject ?? row.raw_subject ?? null,
    // a word that we do not know is work that somebody may still have to do
    status: statusOf[word] ?? 'open',
    platformStatus: row.status,
    priority: priorityOf(row.priority),
    tags: row.tags ?? [],
    assigneeId: idText(row.assignee_id),
    requester: idText(row.requester_id) === null ? null : people.find(row.requester_id, 'customer'),
    channel: idText(row.via?.channel),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    deleted: word === 'deleted',
    raw: row,
  };
}

function priorityOf(word: string | null | undefined): TicketPriority | null {
  return ticketPriorities.find((priority) => priority === word?.toLowerCase()) ?? null;
}

export function messageOf(row: CommentRow, people: People, operationId: string | null): Message {
  return {
    id: String(row.id),
    kind: row.public ? 'reply' : 'note',
    author: people.find(row.author_id, 'system'),
    body: row.plain_body ?? row.body ?? '',
    bodyHtml: row.html_body ?? null,
    createdAt: new Date(row.created_at),
    operationId,
  };
}
