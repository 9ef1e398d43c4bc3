import { plainText } from '../html.js';
import { teammateIds } from '../present/thread.js';
import type { Conversation } from '../types.js';
import type { Workspace } from '../workspace.js';
import type { Searchable } from './search-index.js';

/** The fields of a conversation that can be searched for. */
export function conversationDocument(workspace: Workspace, conversation: Conversation): Searchable {
  const { source, state, contactId } = conversation;
  const contact = workspace.contact(contactId);
  return {
    id: conversation.id,
    created_at: conversation.created_at,
    updated_at: conversation.updated_at,
    'source.type': source.type,
    'source.id': source.id,
    'source.delivered_as': source.delivered_as,
    'source.subject': plainText(source.subject),
    'source.body': plainText(source.body).split(/\s+/),
    'source.author.id': contact.id,
    'source.author.type': contact.role,
    'source.author.name': contact.name,
    'source.author.email': contact.email,
    contact_ids: [contactId],
    teammate_ids: teammateIds(conversation),
    admin_assignee_id: Number(conversation.adminAssigneeId),
    team_assignee_id: Number(conversation.teamAssigneeId),
    open: state !== 'closed',
    read: conversation.read,
    state,
    waiting_since: conversation.waiting_since,
    snoozed_until: conversation.snoozed_until,
    tag_ids: conversation.tags.map(({ tagId }) => tagId),
    priority: conversation.priority,
  };
}
