import { isDeepStrictEqual } from 'node:util';
import type { Message, Ticket, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import type { EventType } from '@nightdesk/contract';
import type { OwnWrite } from '@nightdesk/operations';

/** One fact that a new reading of a ticket shows, before it has an id. */
export interface Fact {
  type: EventType;
  /** The same fact has the same key, however often it is found. */
  dedupeKey: string;
  data: Record<string, unknown>;
  occurredAt: Date;
  /** The operation of ours that caused it, or null. */
  operationId: string | null;
}

/** What we knew of a ticket. */
export interface KnownTicket {
  ticket: Pick<Ticket, 'status' | 'tags' | 'assigneeId' | 'priority' | 'deleted'>;
  version: number;
  /** When the reading began that it comes from. */
  readAt: Date;
  messageIds: ReadonlySet<string>;
}

/**
 * The facts that lie between what we knew and what we read now, in order. Pure: whatever order deliveries arrive in, and
 * however often, the same two readings give the same facts. Of a ticket that we see for the first time, only what
 * happened after `since` (when the account was connected) is news. `ourselves` is the platform's user that we write as.
 */
export function difference(
  known: KnownTicket | null,
  current: TicketWithConversation,
  since: Date,
  own: readonly OwnWrite[],
  ourselves: string | null = null,
): Fact[] {
  const { ticket } = current;
  const created = known === null && ticket.createdAt >= since;
  const fresh = current.messages.filter(
    ({ id, createdAt }) => !known?.messageIds.has(id) && (known !== null || createdAt >= since),
  );
  const [first, ...later] = fresh;
  const said = created ? later : fresh;
  return [
    ...(created ? [creation(ticket, first)] : []),
    ...said.map((message) => addition(message, own, ourselves)),
    ...(known ? changes(known, ticket, own) : []),
  ];
}

function creation(ticket: Ticket, message: Message | undefined): Fact {
  const { id, subject, status, priority, tags, assigneeId, requester, channel } = ticket;
  return {
    type: 'ticket.created',
    dedupeKey: `ticket.created:${id}`,
    data: {
      ticket: { id, subject, status, priority, tags, assigneeId, requester, channel },
      message: message ? messageData(message) : null,
    },
    occurredAt: ticket.createdAt,
    operationId: message?.operationId ?? null,
  };
}

function addition(message: Message, own: readonly OwnWrite[], ourselves: string | null): Fact {
  const known = own.find(({ remoteIds }) => remoteIds.includes(message.id));
  const ours = known ?? own.find((write) => isUnderWay(write, message, ourselves));
  return {
    type: message.kind === 'reply' ? 'reply.added' : 'note.added',
    dedupeKey: `message:${message.id}`,
    data: { message: messageData(message) },
    occurredAt: message.createdAt,
    operationId: message.operationId ?? ours?.operationId ?? null,
  };
}

/**
 * The webhook of our own write has overtaken the answer to it, so nobody has told us its id: same author, kind and text as
 * something that is out and not confirmed.
 */
function isUnderWay({ step, confirmedAt }: OwnWrite, message: Message, ourselves: string | null): boolean {
  return (
    confirmedAt === null &&
    ourselves !== null &&
    message.author.id === ourselves &&
    step.kind === message.kind &&
    inOneLine(step.body) === inOneLine(message.body)
  );
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

function messageData({ id, kind, author, body, bodyHtml, createdAt }: Message) {
  return { id, kind, author, body, bodyHtml, createdAt: createdAt.toISOString() };
}

function changes(known: KnownTicket, ticket: Ticket, own: readonly OwnWrite[]): Fact[] {
  const before = known.ticket;
  const fact = (type: EventType, previous: unknown, current: unknown, operationId: string | null): Fact[] =>
    isDeepStrictEqual(previous, current)
      ? []
      : [
          {
            type,
            dedupeKey: `${type}:${ticket.id}:${known.version + 1}`,
            data: { previous, current },
            occurredAt: ticket.updatedAt,
            operationId,
          },
        ];
  if (ticket.deleted !== before.deleted && ticket.deleted) {
    return fact('ticket.deleted', before.deleted, ticket.deleted, null);
  }
  // What was confirmed before we last looked is in what we knew, so it explains nothing that happened since.
  const recent = own.filter(({ confirmedAt }) => confirmedAt === null || confirmedAt >= known.readAt);
  const by = (matches: (write: OwnWrite) => boolean) => recent.find(matches)?.operationId ?? null;
  const [tagsBefore, tagsNow] = [before.tags.toSorted(), ticket.tags.toSorted()];
  return [
    ...fact(
      'tags.changed',
      tagsBefore,
      tagsNow,
      by(({ step }) => isTagStep(step, tagsBefore, tagsNow)),
    ),
    ...fact(
      'assignee.changed',
      before.assigneeId,
      ticket.assigneeId,
      by(({ step }) => step.kind === 'assignee' && step.assigneeId === ticket.assigneeId),
    ),
    ...fact('priority.changed', before.priority, ticket.priority, null),
    ...fact(
      'status.changed',
      before.status,
      ticket.status,
      by(({ step }) => step.kind === 'status' && step.status === ticket.status),
    ),
  ];
}

/** True when the step explains the whole change of the tags. */
function isTagStep(step: OwnWrite['step'], before: readonly string[], now: readonly string[]): boolean {
  if (step.kind !== 'addTags' && step.kind !== 'removeTags') return false;
  const [from, to] = step.kind === 'addTags' ? [before, now] : [now, before];
  const changed = to.filter((tag) => !from.includes(tag));
  return from.every((tag) => to.includes(tag)) && changed.every((tag) => step.tags.includes(tag));
}
