import {
  HelpdeskError,
  type ChangedTickets,
  type ListFrom,
  type Send,
  type TicketWithConversation,
} from '@nightdesk/helpdesks/contract';
import { call, nextCursor, pages, ticketPath } from './calls.js';
import { messageOf, operationOf, People, ticketOf } from './mapping.js';
import {
  AuditList,
  CommentList,
  TicketAnswer,
  TicketExport,
  TicketList,
  type CommentRow,
  type TicketRow,
  type UserRow,
} from './shapes.js';

/** A cursor says which list it belongs to, because only admins may use the export. */
const exportMark = 'export:';
const listMark = 'list:';

/** The export withholds the newest minute and refuses a start inside it. */
const withheldMs = 61_000;

/** One call; one more when a credential of unknown role turns out not to be an admin's. */
export async function listChanged(send: Send, from: ListFrom, now: Date): Promise<ChangedTickets> {
  if (from.cursor?.startsWith(listMark)) return list(send, from);
  if (from.cursor === null && from.isAdmin === false) return list(send, from);
  try {
    return await exported(send, from, now);
  } catch (error) {
    if (from.cursor === null && refusesTheRole(error)) return list(send, from);
    throw error;
  }
}

/** A missing scope is missing for the list as well and must be told; a role that lacks the export has the list. */
const refusesTheRole = (error: unknown) =>
  error instanceof HelpdeskError && error.kind === 'forbidden' && !error.details.missingScopes?.length;

async function exported(send: Send, { since, cursor }: ListFrom, now: Date): Promise<ChangedTickets> {
  const start = Math.floor(Math.min(since.getTime(), now.getTime() - withheldMs) / 1000);
  const position = cursor === null ? { start_time: start } : { cursor: cursor.slice(exportMark.length) };
  const route = '/api/v2/incremental/tickets/cursor';
  const { body } = await call(
    send,
    { method: 'GET', path: route, route, query: { ...position, per_page: 1000, include: 'users' } },
    TicketExport,
  );
  const next = body.end_of_stream ? undefined : body.after_cursor;
  return { tickets: tickets(body.tickets, body.users), cursor: next ? `${exportMark}${next}` : null };
}

/** Newest first, until what is older than `since`. Zendesk shows whole seconds, so `since` counts from its second on. */
async function list(send: Send, { since, cursor }: ListFrom): Promise<ChangedTickets> {
  const route = '/api/v2/tickets';
  const query = {
    'page[size]': 100,
    'page[after]': cursor?.slice(listMark.length),
    sort: '-updated_at',
    include: 'users',
  };
  const { body } = await call(send, { method: 'GET', path: route, route, query }, TicketList);
  const oldest = Math.floor(since.getTime() / 1000) * 1000;
  const recent = body.tickets.filter((row) => Date.parse(row.updated_at) >= oldest);
  const next = recent.length < body.tickets.length ? null : nextCursor(body);
  return { tickets: tickets(recent, body.users), cursor: next === null ? null : `${listMark}${next}` };
}

/**
 * In its own order, by id, so that what changes meanwhile moves nothing out of sight; for any role. Zendesk lists by status
 * only in the search, which lags and ends at 1,000: solved tickets are among these. Archived ones are closed, and not listed.
 */
export async function listOpen(send: Send, cursor: string | null): Promise<ChangedTickets> {
  const route = '/api/v2/tickets';
  const query = { 'page[size]': 100, 'page[after]': cursor ?? undefined, include: 'users' };
  const { body } = await call(send, { method: 'GET', path: route, route, query }, TicketList);
  return { tickets: tickets(body.tickets, body.users), cursor: nextCursor(body) };
}

function tickets(rows: readonly TicketRow[], users: readonly UserRow[] | null | undefined) {
  const people = new People().add(users);
  return rows.map((row) => ticketOf(row, people));
}

/**
 * Two calls for a ticket of up to 100 comments: the ticket and its comments. One more for every further 100 comments,
 * and one for every 100 comment audits, but only when an agent's comment came through the API and may be ours.
 * The description is not a message of its own: the first comment is the same text.
 */
export async function getTicket(send: Send, ticketId: string): Promise<TicketWithConversation> {
  const people = new People();
  const { body } = await call(
    send,
    { method: 'GET', ...ticketPath(ticketId), query: { include: 'users' } },
    TicketAnswer,
  );
  people.add(body.users);
  const comments: CommentRow[] = [];
  const wanted = {
    method: 'GET',
    ...ticketPath(ticketId, '/comments'),
    query: { sort: 'created_at', include: 'users' },
  } as const;
  for await (const page of pages(send, wanted, CommentList)) {
    comments.push(...page.comments);
    people.add(page.users);
  }
  const mayBeOurs = (comment: CommentRow) =>
    comment.via?.channel === 'api' && people.find(comment.author_id, 'system').role !== 'customer';
  const operations = comments.some(mayBeOurs)
    ? await operationsByAudit(send, ticketId)
    : new Map<string, string>();
  return {
    ticket: ticketOf(body.ticket, people),
    messages: comments.map((row) => messageOf(row, people, operations.get(String(row.audit_id)) ?? null)),
  };
}

/** Comments and audits are joined by `audit_id`; a comment's own id is not promised to be its event's. */
async function operationsByAudit(send: Send, ticketId: string): Promise<Map<string, string>> {
  const operations = new Map<string, string>();
  const wanted = {
    method: 'GET',
    ...ticketPath(ticketId, '/audits'),
    query: { sort: '-created_at', 'filter_events[]': 'Comment' },
  } as const;
  for await (const page of pages(send, wanted, AuditList)) {
    for (const audit of page.audits) {
      const operationId = operationOf(audit);
      if (operationId !== null) operations.set(String(audit.id), operationId);
    }
  }
  return operations;
}
