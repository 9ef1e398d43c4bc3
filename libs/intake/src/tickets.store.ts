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
  text: `SELECT ${columns(Prisma.TicketScalarFieldEnum)},
           ARRAY(SELECT m.id FROM messages m WHERE m.account_id = $1 AND m.ticket_id = $2) AS "messageIds"
      FROM tickets WHERE account_id = $1 AND id = $2`,
};

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
    reading: TicketWithConversation,
    readAt: Date,
  ): Promise<boolean> {
    const { id, requester, raw, ...ticket } = reading.ticket;
    const columns = { ...ticket, requester: json(requester), raw: json(raw), version: over + 1, readAt };
    const { count } =
      over === 0
        ? await tx.ticket.createMany({ data: { accountId, id, ...columns }, skipDuplicates: true })
        : await tx.ticket.updateMany({ where: { accountId, id, version: over }, data: columns });
    if (count === 0) return false;
    await tx.message.createMany({
      data: reading.messages.map(({ author, ...message }) => ({
        ...message,
        accountId,
        ticketId: id,
        author: author as unknown as Prisma.InputJsonObject,
      })),
      skipDuplicates: true,
    });
    return true;
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

function json(value: unknown): Prisma.InputJsonValue | typeof Prisma.JsonNull {
  return value === null || value === undefined ? Prisma.JsonNull : (value as Prisma.InputJsonValue);
}
