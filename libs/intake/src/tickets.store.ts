import { Injectable } from '@nestjs/common';
import type { Message, Person, Ticket, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { columns, Database, Prisma, type Tx } from '@nightdesk/platform/database';
import type { KnownTicket } from './difference.js';

/** A ticket as stored, with the instant of the reading. */
export interface StoredTicket extends Omit<TicketWithConversation, 'messages'> {
  messages: Message[];
  readAt: Date;
}

/** Asked at each reading. */
const KNOWN = {
  name: 'ticket-known',
  text: `SELECT ${columns(Prisma.TicketScalarFieldEnum, ['tags'])},
           ARRAY(SELECT m.id FROM messages m WHERE m.account_id = $1 AND m.ticket_id = $2) AS "messageIds"
      FROM tickets WHERE account_id = $1 AND id = $2`,
};

/** The ticket, and of its messages those that are new, in one round trip. What JSON has as null stays so in a JSON column. */
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
    read_at = excluded.read_at
  WHERE tickets.version = $2::int
  RETURNING id
), said AS (
  INSERT INTO messages (account_id, ticket_id, id, kind, author, body, body_html, created_at, operation_id)
  SELECT $1, saved.id, message.id, kind, author, body, "bodyHtml", "createdAt", "operationId"
    FROM saved, jsonb_to_recordset($5::jsonb) AS message (
      id text, kind text, author jsonb, body text, "bodyHtml" text, "createdAt" timestamptz, "operationId" text)
  ON CONFLICT DO NOTHING
)
SELECT count(*)::int AS saved FROM saved`;

/** Every query on `tickets` and `messages`. */
@Injectable()
export class TicketsStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async known(accountId: string, id: string): Promise<KnownTicket | null> {
    const statement = { ...KNOWN, values: [accountId, id] };
    const [known] = (await this.database.pool.query<Row & { messageIds: string[] }>(statement)).rows;
    if (!known) return null;
    const { messageIds, ...row } = known;
    const { version, readAt } = row;
    return { ticket: toTicket(row), version, readAt, messageIds: new Set(messageIds) };
  }

  /** Stores a reading over version `over` (0: none). False: another reading was stored meanwhile. */
  async save(
    tx: Tx,
    accountId: string,
    over: number,
    { ticket, messages }: TicketWithConversation,
    readAt: Date,
  ): Promise<boolean> {
    const values = [accountId, over, readAt, JSON.stringify(ticket), JSON.stringify(messages)];
    const [row] = await tx.$queryRawUnsafe<{ saved: number }[]>(SAVE, ...values);
    return row?.saved === 1;
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
    return rows.map((row) => ({ ticket: toTicket(row), readAt: row.readAt }));
  }
}

type Row = Prisma.TicketGetPayload<object>;

function toTicket({
  accountId: _account,
  version: _version,
  readAt: _readAt,
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
