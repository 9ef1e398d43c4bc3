import { Controller, Get, Param, Query } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import type { Conversation, Ticket } from '@nightdesk/contract';
import { Health } from '@nightdesk/health';
import { Tickets } from '@nightdesk/intake';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { conversationView, cursorOf, positionOf, ticketView } from './ticket.view.js';

const Freshness = z.object({ fresh: z.stringbool().default(false) });
const Listing = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().optional(),
});

@Controller('v1/accounts/:accountId/tickets')
@Needs('read')
export class TicketsController {
  constructor(
    private readonly tickets: Tickets,
    private readonly accounts: Accounts,
    private readonly health: Health,
  ) {}

  @Get()
  async list(
    @Param('accountId') accountId: string,
    @Query({ schema: Listing }) query: z.infer<typeof Listing>,
  ) {
    await this.accounts.get(accountId);
    const rows = await this.tickets.list(accountId, query.limit, positionOf(query.after));
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return {
      data: rows.map((row) => ticketView(accountId, { ...row, source: 'stored', stale: false })),
      next: last ? cursorOf(last.ticket) : null,
    };
  }

  @Get(':ticketId')
  async get(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Query({ schema: Freshness }) query: z.infer<typeof Freshness>,
  ): Promise<Ticket> {
    return ticketView(accountId, await this.tickets.get(accountId, ticketId, query.fresh));
  }

  @Get(':ticketId/conversation')
  async conversation(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Query({ schema: Freshness }) query: z.infer<typeof Freshness>,
  ): Promise<Conversation> {
    return conversationView(accountId, await this.tickets.get(accountId, ticketId, query.fresh));
  }

  @Get(':ticketId/timeline')
  timeline(@Param('accountId') accountId: string, @Param('ticketId') ticketId: string) {
    return this.health.timeline(accountId, ticketId);
  }
}
