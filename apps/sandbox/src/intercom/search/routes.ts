import type { Call, Endpoint } from '../call.js';
import { parameterInvalid, parameterMissing } from '../errors.js';
import { fields } from '../input.js';
import { cursorPage, sizeOf } from '../pages.js';
import { conversationJson } from '../present/conversation.js';
import { ticketJson } from '../present/ticket.js';
import { conversationFields, ticketFields } from './fields.js';
import type { Fields } from './query.js';
import { readQuery } from './query.js';

const mostRows = 150;

/** Finds by what the index knows and shows what is true now. `sort` is taken and does nothing. */
function search<Row>(
  { workspace, body }: Call,
  kind: 'conversation' | 'ticket',
  known: Fields,
  rows: Map<string, Row>,
) {
  const { query, pagination } = fields(body, ['query', 'pagination', 'sort']);
  if (query === undefined) throw parameterMissing('query');
  const test = readQuery(query, known);
  if (pagination !== undefined && (typeof pagination !== 'object' || pagination === null))
    throw parameterInvalid('pagination must be an object');
  const { per_page, starting_after } = fields(pagination ?? {}, ['per_page', 'starting_after']);
  const matching = [...workspace.index.documents(kind, workspace.now)].flatMap(([id, document]) => {
    const row = rows.get(id);
    return row && test(document) ? [[id, row] as [string, Row]] : [];
  });
  const { found, pages } = cursorPage(matching, sizeOf(per_page, mostRows), starting_after ?? undefined);
  return { found, shown: { pages, total_count: matching.length } };
}

export const searches: Endpoint[] = [
  {
    method: 'POST',
    path: '/conversations/search',
    need: ['read_conversations'],
    handle: (call) => {
      const { workspace } = call;
      const { found, shown } = search(call, 'conversation', conversationFields, workspace.conversations);
      const conversations = found.map((row) => conversationJson(workspace, row));
      return { status: 200, body: { type: 'conversation.list', ...shown, conversations } };
    },
  },
  {
    method: 'POST',
    path: '/tickets/search',
    need: ['read_tickets'],
    handle: (call) => {
      const { workspace } = call;
      const { found, shown } = search(call, 'ticket', ticketFields, workspace.tickets);
      return {
        status: 200,
        body: { type: 'ticket.list', ...shown, tickets: found.map((row) => ticketJson(workspace, row)) },
      };
    },
  },
];
