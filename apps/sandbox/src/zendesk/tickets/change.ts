import { isoSeconds } from '../../clock.js';
import type { Site } from '../site.js';
import type { Audit, AuditEvent, Channel, Comment, Ticket, TicketFields, User } from '../types.js';
import { publish } from '../webhooks/publish.js';
import { changeEvents } from '../webhooks/events.js';

/** One change set: what one person did to one ticket at once. It becomes one audit. */
export interface Change {
  actor: User;
  channel: Channel;
  atMs: number;
  fields: Partial<TicketFields>;
  comment?: { author: User; public: boolean; body: string; html_body: string };
  metadata?: Record<string, unknown>;
}

/** The new ticket a change starts from, before its fields are set. */
export function openTicket(site: Site, change: Change & { comment: NonNullable<Change['comment']> }): Ticket {
  const { actor, channel, atMs, comment, fields } = change;
  const ticket: Ticket = {
    id: site.nextTicketId(),
    submitter_id: actor.id,
    channel,
    description: comment.body,
    is_public: comment.public,
    created_at: isoSeconds(atMs),
    updated_at: isoSeconds(atMs),
    generated_timestamp: Math.floor(atMs / 1000),
    followupOf: null,
    followup_ids: [],
    archived: false,
    deletion: null,
    comments: [],
    audits: [],
    subject: null,
    status: 'new',
    custom_status_id: null,
    priority: null,
    type: null,
    assignee_id: null,
    group_id: null,
    requester_id: comment.author.id,
    external_id: null,
    tags: [],
    ...fields,
  };
  ticket.custom_status_id ??= site.defaultCustomStatus(ticket.status)?.id ?? null;
  site.tickets.set(ticket.id, ticket);
  const set = [
    'subject',
    'status',
    'custom_status_id',
    'priority',
    'type',
    'assignee_id',
    'group_id',
    'tags',
  ] as const;
  const created = set.map((field) => ({
    type: 'Create',
    field_name: field,
    value: auditValue(ticket[field]),
  }));
  const audit = addAudit(site, ticket, change, created);
  publish(site, ticket, actor, audit, [
    { type: 'created', event: {} },
    ...changeEvents(site, ticket, {}, ticket.comments.at(-1)),
  ]);
  return ticket;
}

/** Applies a change and returns its audit. Nothing to change and nothing said: no audit is kept. */
export function changeTicket(site: Site, ticket: Ticket, change: Change): Audit {
  const before: Partial<TicketFields> = {};
  const events: Omit<AuditEvent, 'id'>[] = [];
  for (const field of Object.keys(change.fields) as (keyof TicketFields)[]) {
    const value = change.fields[field];
    if (value === undefined || same(ticket[field], value)) continue;
    events.push({
      type: 'Change',
      field_name: field,
      value: auditValue(value),
      previous_value: auditValue(ticket[field]),
    });
    Object.assign(before, { [field]: ticket[field] });
    Object.assign(ticket, { [field]: value });
  }
  if (events.length === 0 && !change.comment) return draftAudit(site, ticket, change);
  ticket.updated_at = isoSeconds(change.atMs);
  ticket.generated_timestamp = Math.floor(change.atMs / 1000);
  const audit = addAudit(site, ticket, change, events);
  const comment = change.comment ? ticket.comments.at(-1) : undefined;
  publish(site, ticket, change.actor, audit, changeEvents(site, ticket, before, comment));
  return audit;
}

function addAudit(site: Site, ticket: Ticket, change: Change, events: Omit<AuditEvent, 'id'>[]): Audit {
  const audit = draftAudit(site, ticket, change);
  if (change.comment) audit.events.push(addComment(site, ticket, audit, change.comment));
  audit.events.push(...events.map((event) => ({ id: site.world.nextId(), ...event }) as AuditEvent));
  ticket.audits.push(audit);
  return audit;
}

function draftAudit(site: Site, ticket: Ticket, { actor, channel, atMs, metadata = {} }: Change): Audit {
  const created_at = isoSeconds(atMs);
  return {
    id: site.world.nextId(),
    ticket_id: ticket.id,
    author_id: actor.id,
    created_at,
    channel,
    custom: metadata,
    events: [],
  };
}

function addComment(
  site: Site,
  ticket: Ticket,
  audit: Audit,
  said: NonNullable<Change['comment']>,
): AuditEvent {
  const { body, html_body } = said;
  const comment: Comment = {
    id: site.world.nextId(),
    audit_id: audit.id,
    author_id: said.author.id,
    public: said.public,
    body,
    html_body,
    channel: audit.channel,
    created_at: audit.created_at,
    metadata: audit.custom,
  };
  ticket.comments.push(comment);
  ticket.is_public ||= said.public;
  const { id, author_id } = comment;
  return {
    id,
    type: 'Comment',
    author_id,
    body,
    html_body,
    plain_body: body,
    public: said.public,
    attachments: [],
    audit_id: audit.id,
  };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Audits show ids and names as text, tags as a list. */
const auditValue = (value: unknown) => (typeof value === 'number' ? String(value) : value);
