import type { Answer } from '../answer.js';
import type { Caller } from './auth.js';
import { adminNotFound, notFound, notImplemented, ticketNotFound } from './errors.js';
import { idOf } from './input.js';
import type { Scope } from './scopes.js';
import type { Actor } from './thread.js';
import { asAdmin } from './thread.js';
import type { Admin, Conversation, Ticket } from './types.js';

/** One API call whose caller is known and allowed. */
export interface Call extends Caller {
  params: Record<string, string>;
  query: Record<string, string | string[] | undefined>;
  body: unknown;
  /** The address of the API, for links. */
  base: string;
}

/** One route of the API. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** All are needed; of a list, one. */
  need: readonly (Scope | readonly Scope[])[];
  /** Finds what a write is about, or refuses: some apps are told of that before their scopes are looked at. */
  target?: (call: Call) => unknown;
  handle: (call: Call) => Answer;
}

export function conversationOf({ workspace, params }: Call, says?: string): Conversation {
  const id = params['id'] ?? '';
  if (id === 'last') throw notImplemented('replies to the last conversation');
  const conversation = workspace.conversations.get(id);
  if (!conversation) throw notFound(says);
  return conversation;
}

export function ticketOf({ workspace, params }: Call): Ticket {
  const ticket = workspace.tickets.get(params['id'] ?? '');
  if (!ticket) throw ticketNotFound();
  return ticket;
}

export function adminOf({ workspace }: Pick<Caller, 'workspace'>, id: unknown): Admin {
  const admin = workspace.admins.get(idOf(id, 'admin_id'));
  if (!admin || admin.removed) throw adminNotFound();
  return admin;
}

/** The admin a call names does it, through the calling app. */
export const actorOf = (call: Call, adminId: unknown): Actor => ({
  author: asAdmin(adminOf(call, adminId)),
  via: call.app.packageCode,
  at: call.workspace.now,
});
