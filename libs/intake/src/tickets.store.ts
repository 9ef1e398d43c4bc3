import { Injectable } from '@nestjs/common';
import type { Message, Person, Ticket, TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { Grouped } from '@nightdesk/platform/groups';
import { columns, Database, Prisma, rowsForEach } from '@nightdesk/platform/database';
import type { KnownTicket } from './difference.js';

/** A ticket as stored, with the instant of the reading. */
export interface StoredTicket extends Omit<TicketWithConversation, 'messages'> {
  messages: Message[];
  readAt: Date;
  /** When what people wrote was deleted here; null: it was not. */
  emptiedAt: Date | null;
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

/** What is asked of `tickets` and `messages`; `ReadingsStore` writes them. */
@Injectable()
export class TicketsStore {
  private readonly copies: Grouped<{ accountId: string; ticketId: string }, KnownRow | undefined>;

  constructor(private readonly database: Database) {
    this.copies = new Grouped(async (asked) =>
      (await rowsForEach<KnownRow>(database.pool, KNOWN, asked)).map(([row]) => row),
    );
  }

  async known(accountId: string, ticketId: string): Promise<KnownTicket | null> {
    const known = await this.copies.add({ accountId, ticketId });
    if (!known) return null;
    const { messageIds, ...row } = known;
    const { version, readAt, emptiedIds } = row;
    return { ticket: toTicket(row), version, readAt, messageIds: new Set([...messageIds, ...emptiedIds]) };
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
