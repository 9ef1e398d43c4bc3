import type { Person, Ticket, TicketPriority } from '@nightdesk/helpdesks/contract';
import type { AgentRow, TicketRow } from './shapes.js';
import { statusOf, type StatusLabels } from './statuses.js';

const priorityOf: Readonly<Record<number, TicketPriority>> = {
  1: 'low',
  2: 'normal',
  3: 'high',
  4: 'urgent',
};
export const outboundEmail = 10;
const channelOf: Readonly<Record<number, string>> = {
  1: 'email',
  2: 'portal',
  3: 'phone',
  7: 'chat',
  9: 'feedback_widget',
  [outboundEmail]: 'outbound_email',
};

type Id = string | number | null | undefined;
export const idText = (id: Id): string | null => (id === null || id === undefined ? null : String(id));

export function ticketOf(row: TicketRow, labels: StatusLabels): Ticket {
  const { status, platformStatus } = statusOf(row.status, labels);
  const deleted = row.deleted === true || row.spam === true;
  return {
    id: String(row.id),
    subject: row.subject ?? null,
    status: deleted ? 'closed' : status,
    platformStatus,
    priority: priorityOf[row.priority ?? 0] ?? null,
    tags: row.tags ?? [],
    assigneeId: idText(row.responder_id),
    requester: requesterOf(row),
    channel: channelOf[row.source ?? 0] ?? idText(row.source),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    deleted,
    raw: row,
  };
}

export function requesterOf({ requester_id, requester }: TicketRow): Person | null {
  const id = idText(requester_id ?? requester?.id);
  if (id === null) return null;
  return { id, name: requester?.name ?? null, email: requester?.email ?? null, role: 'customer' };
}

export function agentOf({ id, contact }: AgentRow): Person {
  return { id: String(id), name: contact?.name ?? null, email: contact?.email ?? null, role: 'agent' };
}
