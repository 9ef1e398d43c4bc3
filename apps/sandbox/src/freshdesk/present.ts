import { isoSeconds } from '../clock.js';
import { sees } from './auth.js';
import type { FreshdeskSite } from './site.js';
import type { Agent, Contact, Conversation, Group, Role, Ticket } from './types.js';

/** The JSON shapes of the API. */
export function ticketJson(ticket: Ticket) {
  const {
    description: _description,
    description_text: _text,
    conversations: _conversations,
    ...shown
  } = ticket;
  const { stats: _stats, archived: _archived, deleted, ...fields } = shown;
  return {
    cc_emails: [],
    fwd_emails: [],
    reply_cc_emails: [],
    fr_escalated: false,
    email_config_id: null,
    company_id: null,
    association_type: null,
    to_emails: null,
    product_id: null,
    is_escalated: false,
    due_by: after(ticket.created_at, 72),
    fr_due_by: after(ticket.created_at, 24),
    ...fields,
    ...(deleted ? { deleted } : {}),
  };
}

const after = (iso: string, hours: number) => isoSeconds(Date.parse(iso) + hours * 3600_000);

/** A ticket by itself comes with its description; in a list it does not. */
export const wholeTicketJson = (ticket: Ticket) => ({
  ...ticketJson(ticket),
  description: ticket.description,
  description_text: ticket.description_text,
  attachments: [],
});

/** What `include` adds to a ticket. */
export function included(site: FreshdeskSite, ticket: Ticket, wanted: string[]): Record<string, unknown> {
  const { description, description_text, stats, conversations } = ticket;
  return {
    ...(wanted.includes('description') ? { description, description_text } : {}),
    ...(wanted.includes('stats') ? { stats } : {}),
    ...(wanted.includes('requester') ? { requester: requesterJson(site, ticket.requester_id) } : {}),
    // The first ten only, oldest first, and nothing says that there are more.
    ...(wanted.includes('conversations')
      ? { conversations: conversations.slice(0, 10).map(conversationJson) }
      : {}),
  };
}

function requesterJson(site: FreshdeskSite, id: number) {
  const person = site.contacts.get(id) ?? site.agents.get(id);
  return { id, name: person?.name ?? null, email: person?.email ?? null, mobile: null, phone: null };
}

export function conversationJson(conversation: Conversation) {
  return {
    ...conversation,
    attachments: [],
    support_email: null,
    category: conversation.source === 2 ? 2 : conversation.incoming ? 1 : 3,
    email_failure_count: null,
    outgoing_failures: null,
  };
}

/** What a reply answers: the e-mail that went out, without the marks of a conversation. */
export function replyJson(conversation: Conversation) {
  const { id, ticket_id, user_id, body, body_text, from_email, cc_emails, bcc_emails } = conversation;
  const { created_at, updated_at, to_emails } = conversation;
  return {
    body,
    body_text,
    id,
    user_id,
    from_email,
    cc_emails,
    bcc_emails,
    ticket_id,
    replied_to: to_emails,
    attachments: [],
    created_at,
    updated_at,
  };
}

export function agentJson(agent: Agent) {
  const { id, name, email, created_at, updated_at, ticketScope, roleIds, groupIds } = agent;
  return {
    id,
    type: 'support_agent',
    available: false,
    available_since: null,
    occasional: false,
    signature: null,
    ticket_scope: ticketScope,
    role_ids: roleIds,
    group_ids: groupIds,
    skill_ids: [],
    created_at,
    updated_at,
    contact: {
      active: !agent.deactivated,
      email,
      name,
      job_title: null,
      language: 'en',
      last_login_at: agent.lastLoginAt,
      mobile: null,
      phone: null,
      time_zone: 'UTC',
      created_at,
      updated_at,
    },
  };
}

export const contactJson = (contact: Contact) => ({
  ...contact,
  active: true,
  address: null,
  company_id: null,
  description: null,
  job_title: null,
  language: 'en',
  mobile: null,
  phone: null,
  time_zone: 'UTC',
  twitter_id: null,
  custom_fields: {},
  tags: [],
  other_emails: [],
  view_all_tickets: false,
});

export const groupJson = (site: FreshdeskSite, { created_at, ...group }: Group) => ({
  ...group,
  description: null,
  business_hour_id: null,
  escalate_to: null,
  unassigned_for: null,
  auto_ticket_assign: 0,
  agent_ids: [...site.agents.values()]
    .filter(({ groupIds, deactivated }) => groupIds.includes(group.id) && !deactivated)
    .map(({ id }) => id),
  created_at,
  updated_at: created_at,
});

/** What a role allows is not told. */
export const roleJson = ({ permissions: _permissions, ...role }: Role) => ({
  ...role,
  updated_at: role.created_at,
});

/** The tickets of the normal path an agent can see. */
export const visible = (site: FreshdeskSite, agent: Agent): Ticket[] =>
  [...site.tickets.values()].filter((ticket) => !ticket.archived && sees(agent, ticket));
