import { isoSeconds } from '../clock.js';
import type { Site } from './site.js';
import type { Audit, Channel, Comment, Group, Ticket, Token, User } from './types.js';

/** The JSON shapes of the REST API. `base` is the site's address, without a slash at the end. */
export const via = (channel: Channel) => ({ channel, source: { from: {}, to: {}, rel: null } });

export function ticketJson(site: Site, ticket: Ticket, base: string) {
  const { id, subject, followupOf } = ticket;
  return {
    url: `${base}/api/v2/tickets/${id}.json`,
    id,
    external_id: ticket.external_id,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    generated_timestamp: ticket.generated_timestamp,
    via: followupOf === null ? via(ticket.channel) : followUpVia(ticket.channel, followupOf),
    type: ticket.type,
    subject,
    raw_subject: subject,
    description: ticket.description,
    priority: ticket.priority,
    status: ticket.status,
    custom_status_id: ticket.custom_status_id,
    recipient: null,
    requester_id: ticket.requester_id,
    submitter_id: ticket.submitter_id,
    assignee_id: ticket.assignee_id,
    group_id: ticket.group_id,
    organization_id: null,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: ticket.is_public,
    due_at: null,
    tags: ticket.tags,
    custom_fields: [],
    fields: [],
    satisfaction_rating: { score: 'unoffered' },
    sharing_agreement_ids: [],
    followup_ids: ticket.followup_ids,
    brand_id: site.brandId,
    ticket_form_id: null,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

const followUpVia = (channel: Channel, ticketId: number) => ({
  channel,
  source: { from: { ticket_id: ticketId }, to: {}, rel: 'follow_up' },
});

export function commentJson(comment: Comment) {
  const { id, audit_id, author_id, body, html_body, created_at } = comment;
  return {
    id,
    type: 'Comment',
    author_id,
    body,
    html_body,
    plain_body: body,
    public: comment.public,
    attachments: [],
    audit_id,
    via: via(comment.channel),
    created_at,
    metadata: { system: {}, custom: comment.metadata },
  };
}

export function auditJson(audit: Audit) {
  const { id, ticket_id, created_at, author_id, custom, events } = audit;
  return {
    id,
    ticket_id,
    created_at,
    author_id,
    metadata: { system: {}, custom },
    events,
    via: via(audit.channel),
  };
}

export function userJson(user: User, base: string) {
  const { groupIds, ...shown } = user;
  return {
    ...shown,
    url: `${base}/api/v2/users/${user.id}.json`,
    default_group_id: groupIds[0] ?? null,
    organization_id: null,
    time_zone: 'UTC',
    locale: 'en-US',
    verified: true,
    shared: false,
    tags: [],
    external_id: null,
  };
}

export function groupJson(group: Group, base: string) {
  return {
    ...group,
    url: `${base}/api/v2/groups/${group.id}.json`,
    description: '',
    is_public: true,
    deleted: false,
    updated_at: group.created_at,
  };
}

export function tokenJson(site: Site, token: Token, base: string) {
  const iso = (ms: number | null) => (ms === null ? null : isoSeconds(ms));
  return {
    url: `${base}/api/v2/oauth/tokens/${token.id}.json`,
    id: token.id,
    user_id: token.userId,
    client_id: site.client(token.clientId)?.id ?? null,
    token: token.access.slice(0, 10),
    scopes: token.scopes,
    created_at: token.created_at,
    used_at: iso(token.usedAtMs),
    expires_at: iso(token.expiresAtMs),
    refresh_token_expires_at: iso(token.refreshExpiresAtMs),
  };
}
