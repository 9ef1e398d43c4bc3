import {
  HelpdeskError,
  type ChangedTickets,
  type ListFrom,
  type PlatformRequest,
  type Send,
  type Ticket,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import { call } from './calls.js';
import { ticketOfConversation, ticketOfTicket } from './mapping.js';
import { ConversationPage, TicketPage } from './shapes.js';

/** Most that one slice is drained of: the more it holds, the longer it changes while it is read. */
const sliceRows = 1_500;
const perPage = 150;

/** A place in the listing, in unix seconds: the closed slice that is being drained, of all that lies before `until`. */
const Place = z.object({
  of: z.enum(['conversations', 'tickets']),
  since: z.int(),
  until: z.int(),
  from: z.int(),
  to: z.int(),
  after: z.string().nullable(),
});
type Place = z.infer<typeof Place>;

interface Page {
  tickets: Ticket[];
  total: number;
  after: string | null;
}

/**
 * One call: conversations, then tickets, each by closed slices of time. Nothing is asked of the order within a slice; one
 * that holds too much is cut in half. The end is now and stays now on every page, so what changes meanwhile belongs to the
 * next listing.
 */
export async function listChanged(
  send: Send,
  { since, cursor }: ListFrom,
  now: Date,
): Promise<ChangedTickets> {
  const place = cursor === null ? beginning(since, now) : placeOf(cursor);
  const page = await pageAt(send, place);
  const next = after(place, page);
  return { tickets: page.tickets, cursor: next === null ? null : JSON.stringify(next) };
}

function beginning(since: Date, now: Date): Place {
  const from = Math.floor(since.getTime() / 1000);
  const until = Math.max(from, Math.ceil(now.getTime() / 1000));
  return { of: 'conversations', since: from, until, from, to: until, after: null };
}

function placeOf(cursor: string): Place {
  try {
    return Place.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new HelpdeskError('invalid', 'the cursor is none of Intercom’s; begin the listing again', {
      cause,
    });
  }
}

function after(place: Place, page: Page): Place | null {
  const { of, since, until, from, to } = place;
  if (place.after === null && page.total > sliceRows && to - from > 1)
    return { ...place, to: from + Math.floor((to - from) / 2) };
  if (page.after !== null && page.after === place.after)
    throw new HelpdeskError('unavailable', `Intercom repeats a page of /${of}/search without end`);
  if (page.after !== null) return { ...place, after: page.after };
  if (to < until) return { ...place, from: to, to: until, after: null };
  return of === 'conversations' ? { of: 'tickets', since, until, from: since, to: until, after: null } : null;
}

async function pageAt(send: Send, place: Place): Promise<Page> {
  if (place.of === 'conversations') {
    const { body } = await call(send, search(place), ConversationPage);
    return pageOf(body, body.conversations.map(ticketOfConversation));
  }
  try {
    const { body } = await call(send, search(place), TicketPage);
    return pageOf(body, body.tickets.map(ticketOfTicket));
  } catch (error) {
    if (lacksScope(error)) return { tickets: [], total: 0, after: null };
    throw error;
  }
}

/** A workspace that has no tickets need not grant them; the probe says so where they are missing. */
const lacksScope = (error: unknown) =>
  error instanceof HelpdeskError && error.kind === 'forbidden' && !!error.details.missingScopes?.length;

function pageOf(
  { total_count, pages }: z.infer<typeof ConversationPage | typeof TicketPage>,
  tickets: Ticket[],
): Page {
  return { tickets, total: total_count ?? 0, after: pages?.next?.starting_after ?? null };
}

/** `>` and `<` may or may not include the bound, so a second is added on either side; what comes twice does no harm. */
function search({ of, from, to, after: startingAfter }: Place): PlatformRequest {
  const pagination = {
    per_page: perPage,
    ...(startingAfter === null ? {} : { starting_after: startingAfter }),
  };
  return {
    method: 'POST',
    path: `/${of}/search`,
    route: `/${of}/search`,
    body: {
      query: {
        operator: 'AND',
        value: [
          { field: 'updated_at', operator: '>', value: Math.max(0, from - 1) },
          { field: 'updated_at', operator: '<', value: to + 1 },
        ],
      },
      pagination,
    },
    repeatable: true,
  };
}
