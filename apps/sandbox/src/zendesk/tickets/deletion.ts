import { isoSeconds } from '../../clock.js';
import type { AuthorizedCall, Endpoint } from '../call.js';
import { ticketOf } from '../call.js';
import type { Order } from '../pagination.js';
import { paginate } from '../pagination.js';
import type { Status, Ticket } from '../types.js';
import { publish } from '../webhooks/publish.js';

const rememberedMs = 30 * 24 * 3600_000;

function remove(call: AuthorizedCall) {
  const { site, caller } = call;
  const ticket = ticketOf(call);
  const at = site.world.clock.now();
  ticket.deletion = { at: isoSeconds(at), by: caller.user.id, from: ticket.status as Status };
  Object.assign(ticket, {
    status: 'deleted',
    updated_at: isoSeconds(at),
    generated_timestamp: Math.floor(at / 1000),
  });
  const audit = {
    id: site.world.nextId(),
    ticket_id: ticket.id,
    author_id: caller.user.id,
    created_at: ticket.updated_at,
    channel: 'api' as const,
    custom: {},
    events: [],
  };
  publish(site, ticket, caller.user, audit, [{ type: 'soft_deleted', event: {} }]);
  return { status: 204 };
}

function deleted(call: AuthorizedCall) {
  const { site } = call;
  const oldest = site.world.clock.now() - rememberedMs;
  const all = [...site.tickets.values()].filter(
    ({ archived, deletion }) => !archived && deletion !== null && Date.parse(deletion.at) >= oldest,
  );
  const order: Order<Ticket> = {
    value: ({ created_at }) => created_at,
    id: ({ id }) => id,
    descending: false,
  };
  const { rows, envelope } = paginate(call, '/api/v2/deleted_tickets', all, { cursor: order, offset: order });
  const deleted_tickets = rows.flatMap(({ id, subject, deletion }) => {
    if (!deletion) return [];
    const actor = { id: deletion.by, name: site.user(deletion.by).name };
    return [{ id, subject, actor, deleted_at: deletion.at, previous_state: deletion.from }];
  });
  return { status: 200, body: { deleted_tickets, ...envelope } };
}

export const deletions: Endpoint[] = [
  {
    method: 'DELETE',
    path: '/api/v2/tickets/:id',
    need: { scope: 'tickets:write', role: 'agent' },
    rules: () => [{ name: 'tickets-delete', limit: 400, windowSeconds: 60 }],
    handle: remove,
  },
  {
    method: 'GET',
    path: '/api/v2/deleted_tickets',
    need: { scope: 'tickets:read', role: 'agent' },
    rules: () => [{ name: 'deleted-tickets', limit: 10, windowSeconds: 60 }],
    handle: deleted,
  },
];
