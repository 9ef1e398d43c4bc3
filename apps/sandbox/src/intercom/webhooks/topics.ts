import type { Scope } from '../scopes.js';

const conversationTopics = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.noted',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.admin.single.created',
  'conversation.operator.replied',
  'conversation.priority.updated',
  'conversation.rating.added',
  'conversation.read',
  'conversation.deleted',
  'conversation.contact.attached',
  'conversation.contact.detached',
  'conversation_part.tag.created',
  'conversation_part.redacted',
] as const;

const ticketTopics = [
  'ticket.created',
  'ticket.state.updated',
  'ticket.note.created',
  'ticket.admin.assigned',
  'ticket.team.assigned',
  'ticket.admin.replied',
  'ticket.contact.replied',
  'ticket.attribute.updated',
  'ticket.closed',
  'ticket.resolved',
  'ticket.contact.attached',
  'ticket.contact.detached',
  'ticket.rating.provided',
] as const;

/** What an app can subscribe to. Those of things the sandbox does not do are never sent. */
export const topics = [...conversationTopics, ...ticketTopics] as const;
export type Topic = (typeof topics)[number];

/** A topic needs the reading scope of what it is about. */
export const scopeOfTopic = (topic: Topic): Scope =>
  topic.startsWith('ticket.') ? 'read_tickets' : 'read_conversations';
