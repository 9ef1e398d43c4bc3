import type { Receipt, Send, Step, WriteMark } from '@nightdesk/helpdesks/contract';
import { call } from './calls.js';
import { authorOf } from './identity.js';
import { ticketPath, wherever } from './paths.js';
import { isMessage, type MessageStep } from './plan.js';
import { saysTheSame } from './proof.js';
import { conversationsOf } from './reads.js';
import { TicketRow } from './shapes.js';
import { findTags, isTagStep } from './tags.js';
import { htmlOf } from './text.js';
import { fieldsOf } from './writes.js';

/** Messages are sought in the whole conversation; tags, assignee and status are there or not. */
export async function findApplied(
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt | null> {
  const tags = group.filter(isTagStep);
  if (tags.length > 0) return findTags(send, ticketId, tags);
  const [message] = group.filter(isMessage);
  if (message) return findSaid(send, ticketId, message, mark);
  const { body: row, response } = await call(send, { method: 'GET', ...ticketPath(ticketId) }, TicketRow);
  const { responder_id, status = row.status } = fieldsOf(group);
  const isAssigned = responder_id === undefined || String(row.responder_id ?? null) === String(responder_id);
  return isAssigned && row.status === status ? { requestId: response.requestId, remoteIds: [] } : null;
}

/** Clocks differ, and Freshdesk shows whole seconds. */
const skewMs = 5 * 60_000;

/**
 * Conversations carry no mark: ours was written by our agent, after we began, publicly or not as asked, in the same
 * words. They come oldest first and nothing says how many there are, so all pages are read. When a person wrote the same
 * as the same agent, it cannot be told whose is whose: both are named, and neither is claimed.
 */
async function findSaid(
  send: Send,
  ticketId: string,
  step: MessageStep,
  { since, authorId, taken }: WriteMark,
): Promise<Receipt | null> {
  const author = authorId ?? (await authorOf(send));
  const isOurs = saysTheSame(htmlOf(step));
  const oldest = since.getTime() - skewMs;
  const said = await wherever((place) => conversationsOf(send, ticketId, place));
  const ids = said
    .filter(
      (row) =>
        String(row.user_id) === author &&
        row.incoming !== true &&
        row.private === (step.kind === 'note') &&
        Date.parse(row.created_at) >= oldest &&
        !taken.includes(String(row.id)) &&
        isOurs(row.body_text ?? null, row.body ?? null),
    )
    .map((row) => String(row.id));
  if (ids.length === 0) return null;
  return ids.length === 1
    ? { requestId: undefined, remoteIds: ids }
    : { requestId: undefined, remoteIds: [], candidates: ids };
}
