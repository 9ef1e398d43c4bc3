import type { Call, Endpoint } from '../call.js';
import { ticketOf } from '../call.js';
import { parameterMismatch } from '../errors.js';
import { ticketPartJson } from '../present/ticket.js';
import { readReply } from '../said.js';
import { adminWrites, contactWrites } from './acts.js';

/** Answers with the new part alone. */
function reply(call: Call) {
  const { workspace } = call;
  const ticket = ticketOf(call);
  const said = readReply(call, ticket);
  const isNote = said.from === 'admin' && said.part_type === 'note';
  if (!isNote && workspace.ticketTypes.get(ticket.typeId)?.category === 'Back-office')
    throw parameterMismatch('User replies are not allowed on Backoffice tickets');
  const { body } = said;
  const saidAt = workspace.ticketsKeepCreatedAt ? said.saidAt : undefined;
  const part =
    said.from === 'contact'
      ? contactWrites(workspace, ticket, { body, saidAt, via: call.app.packageCode, at: workspace.now })
      : adminWrites(workspace, ticket, said.actor, { part_type: said.part_type, body, saidAt });
  return { status: 200, body: ticketPartJson(part) };
}

export const ticketReply: Endpoint = {
  method: 'POST',
  path: '/tickets/:id/reply',
  need: ['write_tickets'],
  target: ticketOf,
  handle: reply,
};
