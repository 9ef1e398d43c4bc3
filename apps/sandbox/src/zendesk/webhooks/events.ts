import type { Site } from '../site.js';
import type { Comment, Ticket, TicketFields, User } from '../types.js';

/** One event before it is put in its envelope; `type` without `zen:event-type:ticket.`. */
export interface TicketEvent {
  type: string;
  event: Record<string, unknown>;
}

export const eventPrefix = 'zen:event-type:ticket.';
const families = [
  'created',
  'comment_added',
  'comment_made_private',
  'comment_redacted',
  'status_changed',
  'custom_status_changed',
  'priority_changed',
  'subject_changed',
  'description_changed',
  'tags_changed',
  'type_changed',
  'agent_assignment_changed',
  'group_assignment_changed',
  'requester_changed',
  'external_id_changed',
  'email_ccs_changed',
  'followers_changed',
  'custom_field_changed',
  'form_changed',
  'brand_changed',
  'problem_link_changed',
  'merged',
  'marked_as_spam',
  'soft_deleted',
  'permanently_deleted',
  'undeleted',
  'sla_policy_changed',
];
export const eventTypes = new Set([
  ...families.map((family) => `${eventPrefix}${family}`),
  'zen:event-type:messaging_ticket.message_added',
]);

const types: Record<Exclude<keyof TicketFields, 'tags'>, string> = {
  subject: 'subject_changed',
  status: 'status_changed',
  custom_status_id: 'custom_status_changed',
  priority: 'priority_changed',
  type: 'type_changed',
  assignee_id: 'agent_assignment_changed',
  group_id: 'group_assignment_changed',
  requester_id: 'requester_changed',
  external_id: 'external_id_changed',
};
const shouted = new Set(['status', 'priority', 'type']);

/** One event for each thing that changed: the comment first, then the fields. */
export function changeEvents(
  site: Site,
  ticket: Ticket,
  before: Partial<TicketFields>,
  comment: Comment | undefined,
): TicketEvent[] {
  const events: TicketEvent[] = comment ? [commentAdded(site, comment)] : [];
  for (const field of Object.keys(before) as (keyof TicketFields)[]) {
    if (field === 'tags') {
      const old = before.tags ?? [];
      const tags_added = ticket.tags.filter((tag) => !old.includes(tag));
      const tags_removed = old.filter((tag) => !ticket.tags.includes(tag));
      events.push({ type: 'tags_changed', event: { tags_added, tags_removed } });
    } else {
      const show = (value: string | number | null | undefined) => eventValue(value, shouted.has(field));
      events.push({
        type: types[field],
        event: { current: show(ticket[field]), previous: show(before[field]) },
      });
    }
  }
  return events;
}

function commentAdded(site: Site, comment: Comment): TicketEvent {
  const author = site.user(comment.author_id);
  const shown = { id: String(author.id), is_staff: author.role !== 'end-user', name: author.name };
  return {
    type: 'comment_added',
    event: {
      comment: { id: String(comment.id), body: comment.body, is_public: comment.public, author: shown },
    },
  };
}

function eventValue(value: string | number | null | undefined, shout: boolean): string | null {
  if (value === null || value === undefined) return null;
  return shout ? String(value).toUpperCase() : String(value);
}

/** The ticket as webhooks show it: ids as text, enumerations in capitals. */
export function eventDetail(site: Site, ticket: Ticket, actor: User): Record<string, unknown> {
  const id = (value: number | null) => (value === null ? null : String(value));
  return {
    id: String(ticket.id),
    actor_id: id(actor.id),
    requester_id: id(ticket.requester_id),
    submitter_id: id(ticket.submitter_id),
    assignee_id: id(ticket.assignee_id),
    group_id: id(ticket.group_id),
    organization_id: null,
    brand_id: id(site.brandId),
    form_id: null,
    custom_status: id(ticket.custom_status_id),
    status: eventValue(ticket.status, true),
    priority: eventValue(ticket.priority, true),
    type: eventValue(ticket.type, true),
    subject: ticket.subject,
    description: ticket.description,
    tags: ticket.tags,
    via: { channel: ticket.channel },
    is_public: ticket.is_public,
    external_id: ticket.external_id,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
  };
}
