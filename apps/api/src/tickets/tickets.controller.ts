import { Controller, createParamDecorator, type ExecutionContext, Get, Param, Query } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import type { Conversation, Ticket } from '@nightdesk/contract';
import { Health } from '@nightdesk/health';
import { Tickets } from '@nightdesk/intake';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { conversationView, cursorOf, positionOf, ticketView } from './ticket.view.js';

const shortest = 500;
const longest = 20_000;
const within = `must be a whole number of milliseconds from ${shortest} to ${longest}: how long to wait for a live reading`;
const Reading = z.object({
  fresh: z.stringbool({ error: 'must be true or false' }).default(false),
  within: z.coerce
    .number({ error: within })
    .int({ error: within })
    .min(shortest, { error: within })
    .max(longest, { error: within })
    .default(5_000),
});
type Reading = z.infer<typeof Reading>;

/** Aborted when whoever asked has gone before the answer. */
const Gone = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().signal,
);

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
      data: rows.map((row) =>
        ticketView(accountId, { ...row, source: 'stored', stale: false, reason: null }),
      ),
      next: last ? cursorOf(last.ticket) : null,
    };
  }

  @Get(':ticketId')
  async get(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Query({ schema: Reading }) reading: Reading,
    @Gone() gone: AbortSignal,
  ): Promise<Ticket> {
    return ticketView(accountId, await this.read(accountId, ticketId, reading, gone));
  }

  @Get(':ticketId/conversation')
  async conversation(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Query({ schema: Reading }) reading: Reading,
    @Gone() gone: AbortSignal,
  ): Promise<Conversation> {
    return conversationView(accountId, await this.read(accountId, ticketId, reading, gone));
  }

  @Get(':ticketId/timeline')
  timeline(@Param('accountId') accountId: string, @Param('ticketId') ticketId: string) {
    return this.health.timeline(accountId, ticketId);
  }

  private read(accountId: string, ticketId: string, { fresh, within }: Reading, gone: AbortSignal) {
    return fresh
      ? this.tickets.live(accountId, ticketId, { withinMs: within, gone })
      : this.tickets.stored(accountId, ticketId);
  }
}
