import type { Message, Person } from '@nightdesk/helpdesks/contract';
import { idText, outboundEmail, requesterOf } from './mapping.js';
import type { ConversationRow, TicketRow } from './shapes.js';
import { plainText } from './text.js';

const nobody: Person = { id: 'system', name: null, email: null, role: 'system' };

/** The id of a ticket's first message, which is its description and has none of its own. */
export const descriptionId = (ticketId: string) => `ticket:${ticketId}:description`;

/**
 * The requester wrote it, as far as can be told. An outbound e-mail was written by an agent whom Freshdesk does not name;
 * taken for the customer's, an automation would answer its own side.
 */
export function descriptionOf(row: TicketRow): Message[] {
  const { description, description_text: text } = row;
  if ((text ?? description ?? null) === null) return [];
  return [
    {
      id: descriptionId(String(row.id)),
      kind: 'reply',
      author: row.source === outboundEmail ? nobody : (requesterOf(row) ?? nobody),
      body: plainText(text ?? null, description ?? null),
      bodyHtml: description ?? null,
      createdAt: new Date(row.created_at),
      operationId: null,
    },
  ];
}

export function messageOf(row: ConversationRow, requester: Person | null): Message {
  return {
    id: String(row.id),
    kind: row.private ? 'note' : 'reply',
    author: authorOf(row, requester),
    body: plainText(row.body_text ?? null, row.body ?? null),
    bodyHtml: row.body ?? null,
    createdAt: new Date(row.created_at),
    operationId: null,
  };
}

/**
 * Agents have an id and no name: naming them would cost a call each, which many agents are refused. An agent can be the
 * requester as well, so which way the message went comes first.
 */
function authorOf({ user_id, incoming, from_email }: ConversationRow, requester: Person | null): Person {
  const id = idText(user_id);
  if (id === null) return nobody;
  const known = id === requester?.id ? requester : { name: null, email: null };
  if (incoming === true || (incoming !== false && known === requester))
    return { id, name: known.name, email: known.email ?? from_email ?? null, role: 'customer' };
  return { id, name: known.name, email: known.email, role: 'agent' };
}
