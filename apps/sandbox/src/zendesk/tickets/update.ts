import { z } from 'zod';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { ticketOf } from '../call.js';
import { invalidAttribute, recordInvalid, updateConflict } from '../errors.js';
import { auditJson, ticketJson } from '../present.js';
import type { Site } from '../site.js';
import type { Ticket, TicketFields, User } from '../types.js';
import { assignment } from './assignment.js';
import { bodies } from './bodies.js';
import type { Change } from './change.js';
import { changeTicket } from './change.js';
import type { TicketUpdate } from './input.js';
import { cleanTags, plainFields, readTicket, TicketUpdate as Update } from './input.js';
import { authorizeTags, authorizeUpdate, mayNotCommentPublicly, rightsOf } from './rights.js';

const need = { scope: 'tickets:write', role: 'agent' } as const;
const mostComments = 5000;

/** Sent at all, `safe_update` switches the lock on: false acts like true. */
function checkStamp(
  ticket: Ticket,
  { safe_update, updated_stamp }: { safe_update?: unknown; updated_stamp?: string | undefined },
) {
  if (safe_update === undefined || updated_stamp === undefined) return;
  const seconds = (stamp: string) => Math.floor(Date.parse(stamp) / 1000);
  if (seconds(updated_stamp) !== seconds(ticket.updated_at)) throw updateConflict();
}

export function refuseClosed(ticket: Ticket): void {
  if (ticket.status === 'closed') throw recordInvalid('status', 'Status: closed prevents ticket update');
}

/** Assigning a new ticket opens it; solving asks for the fields the site requires. */
export function settleStatus(
  site: Site,
  ticket: Ticket | null,
  fields: Partial<TicketFields>,
): Partial<TicketFields> {
  if (fields.status === 'new' && ticket && ticket.status !== 'new')
    throw recordInvalid('status', 'Status: new is not allowed on a ticket that was opened');
  const settled = { ...fields };
  if (settled.status === undefined && settled.assignee_id && (ticket?.status ?? 'new') === 'new') {
    Object.assign(settled, {
      status: 'open',
      custom_status_id: site.defaultCustomStatus('open')?.id ?? null,
    });
  }
  if (settled.status === 'solved') {
    const missing = site.requiredToSolve.find((field) => !{ ...ticket, ...settled }[field]);
    if (missing) throw recordInvalid('base', `${missing}: is required when solving a ticket`, 'BlankValue');
  }
  return settled;
}

export function commentOf(
  site: Site,
  actor: User,
  written: NonNullable<TicketUpdate['comment']>,
  follows: boolean,
): NonNullable<Change['comment']> {
  const said = bodies(written);
  if (said.body.trim() === '') throw recordInvalid('comment', 'Comment: is required', 'BlankValue');
  const isPublic = written.public ?? follows;
  if (isPublic && !rightsOf(site, actor).publicComments) throw mayNotCommentPublicly();
  const author = written.author_id === undefined ? actor : site.users.get(written.author_id);
  if (!author) throw recordInvalid('author_id', 'Author: is invalid');
  return { author, public: isPublic, ...said };
}

function update(call: AuthorizedCall) {
  const { site, caller, base } = call;
  authorizeUpdate(call);
  const ticket = ticketOf(call);
  const written = readTicket(Update, call.body);
  checkStamp(ticket, written);
  refuseClosed(ticket);
  const fields = settleStatus(site, ticket, {
    ...plainFields(site, written),
    ...assignment(site, ticket, written),
  });
  if (written.requester_id !== undefined) {
    if (!site.users.has(written.requester_id)) throw recordInvalid('requester', 'Requester: is invalid');
    fields.requester_id = written.requester_id;
  }
  if (written.comment && ticket.comments.length >= mostComments)
    throw recordInvalid('base', `Ticket has more than ${mostComments} comments`);
  const change: Change = { actor: caller.user, channel: 'api', atMs: site.world.clock.now(), fields };
  // Left out, `public` follows the ticket's first comment.
  if (written.comment)
    change.comment = commentOf(site, caller.user, written.comment, ticket.comments[0]?.public ?? true);
  if (written.metadata) change.metadata = written.metadata;
  const audit = changeTicket(site, ticket, change);
  return { status: 200, body: { ticket: ticketJson(site, ticket, base), audit: auditJson(audit) } };
}

const Tags = z.object({
  tags: z.union([z.array(z.string()), z.string()]),
  updated_stamp: z.string().optional(),
  safe_update: z.unknown().optional(),
});

/** The verbs are the platform's: PUT adds, POST replaces, DELETE removes. */
const tagWrite =
  (status: number, change: (now: string[], sent: string[]) => string[]): Endpoint['handle'] =>
  (call) => {
    const { site, caller } = call;
    authorizeTags(call);
    const ticket = ticketOf(call);
    const inQuery = call.query['tags'] === undefined ? {} : { tags: call.query['tags'] };
    const read = Tags.safeParse({ ...inQuery, ...(call.body as object | undefined) });
    if (!read.success)
      throw invalidAttribute('You passed an invalid value for the tags attribute. Must be a list of tags');
    checkStamp(ticket, read.data);
    refuseClosed(ticket);
    const tags = change(ticket.tags, cleanTags(read.data.tags)).toSorted();
    changeTicket(site, ticket, {
      actor: caller.user,
      channel: 'api',
      atMs: site.world.clock.now(),
      fields: { tags },
    });
    return { status, body: { tags: ticket.tags } };
  };

const tags = '/api/v2/tickets/:id/tags';

/** Any PUT on a ticket: 100 a minute for the account, 30 in ten minutes for a user and a ticket. */
const updateRules: Endpoint['rules'] = ({ site, caller, params }) => [
  {
    name: 'tickets-update',
    limit: site.plan === 'Trial' ? 20 : site.highVolume ? 300 : 100,
    windowSeconds: 60,
    shown: true,
  },
  {
    name: 'tickets-update-per-ticket',
    key: `${caller?.user.id ?? 0}/${params['id'] ?? ''}`,
    limit: 30,
    windowSeconds: 600,
  },
];

export const ticketUpdates: Endpoint[] = [
  { method: 'PUT', path: '/api/v2/tickets/:id', need, rules: updateRules, handle: update },
  {
    method: 'GET',
    path: tags,
    need: { scope: 'tickets:read', role: 'agent' },
    handle: (call) => ({ status: 200, body: { tags: ticketOf(call).tags } }),
  },
  {
    method: 'PUT',
    path: tags,
    need,
    rules: updateRules,
    handle: tagWrite(200, (now, sent) => [...new Set([...now, ...sent])]),
  },
  { method: 'POST', path: tags, need, handle: tagWrite(201, (_now, sent) => sent) },
  {
    method: 'DELETE',
    path: tags,
    need,
    handle: tagWrite(200, (now, sent) => now.filter((tag) => !sent.includes(tag))),
  },
];
