import type { Receipt, Send, Step, WriteMark } from '@nightdesk/helpdesks/contract';
import { targetOf, type Target } from './calls.js';
import { adminIdOf } from './identity.js';
import { say } from './messages.js';
import { assign, refuseAssignee, refuseStatus, setStatus } from './state.js';
import { isTagStep, setTags } from './tags.js';

/**
 * Nothing goes out together at Intercom: every reply and note is a group of its own, then all tags, then every assignee
 * and every status. The status comes last, because an answer or a new assignee may open a closed conversation.
 */
export function plan(steps: readonly Step[]): Step[][] {
  const each = (...kinds: Step['kind'][]) =>
    steps.filter(({ kind }) => kinds.includes(kind)).map((step) => [step]);
  const tags: Step[] = steps.filter(isTagStep);
  return [
    ...each('reply', 'note'),
    ...(tags.length > 0 ? [tags] : []),
    ...each('assignee'),
    ...each('status'),
  ];
}

/** What all writes need: where to, and by whom. */
export interface Writing {
  send: Send;
  target: Target;
  adminId: string;
}

/**
 * A message is one call. Everything else is read first and left alone when it is so already, because each call makes an
 * entry in the thread and a webhook; these calls may be repeated without harm.
 */
export async function apply(
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt> {
  const target = targetOf(ticketId);
  const [step] = group;
  if (step === undefined) return { requestId: undefined, remoteIds: [] };
  refuse(target, step);
  const writing: Writing = { send, target, adminId: await adminIdOf(send, mark.authorId) };
  switch (step.kind) {
    case 'reply':
    case 'note':
      return say(writing, step);
    case 'addTags':
    case 'removeTags':
      return setTags(writing, group.filter(isTagStep));
    case 'assignee':
      return assign(writing, step.assigneeId);
    case 'status':
      return setStatus(writing, step.status);
  }
}

/** Before anything is sent. */
function refuse(target: Target, step: Step): void {
  if (step.kind === 'status') refuseStatus(target, step.status);
  if (step.kind === 'assignee') refuseAssignee(step.assigneeId);
}
