import type { Receipt, Send, Step, WriteMark } from '@nightdesk/helpdesks/contract';
import { call, ticketPath } from './calls.js';
import { isMarked, searched, type Message } from './mark.js';
import { AttachmentRow, pageOf } from './shapes.js';
import { isTagStep, tagsAreThere } from './tags.js';
import { single } from './tickets.js';
import { wantedOf } from './wanted.js';

/** One call: RT searches the headers of the ticket's attachments for our mark; of the rest, what the ticket is now counts. */
export async function findApplied(
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt | null> {
  const [step] = group;
  const nothing: Receipt = { requestId: undefined, remoteIds: [] };
  if (!step) return nothing;
  if (step.kind === 'reply' || step.kind === 'note') return findMessage(send, ticketId, step, mark);
  const { ticket, mergedInto } = await single(send, ticketId);
  if (mergedInto) return null;
  const isThere =
    step.kind === 'assignee' || step.kind === 'status'
      ? wantedOf(step).isThere(ticket)
      : tagsAreThere(ticket, group.filter(isTagStep));
  return isThere ? nothing : null;
}

async function findMessage(
  send: Send,
  ticketId: string,
  step: Message,
  mark: WriteMark,
): Promise<Receipt | null> {
  const where = [{ field: 'Headers', operator: 'LIKE', value: searched(mark.operationId) }];
  const { body } = await call(
    send,
    {
      method: 'GET',
      ...ticketPath(ticketId, '/attachments'),
      query: { query: JSON.stringify(where), fields: 'TransactionId,Headers', orderby: 'id', per_page: 100 },
    },
    pageOf(AttachmentRow),
  );
  const ours = body.items.find(({ Headers }) => isMarked(Headers ?? '', step, mark.operationId));
  return ours ? { requestId: undefined, remoteIds: [String(ours.TransactionId)] } : null;
}
