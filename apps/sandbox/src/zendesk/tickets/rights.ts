import { z } from 'zod';
import type { AuthorizedCall } from '../call.js';
import { roleLacks } from '../errors.js';
import type { Site } from '../site.js';
import type { User } from '../types.js';

/** What of a ticket a role may change. Light agents write notes only; a custom role says it in its configuration. */
export function rightsOf(site: Site, user: User) {
  const configuration = site.customRoles.get(user.custom_role_id ?? 0)?.configuration;
  return {
    publicComments: !user.restricted_agent && configuration?.ticket_comment_access !== 'none',
    editing: configuration?.ticket_editing !== false,
    tagEditing: configuration?.ticket_tag_editing !== false,
  };
}

const Written = z.object({
  ticket: z.looseObject({ comment: z.object({ public: z.boolean().optional() }).optional() }),
});
const properties = [
  'subject',
  'status',
  'custom_status_id',
  'priority',
  'type',
  'assignee_id',
  'assignee_email',
  'group_id',
  'requester_id',
  'external_id',
];

/** Asked before the ticket is looked up and the values are checked; what cannot be read is left to those checks. */
export function authorizeUpdate({ site, caller, body }: AuthorizedCall): void {
  const written = Written.safeParse(body).data?.ticket;
  if (!written) return;
  const { publicComments, editing } = rightsOf(site, caller.user);
  if (written.comment?.public === true && !publicComments) throw mayNotCommentPublicly();
  if (!editing && properties.some((name) => name in written))
    throw roleLacks('You are not allowed to edit ticket properties.');
  if ('tags' in written) authorizeTags({ site, caller });
}

export function authorizeTags({ site, caller }: Pick<AuthorizedCall, 'site' | 'caller'>): void {
  if (!rightsOf(site, caller.user).tagEditing) throw roleLacks('You are not allowed to edit ticket tags.');
}

export const mayNotCommentPublicly = () => roleLacks('You are not allowed to comment publicly.');
