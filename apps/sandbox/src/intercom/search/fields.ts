import type { Fields } from './query.js';

const both: Fields = {
  id: 'string',
  created_at: 'date',
  updated_at: 'date',
  contact_ids: 'string',
  teammate_ids: 'string',
  open: 'boolean',
  state: 'string',
  snoozed_until: 'date',
};

export const conversationFields: Fields = {
  ...both,
  'source.type': 'string',
  'source.id': 'string',
  'source.delivered_as': 'string',
  'source.subject': 'string',
  'source.body': 'words',
  'source.author.id': 'string',
  'source.author.type': 'string',
  'source.author.name': 'string',
  'source.author.email': 'string',
  'source.url': null,
  admin_assignee_id: 'integer',
  team_assignee_id: 'integer',
  channel_initiated: null,
  read: 'boolean',
  waiting_since: 'date',
  tag_ids: 'string',
  priority: 'string',
  'statistics.time_to_assignment': null,
  'statistics.last_close_at': null,
  'statistics.last_contact_reply_at': null,
  'statistics.last_admin_reply_at': null,
  'statistics.count_conversation_parts': null,
  'conversation_rating.score': null,
  ai_agent_participated: null,
};

export const ticketFields: Fields = {
  ...both,
  title: 'string',
  description: 'string',
  category: 'string',
  ticket_type_id: 'string',
  admin_assignee_id: 'string',
  team_assignee_id: 'string',
};
