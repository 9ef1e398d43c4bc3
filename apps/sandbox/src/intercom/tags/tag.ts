import { threadJson } from '../present/conversation.js';
import { touch } from '../thread.js';
import type { Conversation, Tag, Ticket } from '../types.js';
import { notify } from '../webhooks/notify.js';
import type { Workspace } from '../workspace.js';

export const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The tag of that name, made when there is none. Names do not know upper case from lower. */
export function tagNamed(workspace: Workspace, name: string): Tag {
  const known = [...workspace.tags.values()].find((tag) => sameName(tag.name, name));
  if (known) return known;
  const tag = { id: workspace.nextId(), name };
  workspace.tags.set(tag.id, tag);
  return tag;
}

/** Puts a tag on a thread; one that is there already stays as it is. */
export function attach(
  workspace: Workspace,
  thread: Conversation | Ticket,
  tag: Tag,
  adminId: string,
  at: number = workspace.now,
): void {
  if (thread.tags.some(({ tagId }) => tagId === tag.id)) return;
  thread.tags.push({ tagId: tag.id, appliedAt: at, adminId });
  touch(workspace, thread, at);
  if (thread.kind === 'conversation')
    notify(workspace, 'conversation_part.tag.created', () =>
      threadJson(workspace, thread, { plain: true, parts: [] }),
    );
}

export function detach(workspace: Workspace, thread: Conversation | Ticket, tagId: string): void {
  if (!thread.tags.some((applied) => applied.tagId === tagId)) return;
  thread.tags = thread.tags.filter((applied) => applied.tagId !== tagId);
  touch(workspace, thread, workspace.now);
}
