import { type Message, type Person, type Ticket, type TicketPriority } from '@nightdesk/helpdesks/contract';
import { operationOf } from './mark.js';
import type { AttachmentRow, TicketRow, TransactionRow, UserRow } from './shapes.js';
import { statusOf } from './statuses.js';
import { plainText } from './text.js';

export const personFields = 'id,Name,RealName,EmailAddress';

/** What every ticket is read with, listed or by itself. */
export const ticketFields = {
  fields:
    'Subject,Status,Priority,Queue,Owner,Requestor,CustomFields,Created,LastUpdated,Creator,Due,Resolved',
  subfields: { Owner: personFields, Requestor: personFields, Queue: 'Name' },
} as const;

/** RT's users of its own: they stand for nobody. */
const nobody = 'Nobody';
const system = 'RT_System';

export function personOf(row: UserRow, role: Person['role']): Person {
  return {
    id: String(row.id),
    name: row.RealName || row.Name || null,
    email: row.EmailAddress || null,
    role: row.Name === system ? 'system' : role,
  };
}

/** Tags are the values of the ticket's custom field of this name. */
export const tagField = 'Tags';
export const tagsFieldOf = (row: Pick<TicketRow, 'CustomFields'>) =>
  (row.CustomFields || []).find(({ name }) => name?.toLowerCase() === tagField.toLowerCase()) ?? null;
export const tagsOf = (row: Pick<TicketRow, 'CustomFields'>): string[] =>
  (tagsFieldOf(row)?.values ?? []).filter((value) => typeof value === 'string');

export const ownerOf = ({ Owner }: Pick<TicketRow, 'Owner'>): string | null =>
  Owner && Owner.Name !== nobody ? String(Owner.id) : null;

export function ticketOf(row: TicketRow): Ticket {
  const [requestor] = row.Requestor ?? [];
  return {
    id: String(row.id),
    subject: row.Subject ?? null,
    status: statusOf(row.Status),
    platformStatus: row.Status,
    priority: priorityOf(Number(row.Priority ?? 0)),
    tags: tagsOf(row),
    assigneeId: ownerOf(row),
    requester: requestor ? personOf(requestor, 'customer') : null,
    channel: null,
    createdAt: new Date(row.Created),
    updatedAt: new Date(row.LastUpdated),
    deleted: row.Status === 'deleted',
    raw: row,
  };
}

/** RT's numbers as its own labels read them: Low 0, Medium 50, High 100. 0 is also what nobody has set. */
function priorityOf(priority: number): TicketPriority | null {
  if (!(priority > 0)) return null;
  return priority >= 100 ? 'high' : priority >= 50 ? 'normal' : 'low';
}

/** A message of a ticket; `parts` are its texts, the first in each form counts. Null: it says nothing. */
export function messageOf(
  row: TransactionRow,
  parts: readonly AttachmentRow[],
  customers: ReadonlySet<string>,
): Message | null {
  const texts = parts.filter(({ Filename }) => !Filename);
  if (row.Type === 'Create' && texts.length === 0) return null;
  const plain = texts.find(({ ContentType }) => ContentType === 'text/plain');
  const html = texts.find(({ ContentType }) => ContentType === 'text/html')?.Content ?? null;
  return {
    id: String(row.id),
    kind: row.Type === 'Comment' ? 'note' : 'reply',
    author: row.Creator
      ? personOf(row.Creator, customers.has(String(row.Creator.id)) ? 'customer' : 'agent')
      : { id: 'unknown', name: null, email: null, role: 'system' },
    body: plain?.Content ?? plainText(html ?? ''),
    bodyHtml: html,
    createdAt: new Date(row.Created ?? 0),
    operationId: texts.map(({ Headers }) => operationOf(Headers)).find((id) => id !== null) ?? null,
  };
}
