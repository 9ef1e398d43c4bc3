import { z } from 'zod';
import { isoSeconds } from '../../clock.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { needs } from '../call.js';
import { invalid, notFound } from '../errors.js';
import { conversationJson, replyJson } from '../present.js';
import type { Conversation } from '../types.js';
import { sees, ticketNumber } from '../auth.js';
import { kept } from './bodies.js';
import type { Said } from './change.js';
import { changeTicket } from './change.js';
import { emails, htmlBody, read } from './input.js';
import { ticketOf } from './read.js';

const author = z.int().positive().optional();
const Reply = z.strictObject({
  body: htmlBody,
  from_email: z.email().optional(),
  user_id: author,
  cc_emails: emails.default([]),
  bcc_emails: emails.default([]),
});
const Note = z.strictObject({
  body: htmlBody,
  private: z.boolean().default(true),
  incoming: z.boolean().default(false),
  notify_emails: emails.default([]),
  user_id: author,
});
const Edit = z.strictObject({ body: htmlBody });
const attachments = ['attachments', 'inline_attachment_ids'];

/** Who is named as the author; without one it is the agent of the key. */
function authorOf({ site, agent }: AuthorizedCall, userId: number | undefined, contactToo: boolean): number {
  const named = userId === undefined ? agent : site.agents.get(userId);
  if (named && !named.deactivated) return named.id;
  if (contactToo && userId !== undefined && site.contacts.has(userId)) return userId;
  throw invalid('user_id', 'There is no contact/agent matching the given user_id');
}

function add(call: AuthorizedCall, said: Said): Conversation {
  const { site } = call;
  const performer = said.incoming ? 'requester' : 'agent';
  const conversation = changeTicket(site, ticketOf(call), { performer, atMs: site.world.clock.now(), said });
  if (!conversation) throw notFound();
  return conversation;
}

/** A reply is an e-mail to the requester: it is always public, and it is gone. */
function reply(call: AuthorizedCall) {
  const { site, body } = call;
  const { user_id, from_email, cc_emails, bcc_emails, ...written } = read(Reply, body, attachments);
  const to = site.contacts.get(ticketOf(call).requester_id)?.email;
  if (!to) throw invalid('to_emails', 'The requester has no email address');
  if (from_email !== undefined && from_email !== site.supportEmail)
    throw invalid('from_email', `It should be one of these values: '${site.supportEmail}'`);
  const conversation = add(call, {
    userId: authorOf(call, user_id, false),
    incoming: false,
    private: false,
    source: 0,
    ...kept(written.body),
    from_email: site.supportEmail,
    to_emails: [to],
    cc_emails,
    bcc_emails,
  });
  return { status: 201, body: replyJson(conversation) };
}

/** Private unless it says otherwise. */
function note(call: AuthorizedCall) {
  const { site, body } = call;
  const { user_id, notify_emails, ...written } = read(Note, body, attachments);
  const staff = new Set([...site.agents.values()].map(({ email }) => email));
  if (notify_emails.some((email) => !staff.has(email.toLowerCase())))
    throw invalid('notify_emails', 'There is no agent matching the given email');
  const conversation = add(call, {
    userId: authorOf(call, user_id, written.incoming),
    incoming: written.incoming,
    private: written.private,
    source: 2,
    ...kept(written.body),
    to_emails: notify_emails,
  });
  return { status: 201, body: conversationJson(conversation) };
}

/** Editing a note leaves the ticket's `updated_at` alone. A reply cannot be edited: it was sent. */
function edit(call: AuthorizedCall) {
  const { site, agent, body } = call;
  const conversation = conversationOf(call);
  const written = read(Edit, body, attachments);
  if (conversation.source !== 2) throw invalid('body', 'Only notes can be edited');
  const at = isoSeconds(site.world.clock.now());
  Object.assign(conversation, kept(written.body), {
    updated_at: at,
    last_edited_at: at,
    last_edited_user_id: agent.id,
  });
  return { status: 200, body: conversationJson(conversation) };
}

function conversationOf({ site, agent, params }: AuthorizedCall): Conversation {
  const id = ticketNumber(params['id']);
  const live = [...site.tickets.values()].filter((ticket) => !ticket.deleted && !ticket.archived);
  const seen = live.filter((ticket) => sees(agent, ticket)).flatMap(({ conversations }) => conversations);
  const found = seen.find((conversation) => conversation.id === id);
  if (!found) throw notFound();
  return found;
}

const speak = (path: string, endpoint: Pick<Endpoint, 'needs' | 'handle'>): Endpoint => ({
  method: 'POST',
  path: `/api/v2/tickets/:id/${path}`,
  bucket: 'ticket-update',
  find: ticketOf,
  ...endpoint,
});

export const speaking: Endpoint[] = [
  speak('reply', { needs: needs('view tickets', 'send reply'), handle: reply }),
  speak('notes', { needs: needs('view tickets', 'add note'), handle: note }),
  {
    method: 'PUT',
    path: '/api/v2/conversations/:id',
    bucket: 'ticket-update',
    needs: needs('view tickets', 'add note'),
    find: conversationOf,
    handle: edit,
  },
];
