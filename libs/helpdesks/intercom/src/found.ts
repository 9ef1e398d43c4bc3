import type { Receipt, Send, Step, WriteMark } from '@nightdesk/helpdesks/contract';
import { targetOf } from './calls.js';
import { adminIdOf } from './identity.js';
import { sightings } from './messages.js';
import { readThread } from './reads.js';
import { hasTags, isTagStep } from './tags.js';

/**
 * One look at the thread. Status, assignee and tags are found when the ticket has them. A message carries no mark of ours:
 * it is found by author, kind, time and words, and where several fit, all of them are told.
 */
export async function findApplied(
  send: Send,
  ticketId: string,
  group: readonly Step[],
  mark: WriteMark,
): Promise<Receipt | null> {
  const thread = await readThread(send, targetOf(ticketId));
  if (!hasTagsOf(thread, group)) return null;
  const remoteIds: string[] = [];
  const candidates: string[] = [];
  for (const step of group) {
    if (step.kind === 'status' && thread.ticket.status !== step.status) return null;
    if (step.kind === 'assignee' && thread.ticket.assigneeId !== step.assigneeId) return null;
    if (step.kind !== 'reply' && step.kind !== 'note') continue;
    const adminId = await adminIdOf(send, mark.authorId);
    const fitting = sightings(thread.parts, step, { ...mark, adminId });
    if (fitting.length === 0) return null;
    remoteIds.push(...fitting.slice(-1));
    if (fitting.length > 1) candidates.push(...fitting);
  }
  const receipt = { requestId: thread.requestId, remoteIds };
  return candidates.length > 0 ? { ...receipt, candidates } : receipt;
}

function hasTagsOf(thread: Parameters<typeof hasTags>[0], group: readonly Step[]): boolean {
  const steps = group.filter(isTagStep);
  return steps.length === 0 || hasTags(thread, steps);
}
