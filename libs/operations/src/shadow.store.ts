import { Injectable } from '@nestjs/common';
import type {
  Message,
  Person,
  Step,
  Ticket,
  TicketStatus,
  TicketWithConversation,
} from '@nightdesk/helpdesks/contract';
import { Database } from '@nightdesk/platform/database';
import type { Outcomes } from './shadow.js';

/** An operation that was recorded and not sent. */
export interface Shadowed {
  id: string;
  ticketId: string;
  createdAt: Date;
  steps: Step[];
}

/** What the stored copy of a ticket has now. */
export interface TicketState {
  status: TicketStatus;
  tags: string[];
  assigneeId: string | null;
}

/** A change that a reading of the ticket has shown. */
export interface TicketChange {
  type: string;
  previous: unknown;
  current: unknown;
  at: Date;
  /** By an operation of ours. */
  isOwn: boolean;
}

/** What happened on a ticket, oldest first, and how it is now; null: it is not known here. */
export interface TicketStory {
  now: TicketState | null;
  messages: Message[];
  changes: TicketChange[];
}

/** A ticket's stored copy, as conditions of operations look at it. */
export interface StoredCopy extends TicketWithConversation {
  readAt: Date;
}

const changeTypes = ['status.changed', 'tags.changed', 'assignee.changed'];
/** What was not sent because its condition did not hold has not failed. */
const noFault = ['superseded', 'precondition'];

/** What shadow mode and dry runs ask of the tables, their own and those of others; nothing here writes. */
@Injectable()
export class ShadowStore {
  constructor(private readonly database: Database) {}

  /**
   * How the account's operations ended since an instant, of those that were accepted since another. What was not to be
   * sent after all (a condition, a cancel) is not among them.
   */
  async outcomes(accountId: string, endedSince: Date, acceptedSince: Date | null): Promise<Outcomes> {
    const { rows } = await this.database.pool.query<Outcomes>(
      `SELECT count(*)::int AS ended, count(*) FILTER (WHERE state <> 'confirmed')::int AS failed
         FROM operations
        WHERE account_id = $1 AND finished_at >= $2 AND ($4::timestamptz IS NULL OR created_at >= $4)
          AND (state IN ('confirmed', 'dead') OR (state = 'failed' AND (cause IS NULL OR cause <> ALL ($3))))`,
      [accountId, endedSince, noFault, acceptedSince],
    );
    return rows[0] ?? { ended: 0, failed: 0 };
  }

  /** Newest first. */
  async shadowed(accountId: string, since: Date, limit: number): Promise<Shadowed[]> {
    const rows = await this.database.client.operation.findMany({
      where: { accountId, state: 'shadowed', finishedAt: { gte: since } },
      orderBy: { seq: 'desc' },
      take: limit,
      select: {
        id: true,
        ticketId: true,
        createdAt: true,
        steps: { orderBy: { position: 'asc' }, select: { payload: true } },
      },
    });
    return rows.map(({ steps, ...row }) => ({
      ...row,
      steps: steps.map(({ payload }) => payload as unknown as Step),
    }));
  }

  /** What happened on tickets since an instant; each that was asked for has its story. */
  async stories(accountId: string, ticketIds: string[], since: Date): Promise<Map<string, TicketStory>> {
    const where = { accountId, ticketId: { in: ticketIds } };
    const [tickets, messages, events] = await Promise.all([
      this.database.client.ticket.findMany({
        where: { accountId, id: { in: ticketIds } },
        select: { id: true, status: true, tags: true, assigneeId: true },
      }),
      this.database.client.message.findMany({
        where: { ...where, createdAt: { gte: since } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      }),
      this.database.client.event.findMany({
        where: { ...where, type: { in: changeTypes }, occurredAt: { gte: since } },
        orderBy: { seq: 'asc' },
        select: { ticketId: true, type: true, data: true, occurredAt: true, origin: true },
      }),
    ]);
    const stories = new Map(
      ticketIds.map((id): [string, TicketStory] => [id, { now: null, messages: [], changes: [] }]),
    );
    for (const { id, status, ...rest } of tickets) {
      const story = stories.get(id);
      if (story) story.now = { ...rest, status: status as TicketStatus };
    }
    for (const row of messages) stories.get(row.ticketId)?.messages.push(message(row));
    for (const { ticketId, type, data, occurredAt, origin } of events) {
      const { previous, current } = data as { previous?: unknown; current?: unknown };
      const change = { type, previous, current, at: occurredAt, isOwn: origin === 'nightdesk' };
      if (ticketId !== null) stories.get(ticketId)?.changes.push(change);
    }
    return stories;
  }

  /** Null: the ticket is not known here. */
  async copy(accountId: string, id: string): Promise<StoredCopy | null> {
    const [ticket, messages] = await Promise.all([
      this.database.client.ticket.findUnique({ where: { accountId_id: { accountId, id } } }),
      this.database.client.message.findMany({
        where: { accountId, ticketId: id },
        orderBy: { createdAt: 'asc' },
      }),
    ]);
    if (!ticket) return null;
    const { accountId: _account, version: _version, readAt, ...row } = ticket;
    const { status, priority, requester } = row as unknown as Ticket;
    return { ticket: { ...row, status, priority, requester }, messages: messages.map(message), readAt };
  }

  /** Its operations wait until a person releases it. */
  async isFrozen(accountId: string, ticketId: string): Promise<boolean> {
    const where = { accountId, ticketId, releasedAt: null };
    return (await this.database.client.ticketFuse.count({ where })) > 0;
  }
}

type MessageRow = Omit<Message, 'kind' | 'author'> & {
  kind: string;
  author: unknown;
  accountId: string;
  ticketId: string;
};

function message({ kind, author, accountId: _account, ticketId: _ticket, ...row }: MessageRow): Message {
  return { ...row, kind: kind as Message['kind'], author: author as Person };
}
