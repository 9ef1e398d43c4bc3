import { isoSeconds } from '../../clock.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { text } from '../call.js';
import { badRequest, recordInvalid } from '../errors.js';
import { ticketJson } from '../present.js';
import type { Site } from '../site.js';
import { addUser } from '../people.js';
import type { Ticket } from '../types.js';
import { assignment } from './assignment.js';
import { openTicket } from './change.js';
import type { TicketCreation } from './input.js';
import { plainFields, readTicket, TicketCreation as Creation } from './input.js';
import { commentOf, settleStatus } from './update.js';

const rememberedMs = 2 * 3600_000;

/** Creation is the one write the platform makes idempotent, by `Idempotency-Key`. */
function create(call: AuthorizedCall) {
  const { site, base } = call;
  const key = text(call.headers['idempotency-key']);
  if (key === undefined) return created(call, open(call), {});
  if (key.length > 255)
    throw badRequest('IdempotentRequestError', 'Idempotency-Key must be at most 255 characters long');
  const now = site.world.clock.now();
  const body = JSON.stringify(call.body);
  const known = site.creations.get(key);
  if (known && known.atMs + rememberedMs > now) {
    if (known.body !== body)
      throw badRequest(
        'IdempotentRequestError',
        'The request parameters do not match those of the earlier request with this key',
      );
    const ticket = site.tickets.get(known.ticketId);
    if (ticket)
      return {
        ...created(call, ticket, { 'x-idempotency-lookup': 'hit' }),
        body: { ticket: ticketJson(site, ticket, base) },
      };
  }
  const ticket = open(call);
  site.creations.set(key, { body, ticketId: ticket.id, atMs: now });
  return created(call, ticket, { 'x-idempotency-lookup': 'miss' });
}

const created = ({ site, base }: AuthorizedCall, ticket: Ticket, headers: Record<string, string>) => ({
  status: 201,
  body: { ticket: ticketJson(site, ticket, base) },
  headers: { ...headers, location: `${base}/api/v2/tickets/${ticket.id}.json` },
});

function open({ site, caller, body }: AuthorizedCall): Ticket {
  const written = readTicket(Creation, body);
  const source = followUpSource(site, written);
  const requester = requesterOf(site, written, caller.user.id);
  const submitter = written.submitter_id === undefined ? caller.user.id : written.submitter_id;
  if (!site.users.has(submitter)) throw recordInvalid('submitter', 'Submitter: is invalid');
  const said = written.comment ?? { body: written.description ?? '' };
  const comment = commentOf(site, caller.user, { author_id: submitter, ...said }, true);
  const fields = settleStatus(site, null, {
    ...plainFields(site, written),
    ...assignment(site, null, written),
  });
  const ticket = openTicket(site, {
    actor: caller.user,
    channel: 'api',
    atMs: site.world.clock.now(),
    comment,
    metadata: written.metadata ?? {},
    fields: { ...fields, requester_id: requester },
  });
  if (source) linkFollowUp(ticket, source);
  return ticket;
}

/** A follow-up continues a closed ticket, and only a closed one. */
function followUpSource(site: Site, { via_followup_source_id: id }: TicketCreation): Ticket | undefined {
  if (id === undefined) return undefined;
  const source = site.tickets.get(id);
  if (source?.status !== 'closed') throw recordInvalid('base', 'Follow-up source: is not a closed ticket');
  return source;
}

export function linkFollowUp(ticket: Ticket, source: Ticket): void {
  ticket.followupOf = source.id;
  source.followup_ids.push(ticket.id);
}

function requesterOf(site: Site, written: TicketCreation, callerId: number): number {
  if (written.requester) {
    const { email, name } = written.requester;
    const known = site.userByEmail(email);
    const at = isoSeconds(site.world.clock.now());
    return (
      known ?? addUser(site, { name: name ?? email.split('@')[0] ?? email, email, role: 'end-user' }, at)
    ).id;
  }
  const id = written.requester_id ?? callerId;
  if (!site.users.has(id)) throw recordInvalid('requester', 'Requester: is invalid');
  return id;
}

export const ticketCreation: Endpoint = {
  method: 'POST',
  path: '/api/v2/tickets',
  need: { scope: 'tickets:write', role: 'agent' },
  handle: create,
};
