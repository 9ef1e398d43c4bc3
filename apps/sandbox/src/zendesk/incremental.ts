import { z } from 'zod';
import type { AuthorizedCall, Endpoint } from './call.js';
import { text } from './call.js';
import { badRequest } from './errors.js';
import { decodeJson, encode, link } from './pagination.js';
import { ticketJson } from './present.js';
import { sideloads } from './tickets/read.js';

/** The newest minute is withheld. */
const withheldSeconds = 60;
const most = 1000;
const Cursor = z.tuple([z.number(), z.number()]);

/**
 * Tickets by `generated_timestamp`, deleted and archived ones among them. A ticket that changes again comes again.
 * Open to admins only.
 */
function exportTickets(call: AuthorizedCall) {
  const { site, base, query } = call;
  const newest = site.world.clock.seconds() - withheldSeconds;
  const [fromTime, fromId] = start(call, newest);
  const size = Math.min(most, Math.max(1, Math.trunc(Number(text(query['per_page']) ?? most)) || most));
  const due = [...site.tickets.values()]
    .filter(
      ({ generated_timestamp: at, id }) =>
        at <= newest && (at > fromTime || (at === fromTime && id > fromId)),
    )
    .toSorted((a, b) => a.generated_timestamp - b.generated_timestamp || a.id - b.id);
  const page = due.slice(0, size);
  const last = page.at(-1);
  const after_cursor = encode(last ? [last.generated_timestamp, last.id] : [fromTime, fromId]);
  const after_url = link(call, '/api/v2/incremental/tickets/cursor', {
    cursor: after_cursor,
    per_page: String(size),
  });
  const tickets = page.map((ticket) => ticketJson(site, ticket, base));
  return {
    status: 200,
    body: {
      tickets,
      ...sideloads(call, page),
      after_cursor,
      after_url,
      before_cursor: null,
      before_url: null,
      end_of_stream: due.length <= size,
    },
  };
}

function start({ query }: AuthorizedCall, newest: number): [number, number] {
  const cursor = text(query['cursor']);
  if (cursor !== undefined) {
    const read = Cursor.safeParse(decodeJson(cursor));
    if (!read.success) throw badRequest('InvalidCursor', 'The cursor is invalid.');
    return read.data;
  }
  const startTime = Number(text(query['start_time']) ?? Number.NaN);
  if (!Number.isInteger(startTime))
    throw badRequest('InvalidStartTime', 'start_time is required and must be a unix time.');
  if (startTime >= newest)
    throw badRequest('StartTimeTooRecent', 'Too recent start_time. Use a start_time older than 60 seconds.');
  return [startTime, -1];
}

export const incrementalExport: Endpoint = {
  method: 'GET',
  path: '/api/v2/incremental/tickets/cursor',
  need: { scope: 'tickets:read', role: 'admin' },
  rules: ({ site }) => [
    { name: 'incremental-exports', limit: site.highVolume ? 30 : 10, windowSeconds: 60, shown: true },
  ],
  handle: exportTickets,
};
