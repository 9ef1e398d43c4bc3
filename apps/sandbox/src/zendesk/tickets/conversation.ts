import type { AuthorizedCall, Endpoint } from '../call.js';
import { text, ticketOf } from '../call.js';
import { invalidParameters, notImplemented } from '../errors.js';
import type { Order } from '../pagination.js';
import { paginate } from '../pagination.js';
import { auditJson, commentJson, userJson } from '../present.js';
import type { Audit, Comment } from '../types.js';

const need = { scope: 'tickets:read', role: 'agent' } as const;

/** Comments and audits sort by creation only: ids grow with it. */
function orders<Row extends { id: number; created_at: string }>({
  query,
}: AuthorizedCall): { cursor: Order<Row>; offset: Order<Row> } {
  const sort = text(query['sort']) ?? 'created_at';
  if (sort.replace(/^-/, '') !== 'created_at')
    throw invalidParameters(400, 'InvalidSort', 'sort must be created_at or -created_at');
  const order = (descending: boolean) => ({
    value: (row: Row) => row.created_at,
    id: (row: Row) => row.id,
    descending,
  });
  return { cursor: order(sort.startsWith('-')), offset: order(text(query['sort_order']) === 'desc') };
}

function comments(call: AuthorizedCall) {
  const ticket = ticketOf(call);
  const include = text(call.query['include']);
  if (include !== undefined && include !== 'users') throw notImplemented(`include=${include}`);
  const { rows, envelope } = paginate(
    call,
    `/api/v2/tickets/${ticket.id}/comments`,
    ticket.comments,
    orders<Comment>(call),
  );
  const authors = [...new Set(rows.map(({ author_id }) => author_id))];
  const users = include ? { users: authors.map((id) => userJson(call.site.user(id), call.base)) } : {};
  return { status: 200, body: { comments: rows.map(commentJson), ...users, ...envelope } };
}

/** With `filter_events[]` only audits that have such an event come back, with those events alone. */
function audits(call: AuthorizedCall) {
  const ticket = ticketOf(call);
  const types = [call.query['filter_events[]'] ?? []].flat();
  const kept = types.length === 0 ? ticket.audits : ticket.audits.flatMap((audit) => withOnly(audit, types));
  if (ticket.archived) {
    const whole = { next_page: null, previous_page: null, count: kept.length };
    return { status: 200, body: { audits: kept.map(auditJson), ...whole } };
  }
  const { rows, envelope } = paginate(call, `/api/v2/tickets/${ticket.id}/audits`, kept, orders<Audit>(call));
  return { status: 200, body: { audits: rows.map(auditJson), ...envelope } };
}

function withOnly(audit: Audit, types: string[]): Audit[] {
  const events = audit.events.filter(({ type }) => types.includes(type));
  return events.length > 0 ? [{ ...audit, events }] : [];
}

export const conversationReads: Endpoint[] = [
  { method: 'GET', path: '/api/v2/tickets/:id/comments', need, handle: comments },
  { method: 'GET', path: '/api/v2/tickets/:id/audits', need, handle: audits },
];
