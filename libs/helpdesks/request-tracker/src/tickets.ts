import { HelpdeskError, type Send } from '@nightdesk/helpdesks/contract';
import { call, inside, root, search, ticketPath } from './calls.js';
import { ticketFields } from './mapping.js';
import { pageOf, SingleTicket, UserRow } from './shapes.js';

/** One ticket by its number, and what our user may do with it. */
export interface Single {
  ticket: SingleTicket;
  /** The ticket's newest transaction, as an `If-Match` wants it. */
  etag: string | undefined;
  /** The number of the ticket that this one was merged into. RT then answers with that one. */
  mergedInto: string | null;
}

/** One call. Unlike a search it shows deleted tickets, and says which rights are missing. */
export async function single(send: Send, ticketId: string): Promise<Single> {
  const { body, response } = await call(
    send,
    { method: 'GET', ...ticketPath(ticketId), query: inside(ticketFields.subfields) },
    SingleTicket,
  );
  const id = String(body.id);
  return {
    ticket: body,
    etag: response.headers['etag'],
    mergedInto: id === ticketId ? null : id,
  };
}

/**
 * To whoever lacks ShowTicket, a search answers as if there were no tickets. Two calls that tell the two apart, for a
 * search that found none.
 * @throws HelpdeskError `forbidden` when no ticket and no queue at all is visible.
 */
export async function mustSeeTickets(send: Send): Promise<void> {
  const all = { where: 'id > 0', fields: 'Status', orderby: [], perPage: 1 } as const;
  const { items } = await search(send, { path: '/tickets', ...all }, UserRow);
  if (items.length > 0 || (await seesQueues(send))) return;
  throw new HelpdeskError('forbidden', 'the token’s user can see no queue and no ticket', {
    capability: 'tickets:read',
  });
}

/** One call. */
export async function seesQueues(send: Send): Promise<boolean> {
  const path = `${root}/queues/all`;
  const { body } = await call(
    send,
    { method: 'GET', path, route: path, query: { per_page: 100 } },
    pageOf(UserRow),
  );
  return body.items.length > 0;
}
