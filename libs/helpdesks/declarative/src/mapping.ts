import type { Message, Person, Ticket } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';
import type { Platform } from './calls.js';
import { plainText } from './plain.js';
import { operationOf } from './mark.js';
import type { Row } from './row.js';
import type { PersonFields } from './schema/parts.js';
import { instantIn } from './times.js';

const Text = z.string();
const Word = z.union([z.string(), z.number()]).transform(String);

export function ticketOf({ declared }: Platform, row: Row): Ticket {
  const { deleted, fields } = declared.ticket;
  const at = (field: keyof typeof fields) => `ticket.fields.${field}`;
  const instant = instantIn[declared.timeFormat];
  const word = row.word(fields.status, at('status'));
  const isDeleted = deleted !== undefined && row.is(deleted);
  const priority = row.maybeWord(fields.priority, at('priority'));
  return {
    id: row.id(fields.id, at('id')),
    subject: row.maybe(fields.subject, at('subject'), Text),
    status: isDeleted ? 'closed' : (entry(declared.statuses.read, word) ?? declared.statuses.otherwise),
    platformStatus: word,
    priority: priority === null ? null : (entry(declared.priorities, priority) ?? null),
    tags: tagsOf(row, fields),
    assigneeId: row.maybeId(fields.assigneeId, at('assigneeId')),
    requester: personOf(row, fields.requester, at('requester'), 'customer'),
    channel: row.maybeWord(fields.channel, at('channel')),
    createdAt: row.read(fields.createdAt, at('createdAt'), instant),
    updatedAt: row.read(fields.updatedAt, at('updatedAt'), instant),
    deleted: isDeleted,
    raw: row.value,
  };
}

/** A list of texts, or of objects that have the text at `tagName`. */
function tagsOf(row: Row, { tags, tagName }: Platform['declared']['ticket']['fields']): string[] {
  if (tagName === undefined) return row.maybe(tags, 'ticket.fields.tags', z.array(Word)) ?? [];
  if (tags === undefined || row.maybe(tags, 'ticket.fields.tags', z.unknown()) === null) return [];
  return row.rows(tags, 'ticket.fields.tags').map((tag) => tag.word(tagName, 'ticket.fields.tagName'));
}

/** Null when nobody stands there. */
export function personOf(
  row: Row,
  fields: PersonFields | undefined,
  key: string,
  role: Person['role'],
): Person | null {
  const id = row.maybeId(fields?.id, `${key}.id`);
  if (id === null) return null;
  return {
    id,
    name: row.maybe(fields?.name, `${key}.name`, Text),
    email: row.maybe(fields?.email, `${key}.email`, Text),
    role,
  };
}

export function messageOf(platform: Platform, row: Row, requester: Person | null): Message {
  const { fields } = platform.declared.conversation;
  const at = (field: keyof typeof fields) => `conversation.fields.${field}`;
  const author = personOf(row, fields.author, at('author'), 'agent');
  const html = row.maybe(fields.html, at('html'), Text);
  return {
    id: row.id(fields.id, at('id')),
    kind: kindOf(platform, row),
    author: author
      ? { ...author, role: roleOf(platform, row, author.id === requester?.id) }
      : { id: 'system', name: null, email: null, role: 'system' },
    body: row.maybe(fields.text, at('text'), Text) ?? plainText(html ?? ''),
    bodyHtml: html,
    createdAt: row.read(fields.createdAt, at('createdAt'), instantIn[platform.declared.timeFormat]),
    operationId: operationOf(row.maybeWord(fields.operationId, at('operationId'))),
  };
}

/** The ticket's own text, where the platform keeps the first message there. */
export function firstMessage({ declared }: Platform, row: Row, ticket: Ticket): Message[] {
  const { first } = declared.conversation;
  if (!first) return [];
  const html = row.maybe(first.html, 'conversation.first.html', Text);
  const text = row.maybe(first.text, 'conversation.first.text', Text) ?? plainText(html ?? '');
  return [
    {
      id: `${ticket.id}:first`,
      kind: 'reply',
      author: ticket.requester ?? { id: 'system', name: null, email: null, role: 'system' },
      body: text,
      bodyHtml: html,
      createdAt: ticket.createdAt,
      operationId: null,
    },
  ];
}

function roleOf({ declared }: Platform, row: Row, isRequester: boolean): Person['role'] {
  const rule = declared.conversation.role;
  if (!rule) return isRequester ? 'customer' : 'agent';
  const sorted = (is: readonly unknown[] | undefined) => is !== undefined && row.is({ at: rule.at, is });
  return sorted(rule.customer) ? 'customer' : sorted(rule.agent) ? 'agent' : 'system';
}

/** A message that says neither is refused: a note must not be taken for what the customer can read. */
function kindOf({ declared }: Platform, row: Row): Message['kind'] {
  const rule = declared.conversation.kind;
  if (!rule) return 'reply';
  if (row.is({ at: rule.at, is: rule.note })) return 'note';
  if (row.is({ at: rule.at, is: rule.reply })) return 'reply';
  throw row.unusable(rule.at, 'conversation.kind', 'it is neither one of "reply" nor one of "note"');
}

/** The file's own entry; a platform's word may be `constructor`. */
function entry<T>(table: Readonly<Partial<Record<string, T>>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
