import { HelpdeskError, type Receipt, type Send, type Step } from '@nightdesk/helpdesks/contract';
import { call } from './calls.js';
import { ticketPath } from './paths.js';
import { TicketRow } from './shapes.js';

export type TagStep = Extract<Step, { kind: 'addTags' | 'removeTags' }>;
export const isTagStep = (step: Step): step is TagStep =>
  step.kind === 'addTags' || step.kind === 'removeTags';

/** Whether Freshdesk tells “VIP” from “vip” is not stated: to us they are one. */
const key = (tag: string) => tag.trim().toLowerCase();
const has = (tags: readonly string[], tag: string) => tags.some((one) => key(one) === key(tag));
const union = (tags: readonly string[], more: readonly string[]) =>
  more.reduce<readonly string[]>(
    (all, tag) => (key(tag) === '' || has(all, tag) ? all : [...all, tag.trim()]),
    tags,
  );

/** The list that the steps make of `tags`, one after the other; `tags` itself when they change nothing. */
function retagged(tags: readonly string[], steps: readonly TagStep[]): readonly string[] {
  return steps.reduce((now, step) => {
    if (step.kind === 'addTags') return union(now, step.tags);
    return now.some((tag) => has(step.tags, tag)) ? now.filter((tag) => !has(step.tags, tag)) : now;
  }, tags);
}
const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((tag) => has(other, tag));

/**
 * Freshdesk replaces the whole list, so it is read, changed and written, only when that changes something, and read
 * again. A tag that vanished meanwhile is put back, once. What somebody adds between our reading and our writing is lost
 * without a trace: nothing that Freshdesk offers prevents it.
 */
export async function applyTags(send: Send, ticketId: string, steps: readonly TagStep[]): Promise<Receipt> {
  let now = await read(send, ticketId);
  let { requestId } = now;
  let wanted = retagged(now.tags, steps);
  for (let writes = 0; writes < 2 && !isSame(now.tags, wanted); writes += 1) {
    const body = { tags: wanted };
    ({ requestId } = await send({ method: 'PUT', ...ticketPath(ticketId), body, repeatable: true }));
    now = await read(send, ticketId);
    wanted = retagged(union(now.tags, wanted), steps);
  }
  if (isSame(now.tags, retagged(now.tags, steps))) return { requestId, remoteIds: [] };
  throw new HelpdeskError('conflict', 'the tags were changed by somebody else at the same time', {
    requestId,
  });
}

/** Tags carry no mark of ours; what counts is that the steps would change nothing more. */
export async function findTags(
  send: Send,
  ticketId: string,
  steps: readonly TagStep[],
): Promise<Receipt | null> {
  const { tags, requestId } = await read(send, ticketId);
  return isSame(tags, retagged(tags, steps)) ? { requestId, remoteIds: [] } : null;
}

async function read(send: Send, ticketId: string) {
  const { body, response } = await call(send, { method: 'GET', ...ticketPath(ticketId) }, TicketRow);
  return { tags: body.tags ?? [], requestId: response.requestId };
}
