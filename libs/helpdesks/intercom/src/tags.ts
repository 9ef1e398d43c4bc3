import { HelpdeskError, type Receipt, type Send, type Step } from '@nightdesk/helpdesks/contract';
import { call, tagPath, targetPath } from './calls.js';
import { readThread, type Thread } from './reads.js';
import { TagList, TagRow } from './shapes.js';
import type { Writing } from './writes.js';

export type TagStep = Extract<Step, { kind: 'addTags' | 'removeTags' }>;
export const isTagStep = (step: Step): step is TagStep =>
  step.kind === 'addTags' || step.kind === 'removeTags';

/** Intercom does not tell tags apart by case. */
const keyOf = (name: string) => name.trim().toLowerCase();

/** How each tag shall be in the end: the last step that names it decides. */
function wanted(steps: readonly TagStep[]): Map<string, { name: string; present: boolean }> {
  return new Map(
    steps.flatMap((step) =>
      step.tags.map(
        (name) => [keyOf(name), { name: name.trim(), present: step.kind === 'addTags' }] as const,
      ),
    ),
  );
}

/**
 * One tag a call, and every call may be repeated: tags that others set are never touched. A tag is made where there is none
 * of that name.
 */
export async function setTags(
  { send, target, adminId }: Writing,
  steps: readonly TagStep[],
): Promise<Receipt> {
  const wishes = wanted(steps);
  const thread = await readThread(send, target);
  const attached = thread.tags === null ? null : new Set(thread.tags.map(({ name }) => keyOf(name)));
  let { requestId } = thread;
  for (const [key, { name, present }] of wishes) {
    if (!present || attached?.has(key)) continue;
    const create = {
      method: 'POST',
      path: '/tags',
      route: '/tags',
      body: { name },
      repeatable: true,
    } as const;
    const { body: tag } = await call(send, create, TagRow);
    const body = { id: String(tag.id), admin_id: adminId };
    ({ requestId } = await send({
      method: 'POST',
      ...targetPath(target, '/tags'),
      body,
      repeatable: true,
    }));
  }
  for (const { id, name } of await removable(send, thread, wishes)) {
    if (wishes.get(keyOf(name))?.present !== false) continue;
    requestId = (await detach({ send, target, adminId }, String(id))) ?? requestId;
  }
  return { requestId, remoteIds: [] };
}

/** The tags that can be taken off: the ticket's own, or all of the workspace where a ticket does not list its own. */
async function removable(
  send: Send,
  { tags }: Thread,
  wishes: ReturnType<typeof wanted>,
): Promise<readonly TagRow[]> {
  if (tags !== null) return tags;
  if ([...wishes.values()].every(({ present }) => present)) return [];
  const { body } = await call(send, { method: 'GET', path: '/tags', route: '/tags' }, TagList);
  return body.data;
}

/** The ticket was read just now: what is not found is the tag on it, and that is what was wanted. */
async function detach({ send, target, adminId }: Writing, tagId: string): Promise<string | undefined> {
  try {
    const body = { admin_id: adminId };
    const request = { method: 'DELETE', ...tagPath(target, tagId), body, repeatable: true } as const;
    return (await send(request)).requestId;
  } catch (error) {
    if (error instanceof HelpdeskError && error.kind === 'not_found') return error.details.requestId;
    throw error;
  }
}

/** Null tags, of a ticket that does not list them, prove nothing: the calls are repeated then, which does no harm. */
export function hasTags({ tags }: Thread, steps: readonly TagStep[]): boolean {
  if (tags === null) return false;
  const attached = new Set(tags.map(({ name }) => keyOf(name)));
  return [...wanted(steps)].every(([key, { present }]) => attached.has(key) === present);
}
