import {
  HelpdeskError,
  type ChangedTickets,
  type ListFrom,
  type Person,
  type Send,
  type Ticket,
  type TicketWithConversation,
} from '@nightdesk/helpdesks/contract';
import { ask, requestFor, type Platform } from './calls.js';
import { firstMessage, messageOf, ticketOf } from './mapping.js';
import { allRows, nextPosition, positionValues, saysMore } from './pages.js';
import type { Row } from './row.js';
import { instantAs, unitOf } from './times.js';

/** One call. */
export async function listChanged(platform: Platform, send: Send, from: ListFrom): Promise<ChangedTickets> {
  const { list } = platform.declared;
  const { pagination } = list;
  const since = sinceOf(platform, from);
  const isSaid = from.cursor === null || pagination.kind !== 'cursor' || pagination.sinceWithCursor;
  const position = pagination.kind === 'time' ? null : from.cursor;
  const request = requestFor(platform, list.call, {
    ...positionValues(pagination, position),
    ...(isSaid && { since: instantAs(formatOf(platform), since) }),
  });
  const answer = await ask(platform, send, request);
  const tickets = answer.rows(list.items, 'list.items').map((row) => ticketOf(platform, row));
  const recent = list.order === 'newestFirst' ? tickets.filter(isNewer(since)) : tickets;
  if (recent.length < tickets.length) return { tickets: recent, cursor: null };
  const cursor =
    pagination.kind === 'time'
      ? nextInstant(platform, since, tickets, saysMore(pagination, answer, 'list'))
      : nextPosition(pagination, position, { answer, count: tickets.length, key: 'list' });
  return { tickets, cursor };
}

const formatOf = ({ declared }: Platform) => declared.list.sinceFormat ?? declared.timeFormat;

/** Platforms that show whole seconds have `since` counted from its second on. */
const isNewer = (since: Date) => (ticket: Ticket) =>
  ticket.updatedAt.getTime() >= Math.floor(since.getTime() / 1000) * 1000;

/**
 * From when on a page is asked for. A list by time goes on from the last ticket of the page before, less the least that the
 * format can say: it may be that only later tickets are answered, and several can share an instant.
 */
function sinceOf(platform: Platform, { since, cursor }: ListFrom): Date {
  const { list } = platform.declared;
  const isContinued = list.pagination.kind === 'time' && cursor !== null;
  const at = isContinued
    ? Number(cursor) - unitOf(formatOf(platform))
    : since.getTime() - list.overlapSeconds * 1000;
  return new Date(Math.max(0, at));
}

function nextInstant(
  platform: Platform,
  since: Date,
  tickets: readonly Ticket[],
  hasMore: boolean | null,
): string | null {
  const { list, title } = platform.declared;
  const size = list.pagination.kind === 'time' ? list.pagination.size : 0;
  const isMore = hasMore ?? tickets.length >= size;
  if (!isMore || tickets.length === 0) return null;
  const last = Math.max(...tickets.map(({ updatedAt }) => updatedAt.getTime()));
  const next = new Date(last - unitOf(formatOf(platform)));
  if (instantAs(formatOf(platform), next) <= instantAs(formatOf(platform), since))
    throw new HelpdeskError(
      'unavailable',
      `${title} has more tickets of one instant than a page holds: raise list.pagination.size in ${platform.file}`,
    );
  return String(last);
}

/** The ticket, and its conversation unless that came along: one more call for each page of it. */
export async function getTicket(
  platform: Platform,
  send: Send,
  ticketId: string,
): Promise<TicketWithConversation> {
  const row = await ticketRow(platform, send, ticketId);
  const ticket = ticketOf(platform, row.item);
  const rows = await conversationRows(platform, send, ticketId, row.answer);
  return {
    ticket,
    messages: [...firstMessage(platform, row.item, ticket), ...inOrder(platform, rows, ticket.requester)],
  };
}

export async function ticketRow(
  platform: Platform,
  send: Send,
  ticketId: string,
): Promise<{ item: Row; answer: Row }> {
  const { ticket } = platform.declared;
  const answer = await ask(platform, send, requestFor(platform, ticket.call, { ticketId }));
  return { item: answer.part(ticket.item, 'ticket.item'), answer };
}

/** @param answer the ticket's, when it was read already; asked for only when the conversation is a part of it. */
export async function conversationRows(
  platform: Platform,
  send: Send,
  ticketId: string,
  answer?: Row,
): Promise<Row[]> {
  const { call, items, order, pagination } = platform.declared.conversation;
  const rows = call
    ? await allRows(platform, send, { call, items, pagination, key: 'conversation' }, { ticketId })
    : (answer ?? (await ticketRow(platform, send, ticketId)).answer).rows(items, 'conversation.items');
  return order === 'newestFirst' ? rows.toReversed() : rows;
}

/** A message that moved to another page while we read is there twice. */
function inOrder(platform: Platform, rows: readonly Row[], requester: Person | null) {
  const messages = rows.map((row) => messageOf(platform, row, requester));
  const once = new Map(messages.map((message) => [message.id, message]));
  return [...once.values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
