import {
  HelpdeskError,
  type Capability,
  type Receipt,
  type Send,
  type Step,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import { ticketPath } from './calls.js';
import { markedType, type Message } from './mark.js';
import { mayModify, maySay } from './rights.js';
import { isTagStep, setTags } from './tags.js';
import { single, type Single } from './tickets.js';
import { wantedOf, type Wanted } from './wanted.js';

/**
 * Each message, then all tags at once, then owner and status: in calls of their own, because RT applies the rest of a call
 * of which it refuses a part.
 */
export function plan(steps: readonly Step[]): Step[][] {
  const tags = steps.filter(isTagStep);
  return [
    ...steps.filter(({ kind }) => kind === 'reply' || kind === 'note').map((step) => [step]),
    ...(tags.length > 0 ? [tags] : []),
    ...steps.filter(({ kind }) => kind === 'assignee').map((step) => [step]),
    ...steps.filter(({ kind }) => kind === 'status').map((step) => [step]),
  ];
}

/** Two calls for a message, two or three for anything else: the ticket is read before, and after a change. */
export async function apply(
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt> {
  const [step] = group;
  ticketPath(ticketId);
  if (!step) return { requestId: undefined, remoteIds: [] };
  switch (step.kind) {
    case 'reply':
    case 'note':
      return say(send, ticketId, step, mark);
    case 'addTags':
    case 'removeTags':
      await setTags(send, ticketId, group.filter(isTagStep), () => writable(send, ticketId));
      break;
    case 'assignee':
    case 'status':
      await change(send, ticketId, wantedOf(step));
  }
  return { requestId: undefined, remoteIds: [] };
}

/** @throws HelpdeskError `invalid` for a ticket that is no more: RT would write to the one it was merged into. */
async function writable(send: Send, ticketId: string): Promise<Single> {
  const found = await single(send, ticketId);
  if (found.mergedInto)
    throw new HelpdeskError('invalid', `the ticket was merged into ticket ${found.mergedInto}`);
  if (found.ticket.Status === 'deleted') throw new HelpdeskError('invalid', 'the ticket is deleted');
  return found;
}

async function say(send: Send, ticketId: string, step: Message, mark: WriteMark): Promise<Receipt> {
  const { ticket } = await writable(send, ticketId);
  const text = step.bodyHtml ?? step.body;
  try {
    const { headers } = await send({
      method: 'POST',
      ...ticketPath(ticketId, step.kind === 'reply' ? '/correspond' : '/comment'),
      // RT takes "0" for nothing at all
      body: { Content: text === '0' ? '0\n' : text, ContentType: markedType(step, mark.operationId) },
    });
    const id = /\/transaction\/(\d+)$/.exec(headers['location'] ?? '')?.[1];
    if (id) return { requestId: undefined, remoteIds: [id] };
    throw new HelpdeskError('ambiguous', 'Request Tracker did not say which transaction it made');
  } catch (error) {
    const isRefused =
      error instanceof HelpdeskError && error.kind === 'invalid' && error.details.status === 400;
    if (isRefused && !maySay(ticket, step.kind)) throw forbidden('replies:write');
    throw error;
  }
}

/** RT answers 200 to a change that it refuses, and says so in words; so the ticket is read again. */
async function change(send: Send, ticketId: string, wanted: Wanted): Promise<void> {
  const { ticket } = await writable(send, ticketId);
  if (!wanted.isThere(ticket)) {
    const said = await send({ method: 'PUT', ...ticketPath(ticketId), body: wanted.body, repeatable: true });
    if (wanted.isThere((await single(send, ticketId)).ticket)) return;
    if (mayModify(ticket))
      throw new HelpdeskError('invalid', `Request Tracker refused it: ${words(said.body)}`);
  }
  if (!mayModify(ticket)) throw forbidden(wanted.capability);
}

const words = (body: unknown) => (Array.isArray(body) ? body.join(', ') : '').slice(0, 300);

const forbidden = (capability: Capability) =>
  new HelpdeskError('forbidden', 'the token’s user lacks a right in the ticket’s queue', { capability });
