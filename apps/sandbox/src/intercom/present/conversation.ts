import { plainText } from '../html.js';
import type { Conversation, Part } from '../types.js';
import type { Workspace } from '../workspace.js';
import { contactListJson, noLinks, tagListJson } from './thread.js';

/** A thread shows no more of its parts than this, the newest. */
export const shownParts = 500;

const asIs = (html: string) => html;

export function conversationPartJson(part: Part, text: (html: string) => string = asIs) {
  const { id, part_type, body, created_at, updated_at, author, assigned_to, app_package_code, state } = part;
  return {
    type: 'conversation_part',
    id,
    part_type,
    body: body === null ? null : text(body),
    created_at,
    updated_at,
    notified_at: created_at,
    assigned_to,
    author: { ...author, from_ai_agent: false, is_ai_answer: false },
    attachments: [],
    external_id: null,
    redacted: false,
    metadata: {},
    email_message_metadata: null,
    state,
    tags: [],
    event_details: null,
    app_package_code,
  };
}

/** A conversation as lists show it, without its parts. */
export function conversationJson(
  workspace: Workspace,
  conversation: Conversation,
  text: (html: string) => string = asIs,
) {
  const { id, title, source, state, contactId, firstContactReplyAt } = conversation;
  const { role, name, email } = workspace.contact(contactId);
  return {
    type: 'conversation',
    id,
    created_at: conversation.created_at,
    updated_at: conversation.updated_at,
    waiting_since: conversation.waiting_since,
    snoozed_until: conversation.snoozed_until,
    source: {
      ...source,
      subject: text(source.subject),
      body: text(source.body),
      author: { type: role, id: contactId, name, email },
      attachments: [],
      url: null,
      redacted: false,
    },
    contacts: contactListJson(workspace, conversation),
    first_contact_reply:
      firstContactReplyAt === null ? null : { created_at: firstContactReplyAt, type: source.type, url: null },
    admin_assignee_id: Number(conversation.adminAssigneeId),
    team_assignee_id: Number(conversation.teamAssigneeId),
    open: state !== 'closed',
    state,
    read: conversation.read,
    tags: tagListJson(workspace, conversation),
    priority: conversation.priority,
    sla_applied: null,
    statistics: null,
    conversation_rating: null,
    teammates: null,
    title: title === null ? null : text(title),
    custom_attributes: {},
    topics: {},
    ticket: null,
    linked_objects: noLinks,
    ai_agent: null,
    ai_agent_participated: false,
  };
}

/** A conversation with its parts: the newest, or those given. */
export function threadJson(
  workspace: Workspace,
  conversation: Conversation,
  { plain = false, parts = conversation.parts.slice(-shownParts) }: { plain?: boolean; parts?: Part[] } = {},
) {
  const text = plain ? plainText : asIs;
  return {
    ...conversationJson(workspace, conversation, text),
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: parts.map((part) => conversationPartJson(part, text)),
      total_count: conversation.parts.length,
    },
  };
}
