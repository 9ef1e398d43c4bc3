import { HelpdeskError, type Receipt, type Send, type Step } from '@nightdesk/helpdesks/contract';
import { call } from './calls.js';
import { ticketPath } from './paths.js';
import { isField, isMessage, type MessageStep } from './plan.js';
import { Written } from './shapes.js';
import { statusNumber } from './statuses.js';
import { applyTags, isTagStep } from './tags.js';
import { htmlOf } from './text.js';

export async function apply(send: Send, ticketId: string, group: readonly Step[]): Promise<Receipt> {
  const tags = group.filter(isTagStep);
  if (tags.length > 0) return applyTags(send, ticketId, tags);
  const [message] = group.filter(isMessage);
  if (message) return say(send, ticketId, message);
  const place = ticketPath(ticketId);
  const { response } = await call(send, { method: 'PUT', ...place, body: fieldsOf(group) }, Written);
  return { requestId: response.requestId, remoteIds: [] };
}

/** A reply is public and cannot be otherwise. A note always says that it is private, whatever Freshdesk takes for granted. */
async function say(send: Send, ticketId: string, step: MessageStep): Promise<Receipt> {
  const body = step.kind === 'note' ? { body: htmlOf(step), private: true } : { body: htmlOf(step) };
  const place = ticketPath(ticketId, step.kind === 'note' ? '/notes' : '/reply');
  const { body: written, response } = await call(send, { method: 'POST', ...place, body }, Written);
  return { requestId: response.requestId, remoteIds: [String(written.id)] };
}

/** What an update sets, as Freshdesk names it. */
export function fieldsOf(group: readonly Step[]): { responder_id?: number | null; status?: number } {
  const fields: { responder_id?: number | null; status?: number } = {};
  for (const step of group.filter(isField)) {
    if (step.kind === 'status') fields.status = statusNumber(step.status);
    else fields.responder_id = step.assigneeId === null ? null : agentNumber(step.assigneeId);
  }
  return fields;
}

function agentNumber(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new HelpdeskError('invalid', 'the assignee is not known: Freshdesk agent ids are numbers');
}
