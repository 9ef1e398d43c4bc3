import { Injectable } from '@nestjs/common';
import type { Message, Person, Ticket, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { type EventDraft, recording } from '@nightdesk/outbox';
import { Grouped } from '@nightdesk/platform/groups';
import { columns, Database, Prisma, rowsForEach, type Tx } from '@nightdesk/platform/database';
import type { KnownTicket } from './difference.js';

/** A ticket as stored, with the instant of the reading. */
export interface StoredTicket extends Omit<TicketWithConversation, 'messages'> {
  messages: Message[];
  readAt: Date;
  /** When what people wrote was deleted here; null: it was not. */
  emptiedAt: Date | null;
}

/** A reading on its way into the store. */
export interface Copy {
  accountId: string;
  ticketId: string;
  /** The version that it replaces; 0: none. */
  over: number;
  reading: TicketWithConversation;
  readAt: Date;
}

/** What a reading brings with it. */
export interface Consequences {
  /** The ticket's deliveries up to this one are settled; null: none. */
  upTo: bigint | null;
  drafts: readonly EventDraft[];
  now: Date;
}

interface Saved {
  saved: boolean;
  told: string[];
}

/** Asked at each reading. */
const KNOWN = {
  name: 'tickets-known',
  text: `
SELECT asked.n, known.*
  FROM jsonb_to_recordset($1) AS asked (n int, "accountId" text, "ticketId" text) CROSS JOIN LATERAL (
    SELECT ${columns(Prisma.TicketScalarFieldEnum, ['tags', 'emptiedIds'])},
           ARRAY(SELECT m.id FROM messages m WHERE m.account_id = asked."accountId" AND m.ticket_id = asked."ticketId") AS "messageIds"
      FROM tickets WHERE account_id = asked."accountId" AND id = asked."ticketId" OFFSET 0) known`,
};

/**
 * The ticket, of its messages those that are new, the deliveries that are settled by it, and the events that it tells, in one
 * round trip. What JSON has as null stays so in a JSON column. A copy that was emptied is full again, unless the reading brought no
 * message.
 */
const SAVE = `
WITH saved AS (
  INSERT INTO tickets (account_id, id, subject, status, platform_status, priority, tags, assignee_id, requester, channel,
                       created_at, updated_at, deleted, raw, version, read_at)
  SELECT $1, id, subject, status, "platformStatus", priority, tags, "assigneeId", coalesce(requester, 'null'), channel,
         "createdAt", "updatedAt", deleted, coalesce(raw, 'null'), $2::int + 1, $3::timestamptz
    FROM jsonb_to_record($4::jsonb) AS read (
      id text, subject text, status text, "platformStatus" text, priority text, tags text[], "assigneeId" text,
      requester jsonb, channel text, "createdAt" timestamptz, "updatedAt" timestamptz, deleted boolean, raw jsonb)
  ON CONFLICT (account_id, id) DO UPDATE SET
    subject = excluded.subject, status = excluded.status, platform_status = excluded.platform_status,
    priority = excluded.priority, tags = excluded.tags, assignee_id = excluded.assignee_id,
    requester = excluded.requester, channel = excluded.channel, created_at = excluded.created_at,
    updated_at = excluded.updated_at, deleted = excluded.deleted, raw = excluded.raw, version = excluded.version,
    read_at = excluded.read_at, emptied_at = CASE WHEN $5::jsonb = '[]' THEN tickets.emptied_at END,
    emptied_ids = CASE WHEN $5::jsonb = '[]' THEN tickets.emptied_ids ELSE '{}' END
  WHERE tickets.version = $2::int
  RETURNING id
), said AS (
  INSERT INTO messages (account_id, ticket_id, id, kind, author, body, body_html, created_at, operation_id)
  SELECT $1, saved.id, message.id, kind, author, body, "bodyHtml", "createdAt", "operationId"
    FROM saved, jsonb_to_recordset($5::jsonb) AS message (
      id text, kind text, author jsonb, body text, "bodyHtml" text, "createdAt" timestamptz, "operationId" text)
  ON CONFLICT DO NOTHING
), settled AS (
  UPDATE inbox SET state = 'done', processed_at = $7::timestamptz FROM saved
   WHERE account_id = $1 AND ticket_id = $8 AND state = 'pending' AND seq <= $6::bigint
), ${recording('$9', '$7', 'EXISTS (SELECT FROM saved)')}
SELECT EXISTS (SELECT FROM saved) AS saved, ARRAY (SELECT DISTINCT subscriber_id FROM delivery) AS told`;

/** Every query on `tickets` and `messages`. */
@Injectable()
export class TicketsStore {
  private readonly copies: Grouped<Pick<Copy, 'accountId' | 'ticketId'>, KnownRow | undefined>;

  constructor(private readonly database: Database) {
    this.copies = new Grouped(async (asked) =>
      (await rowsForEach<KnownRow>(database.pool, KNOWN, asked)).map(([row]) => row),
    );
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async known(accountId: string, ticketId: string): Promise<KnownTicket | null> {
    const known = await this.copies.add({ accountId, ticketId });
    if (!known) return null;
    const { messageIds, ...row } = known;
    const { version, readAt, emptiedIds } = row;
    return { ticket: toTicket(row), version, readAt, messageIds: new Set([...messageIds, ...emptiedIds]) };
  }

  /**
   * Stores a reading and what comes of it, in `tx` or by itself, and answers the subscribers that are told. Null, and nothing is
   * done: another reading was stored meanwhile.
   */
  async save(
    { accountId, ticketId, over, reading, readAt }: Copy,
    comes: Consequences,
    tx?: Tx,
  ): Promise<string[] | null> {
    const { ticket, messages } = reading;
    const [copy, said, drafts] = [ticket, messages, comes.drafts].map((part) => JSON.stringify(part));
    const values = [accountId, over, readAt, copy, said, comes.upTo, comes.now, ticketId, drafts];
    const rows = tx
      ? await tx.$queryRawUnsafe<Saved[]>(SAVE, ...values)
      : (await this.database.pool.query<Saved>({ name: 'ticket-save', text: SAVE, values })).rows;
    return rows[0]?.saved === true ? rows[0].told : null;
  }

  async find(accountId: string, id: string): Promise<StoredTicket | null> {
    const row = await this.database.client.ticket.findUnique({ where: { accountId_id: { accountId, id } } });
    if (!row) return null;
    const messages = await this.database.client.message.findMany({
      where: { accountId, ticketId: id },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return {
      ticket: toTicket(row),
      readAt: row.readAt,
      emptiedAt: row.emptiedAt,
      messages: messages.map(({ kind, author, accountId: _account, ticketId: _ticket, ...message }) => ({
        ...message,
        kind: kind as Message['kind'],
        author: author as unknown as Person,
      })),
    };
  }

  /** Last changed first; `before` continues a listing. */
  async list(accountId: string, limit: number, before: { updatedAt: Date; id: string } | null) {
    const rows = await this.database.client.ticket.findMany({
      where: {
        accountId,
        ...(before
          ? {
              OR: [
                { updatedAt: { lt: before.updatedAt } },
                { updatedAt: before.updatedAt, id: { lt: before.id } },
              ],
            }
          : {}),
      },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return rows.map((row) => ({ ticket: toTicket(row), readAt: row.readAt, emptiedAt: row.emptiedAt }));
  }
}

type Row = Prisma.TicketGetPayload<object>;
type KnownRow = Row & { messageIds: string[] };

function toTicket({
  accountId: _account,
  version: _version,
  readAt: _readAt,
  emptiedAt: _emptiedAt,
  emptiedIds: _emptiedIds,
  requester,
  ...row
}: Row): Ticket {
  return {
    ...row,
    status: row.status as Ticket['status'],
    priority: row.priority as Ticket['priority'],
    requester: requester as unknown as Person | null,
  };
}
