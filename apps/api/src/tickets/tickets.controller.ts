import { Controller, createParamDecorator, type ExecutionContext, Get, Param, Query } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { Conversation, Ticket, TicketPage, Timeline } from '@nightdesk/contract';
import { Health } from '@nightdesk/health';
import { Tickets } from '@nightdesk/intake';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { Costly, isFresh } from '../http/rate-limit/rate-limit.guard.js';
import { Answers, Resource } from '../openapi/answers.js';
import { conversationView, cursorOf, positionOf, ticketView } from './ticket.view.js';

const shortest = 500;
const longest = 20_000;
const within = `must be a whole number of milliseconds from ${shortest} to ${longest}: how long to wait for a live reading`;
/** Text in an address, described as what it means. */
const yesOrNo = z.stringbool({ error: 'must be true or false' }).default(false).meta({ type: 'boolean' });
const Reading = z.object({
  fresh: yesOrNo,
  within: z.coerce
    .number({ error: within })
    .int({ error: within })
    .min(shortest, { error: within })
    .max(longest, { error: within })
    .default(5_000),
  raw: yesOrNo,
});
type Reading = z.infer<typeof Reading>;

/** Aborted when whoever asked has gone before the answer. */
const Gone = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().signal,
);

/** Each is a question of its own to the platform. */
const freshAtMost = 25;
const Listing = Reading.pick({ fresh: true, within: true })
  .extend({
    limit: z.coerce.number().int().min(1).max(100).optional(),
    after: z.string().optional(),
  })
  .refine(({ fresh, limit }) => !fresh || limit === undefined || limit <= freshAtMost, {
    path: ['limit'],
    error: `must be at most ${freshAtMost} with fresh=true: each ticket is read from the platform, within the account's limit`,
  });

@Resource('Tickets')
@Controller('v1/accounts/:accountId/tickets')
@Needs('read')
export class TicketsController {
  constructor(
    private readonly tickets: Tickets,
    private readonly accounts: Accounts,
    private readonly health: Health,
  ) {}

  @Get()
  @Costly(2, isFresh)
  @Answers('listTickets', 'Tickets of an account, last changed first', TicketPage)
  async list(
    @Param('accountId') accountId: string,
    @Query({ schema: Listing }) { fresh, within, after, ...given }: z.infer<typeof Listing>,
    @Gone() gone: AbortSignal,
  ) {
    await this.accounts.get(accountId);
    const limit = given.limit ?? (fresh ? freshAtMost : 50);
    const rows = await this.tickets.list(accountId, limit, positionOf(after));
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const patience = { withinMs: within, gone };
    const answers = fresh
      ? await Promise.all(rows.map(({ ticket }) => this.tickets.live(accountId, ticket.id, patience)))
      : rows.map((row) => ({ ...row, source: 'stored' as const, stale: false, reason: null }));
    return {
      data: answers.map((answer) => ticketView(accountId, answer)),
      next: last ? cursorOf(last.ticket) : null,
    };
  }

  @Get(':ticketId')
  @Costly(2, isFresh)
  @Answers('getTicket', 'One ticket', Ticket)
  async get(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Query({ schema: Reading }) reading: Reading,
    @Gone() gone: AbortSignal,
  ): Promise<Ticket> {
    return ticketView(accountId, await this.read(accountId, ticketId, reading, gone), reading.raw);
  }

  @Get(':ticketId/conversation')
  @Costly(2, isFresh)
  @Answers('getConversation', 'A ticket with its messages', Conversation)
  async conversation(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Query({ schema: Reading }) reading: Reading,
    @Gone() gone: AbortSignal,
  ): Promise<Conversation> {
    return conversationView(accountId, await this.read(accountId, ticketId, reading, gone), reading.raw);
  }

  @Get(':ticketId/timeline')
  @Answers('getTimeline', 'The story of a ticket, stop by stop', Timeline)
  timeline(@Param('accountId') accountId: string, @Param('ticketId') ticketId: string) {
    return this.health.timeline(accountId, ticketId);
  }

  private read(accountId: string, ticketId: string, { fresh, within }: Reading, gone: AbortSignal) {
    return fresh
      ? this.tickets.live(accountId, ticketId, { withinMs: within, gone })
      : this.tickets.stored(accountId, ticketId);
  }
}
