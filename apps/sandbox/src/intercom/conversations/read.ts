import type { Call, Endpoint } from '../call.js';
import { conversationOf } from '../call.js';
import { notImplemented, parameterInvalid } from '../errors.js';
import { cursorPage, sizeOf } from '../pages.js';
import { conversationJson, threadJson } from '../present/conversation.js';
import type { Conversation } from '../types.js';

const need = ['read_conversations'] as const;

/** Of the ways to show a conversation the sandbox knows plain text. */
export function wantsPlain({ query }: Call): boolean {
  const other = Object.keys(query).find((key) => key !== 'display_as');
  if (other !== undefined) throw notImplemented(`the query parameter ${other} here`);
  const wanted = query['display_as'];
  if (wanted !== undefined && wanted !== 'plaintext' && wanted !== 'html')
    throw parameterInvalid('display_as must be plaintext');
  return wanted === 'plaintext';
}

function show(call: Call) {
  const conversation = conversationOf(call);
  return { status: 200, body: threadJson(call.workspace, conversation, { plain: wantsPlain(call) }) };
}

function list({ workspace, query }: Call) {
  const rows = [...workspace.conversations.values()].map((row): [string, Conversation] => [row.id, row]);
  const size = sizeOf(query['per_page'], 150);
  const { found, pages } = cursorPage(rows, size, query['starting_after']);
  const conversations = found.map((row) => conversationJson(workspace, row));
  return { status: 200, body: { type: 'conversation.list', pages, total_count: rows.length, conversations } };
}

/** Numbered pages, unlike everywhere else. */
function deleted({ workspace, query, base }: Call) {
  const size = sizeOf(query['per_page'], 60);
  const page = Number(query['page'] ?? 1);
  if (!Number.isInteger(page) || page < 1) throw parameterInvalid('page must be a number from 1 on');
  const order = query['order'] === 'asc' ? 'asc' : 'desc';
  const rows = order === 'asc' ? workspace.deleted : workspace.deleted.toReversed();
  const total_pages = Math.max(1, Math.ceil(rows.length / size));
  const next = `${base}/conversations/deleted?per_page=${size}&order=${order}&page=${page + 1}`;
  const conversations = rows
    .slice((page - 1) * size, page * size)
    .map((row) => ({ type: 'conversation', ...row, metrics_retained: false }));
  return {
    status: 200,
    body: {
      type: 'conversations.list',
      total_count: rows.length,
      pages: { type: 'pages', ...(page < total_pages ? { next } : {}), page, per_page: size, total_pages },
      conversations,
    },
  };
}

export const conversationReads: Endpoint[] = [
  { method: 'GET', path: '/conversations', need, handle: list },
  { method: 'GET', path: '/conversations/deleted', need, handle: deleted },
  { method: 'GET', path: '/conversations/:id', need, handle: show },
];
