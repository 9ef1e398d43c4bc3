import type { Call } from './call.js';
import { actorOf } from './call.js';
import { actionForbidden, notFound, notImplemented, parameterInvalid, parameterMissing } from './errors.js';
import { tidyHtml } from './html.js';
import { fields, idOf, timeOf } from './input.js';
import type { Actor } from './thread.js';
import type { Thread } from './types.js';

const known = [
  'message_type',
  'type',
  'admin_id',
  'intercom_user_id',
  'body',
  'created_at',
  'skip_notifications',
  'attachment_urls',
  'attachment_files',
];
const mostAttachments = 10;

export type Said = { body: string; saidAt: number | undefined } & (
  { from: 'contact' } | { from: 'admin'; actor: Actor; part_type: 'comment' | 'note' }
);

/** The body of a reply, to a conversation or a ticket: who says what, to whom. */
export function readReply(call: Call, thread: Thread): Said {
  const given = fields(call.body, known);
  refuseAttachments(given);
  const { message_type: messageType, type } = given;
  if (messageType === undefined) throw parameterMissing('message_type');
  if (messageType === 'quick_reply') throw notImplemented('quick replies');
  if (messageType !== 'comment' && messageType !== 'note')
    throw parameterInvalid('message_type must be comment or note');
  const saidAt = given['created_at'] === undefined ? undefined : timeOf(given['created_at'], 'created_at');
  if (saidAt !== undefined && saidAt > call.workspace.now)
    throw parameterInvalid('created_at lies in the future');
  if (type === undefined) throw parameterMissing('type');
  if (type === 'user') {
    if (messageType === 'note') throw parameterInvalid('A contact cannot write a note');
    if (idOf(given['intercom_user_id'], 'intercom_user_id') !== thread.contactId)
      throw notFound('User Not Found');
    return { from: 'contact', body: bodyOf(given['body']), saidAt };
  }
  if (type !== 'admin') throw parameterInvalid('type must be admin or user');
  const actor = actorOf(call, given['admin_id']);
  if (messageType === 'comment' && !call.workspace.admins.get(actor.author.id)?.has_inbox_seat)
    throw actionForbidden('This teammate has no inbox seat and cannot reply');
  return { from: 'admin', actor, part_type: messageType, body: bodyOf(given['body']), saidAt };
}

/** What is said, as the platform will keep it. */
export function bodyOf(value: unknown): string {
  if (value === undefined || value === null || value === '') throw parameterMissing('body');
  if (typeof value !== 'string') throw parameterInvalid('body must be text');
  return tidyHtml(value);
}

function refuseAttachments(given: Record<string, unknown>): void {
  for (const name of ['attachment_urls', 'attachment_files']) {
    const sent = given[name];
    if (sent === undefined) continue;
    if (!Array.isArray(sent) || sent.length > mostAttachments)
      throw parameterInvalid(`${name} must be a list of at most ${mostAttachments}`);
    if (sent.length > 0) throw notImplemented('attachments');
  }
}
