import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { DeadWebhookChoice, DeadWebhookPage, DiscardedCount, ReplayedWebhooks } from '@nightdesk/contract';
import { DeadWebhooks } from '@nightdesk/intake';
import { type Lane, Lanes } from '@nightdesk/lanes';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { Costly } from '../http/rate-limit/rate-limit.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

const Listing = z.object({
  accountId: z.string().optional(),
  ticketId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** Webhooks that could not be turned into events (SPEC 4.5). */
@Resource('Dead webhooks')
@Controller('v1/dead-webhooks')
@AnyAccounts()
export class DeadWebhooksController {
  constructor(
    private readonly deadWebhooks: DeadWebhooks,
    private readonly lanes: Lanes,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Needs('read')
  @Answers('listDeadWebhooks', 'Dead webhooks, the newest first', DeadWebhookPage)
  async list(
    @Query({ schema: Listing }) { limit, after, ...filter }: z.infer<typeof Listing>,
    @Req() request: ApiRequest,
  ) {
    const { accountIds } = principalOf(request);
    const data = await this.deadWebhooks.list({ ...filter, accountIds }, limit, after ?? null);
    return { data, next: data.length === limit ? (data.at(-1)?.id ?? null) : null };
  }

  @Post('replay')
  @Costly(10)
  @Needs('write')
  @Answers('replayDeadWebhooks', 'Tries dead webhooks again', { 202: ReplayedWebhooks })
  replay(
    @Body({ schema: DeadWebhookChoice }) body: DeadWebhookChoice,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ replayed: number }> {
    const { id: actor, accountIds } = principalOf(request);
    let woken: Lane[] = [];
    return this.commands.run(request, reply, {
      status: 202,
      work: async (tx) => {
        const { count, lanes } = await this.deadWebhooks.replay(tx, body, { actor, accountIds });
        woken = lanes;
        return { replayed: count };
      },
      afterwards: () => this.lanes.wake(woken),
    });
  }

  @Post('discard')
  @Needs('write')
  @Answers('discardDeadWebhooks', 'Takes dead webhooks off the list', DiscardedCount)
  discard(
    @Body({ schema: DeadWebhookChoice }) body: DeadWebhookChoice,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ discarded: number }> {
    const { id: actor, accountIds } = principalOf(request);
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => ({ discarded: await this.deadWebhooks.discard(tx, body, { actor, accountIds }) }),
    });
  }
}
