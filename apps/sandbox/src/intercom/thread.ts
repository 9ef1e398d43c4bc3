import { ticketDocument } from './search/ticket-document.js';
import { conversationDocument } from './search/conversation-document.js';
import type { Admin, Author, Contact, Conversation, Part, Ticket } from './types.js';
import type { Workspace } from './workspace.js';

/** Who acts, through what, and when. */
export interface Actor {
  author: Author;
  /** The package of the app whose API call this is; null for people at their screens. */
  via: string | null;
  /** Unix seconds. */
  at: number;
}

export const asAdmin = ({ id, name, email }: Admin): Author => ({ type: 'admin', id, name, email });
export const asContact = ({ id, name, email, role }: Contact): Author => ({ type: role, id, name, email });

/** The platform itself, and whoever changes a ticket without saying who. */
export const operator = ({ id }: Workspace): Author => ({
  type: 'bot',
  id: '1',
  name: 'Operator',
  email: `operator+${id}@intercom.example`,
});

/** Adds an entry and moves `updated_at`. `saidAt` is the time a caller chose for what it says. */
export function addPart(
  workspace: Workspace,
  thread: Conversation | Ticket,
  { author, via, at }: Actor,
  part: Pick<Part, 'part_type'> & Partial<Part> & { saidAt?: number | undefined },
): Part {
  const { saidAt = at, ...given } = part;
  const added: Part = {
    id: workspace.nextId(),
    body: null,
    created_at: saidAt,
    updated_at: saidAt,
    author,
    assigned_to: null,
    app_package_code: via,
    ...(thread.kind === 'conversation' ? { state: thread.state } : {}),
    ...given,
  };
  thread.parts.push(added);
  touch(workspace, thread, at);
  return added;
}

/** Marks the thread as changed; search learns of it later. */
export function touch(workspace: Workspace, thread: Conversation | Ticket, at: number): void {
  thread.updated_at = at;
  const document =
    thread.kind === 'conversation'
      ? conversationDocument(workspace, thread)
      : ticketDocument(workspace, thread);
  workspace.index.put(thread.kind, thread.id, at + workspace.indexDelaySeconds, document);
}

/** Opens what was snoozed until now. */
export function wakeThreads(workspace: Workspace): void {
  for (const thread of [...workspace.conversations.values(), ...workspace.tickets.values()]) {
    const { snoozed_until: at } = thread;
    if (at === null || at > workspace.now) continue;
    const opened = thread.kind === 'conversation' ? { state: 'open' } : { open: true };
    Object.assign(thread, opened, { snoozed_until: null });
    const actor = { author: operator(workspace), via: null, at };
    addPart(workspace, thread, actor, { part_type: 'timer_unsnooze' });
  }
}
