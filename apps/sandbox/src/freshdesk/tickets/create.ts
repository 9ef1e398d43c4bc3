import { z } from 'zod';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { needs } from '../call.js';
import { validationFailed } from '../errors.js';
import { addContact } from '../people/add.js';
import { wholeTicketJson } from '../present.js';
import type { FreshdeskSite } from '../site.js';
import { sources } from '../types.js';
import { kept } from './bodies.js';
import { openTicket } from './change.js';
import { settled } from './fields.js';
import { beyondTicket, read, ticketShape } from './input.js';

const { subject, description, status, priority, type, tags, responder_id, group_id, custom_fields } =
  ticketShape;
const Create = z.strictObject({
  subject,
  description,
  status,
  priority,
  email: z.email('It should be a valid email address').optional(),
  requester_id: z.int().positive().optional(),
  name: z.string().optional(),
  source: z.literal(Object.values(sources)).default(sources.portal),
  type: type.default(null),
  tags: tags.default([]),
  responder_id: responder_id.default(null),
  group_id: group_id.default(null),
  custom_fields: custom_fields.default({}),
});
type Create = z.output<typeof Create>;

/** There is no key against doing it twice. */
function create({ site, body, base }: AuthorizedCall) {
  const written = read(Create, body, beyondTicket);
  const requester_id = requesterOf(site, written);
  const { description: html, source, email: _email, name: _name, ...wanted } = written;
  const said = kept(html);
  const change = { performer: 'agent' as const, atMs: site.world.clock.now() };
  const ticket = openTicket(site, change, {
    ...settled(site, null, { ...wanted, requester_id }),
    subject: wanted.subject,
    requester_id,
    source,
    description: said.body,
    description_text: said.body_text,
  });
  const headers = { location: `${base}/api/v2/tickets/${ticket.id}` };
  return { status: 201, headers, body: wholeTicketJson(ticket) };
}

/** An address nobody has becomes a new contact. */
function requesterOf(site: FreshdeskSite, { email, requester_id, name }: Create): number {
  if (requester_id !== undefined) {
    if (site.contacts.has(requester_id)) return requester_id;
    const message = 'There is no contact matching the given requester_id';
    throw validationFailed([{ field: 'requester_id', message, code: 'invalid_value' }]);
  }
  if (email === undefined) {
    const message = 'One of these fields is mandatory: requester_id, phone, email';
    throw validationFailed([{ field: 'requester_id', message, code: 'missing_field' }]);
  }
  return (
    site.contactByEmail(email) ?? addContact(site, { name: name ?? email.split('@')[0] ?? email, email })
  ).id;
}

export const ticketCreation: Endpoint = {
  method: 'POST',
  path: '/api/v2/tickets',
  bucket: 'ticket-create',
  needs: needs('create tickets'),
  handle: create,
};
