import { threadJson } from '../present/conversation.js';
import type { Actor } from '../thread.js';
import { addPart, asContact, touch } from '../thread.js';
import type { Contact, Conversation, Part } from '../types.js';
import { notify } from '../webhooks/notify.js';
import type { Topic } from '../webhooks/topics.js';
import type { Workspace } from '../workspace.js';

/** Webhooks show the one part that they are about, in plain text. */
function tell(workspace: Workspace, topic: Topic, conversation: Conversation, parts: Part[] = []): void {
  notify(workspace, topic, () => threadJson(workspace, conversation, { plain: true, parts }));
}

export interface Opening {
  type: Conversation['source']['type'];
  /** HTML. */
  title?: string | null;
  subject: string;
  body: string;
}

export function openConversation(
  workspace: Workspace,
  contact: Contact,
  { type, title = null, subject, body }: Opening,
  at: number,
): Conversation {
  const conversation: Conversation = {
    kind: 'conversation',
    id: workspace.nextThreadId(),
    contactId: contact.id,
    created_at: at,
    updated_at: at,
    adminAssigneeId: '0',
    teamAssigneeId: '0',
    snoozed_until: null,
    tags: [],
    parts: [],
    title,
    source: { id: workspace.nextId(), type, delivered_as: 'customer_initiated', subject, body },
    state: 'open',
    read: false,
    priority: 'none',
    waiting_since: at,
    firstContactReplyAt: at,
  };
  workspace.conversations.set(conversation.id, conversation);
  touch(workspace, conversation, at);
  tell(workspace, 'conversation.user.created', conversation);
  return conversation;
}

/** What the contact writes to a conversation that is not open reopens it, and is itself the `open` part. */
export function contactWrites(
  workspace: Workspace,
  conversation: Conversation,
  said: { body: string; via: string | null; at: number; saidAt?: number | undefined },
): Part {
  const author = asContact(workspace.contact(conversation.contactId));
  const part_type = conversation.state === 'open' ? 'comment' : 'open';
  Object.assign(conversation, { state: 'open', snoozed_until: null, read: false });
  conversation.waiting_since ??= said.at;
  const actor = { author, via: said.via, at: said.at };
  const part = addPart(workspace, conversation, actor, { part_type, body: said.body, saidAt: said.saidAt });
  tell(workspace, 'conversation.user.replied', conversation, [part]);
  return part;
}

/** A public reply or a note; neither changes the state. */
export function adminWrites(
  workspace: Workspace,
  conversation: Conversation,
  actor: Actor,
  said: { part_type: 'comment' | 'note'; body: string; saidAt?: number | undefined },
): Part {
  if (said.part_type === 'comment') Object.assign(conversation, { waiting_since: null, read: true });
  const part = addPart(workspace, conversation, actor, said);
  const topic = said.part_type === 'note' ? 'conversation.admin.noted' : 'conversation.admin.replied';
  tell(workspace, topic, conversation, [part]);
  return part;
}

export function close(
  workspace: Workspace,
  conversation: Conversation,
  actor: Actor,
  body: string | null,
): void {
  Object.assign(conversation, { state: 'closed', snoozed_until: null, waiting_since: null });
  const part = addPart(workspace, conversation, actor, { part_type: 'close', body });
  tell(workspace, 'conversation.admin.closed', conversation, [part]);
}

export function open(workspace: Workspace, conversation: Conversation, actor: Actor): void {
  const topic =
    conversation.state === 'snoozed' ? 'conversation.admin.unsnoozed' : 'conversation.admin.opened';
  Object.assign(conversation, { state: 'open', snoozed_until: null });
  tell(workspace, topic, conversation, [addPart(workspace, conversation, actor, { part_type: 'open' })]);
}

export function snooze(workspace: Workspace, conversation: Conversation, actor: Actor, until: number): void {
  Object.assign(conversation, { state: 'snoozed', snoozed_until: until });
  const part = addPart(workspace, conversation, actor, { part_type: 'snoozed' });
  tell(workspace, 'conversation.admin.snoozed', conversation, [part]);
}

/** Assigning a closed conversation opens it. '0' leaves it to nobody of that kind. */
export function assign(
  workspace: Workspace,
  conversation: Conversation,
  actor: Actor,
  to: { type: 'admin' | 'team'; id: string; body?: string | null },
): void {
  const reopens = conversation.state === 'closed';
  if (reopens) conversation.state = 'open';
  Object.assign(conversation, to.type === 'admin' ? { adminAssigneeId: to.id } : { teamAssigneeId: to.id });
  const assigned_to = to.id === '0' ? null : { type: to.type, id: to.id };
  const part_type = reopens ? 'assign_and_reopen' : 'assignment';
  const part = addPart(workspace, conversation, actor, { part_type, assigned_to, body: to.body ?? null });
  const topic = reopens ? 'conversation.admin.open.assigned' : 'conversation.admin.assigned';
  tell(workspace, topic, conversation, [part]);
}

export function setPriority(
  workspace: Workspace,
  conversation: Conversation,
  priority: Conversation['priority'],
  at: number,
): void {
  conversation.priority = priority;
  touch(workspace, conversation, at);
  tell(workspace, 'conversation.priority.updated', conversation);
}

export function remove(workspace: Workspace, conversation: Conversation, at: number): void {
  const { id } = conversation;
  workspace.conversations.delete(id);
  workspace.deleted.push({ id, deleted_at: at });
  workspace.index.put('conversation', id, at + workspace.indexDelaySeconds, null);
  notify(workspace, 'conversation.deleted', () => ({ type: 'conversation', id }));
}
