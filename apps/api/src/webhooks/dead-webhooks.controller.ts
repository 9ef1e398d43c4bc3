import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { DeadWebhookChoice } from '@nightdesk/contract';
import { DeadWebhooks } from '@nightdesk/intake';
import { type Lane, Lanes } from '@nightdesk/lanes';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';

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
@Controller('v1/dead-webhooks')
export class DeadWebhooksController {
  constructor(
    private readonly deadWebhooks: DeadWebhooks,
    private readonly lanes: Lanes,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Needs('read')
  async list(
    @Query({ schema: Listing }) { limit, after, ...filter }: z.infer<typeof Listing>,
    @Req() request: ApiRequest,
  ) {
    const { accountIds } = principalOf(request);
    const data = await this.deadWebhooks.list({ ...filter, accountIds }, limit, after ?? null);
    return { data, next: data.length === limit ? (data.at(-1)?.id ?? null) : null };
  }

  @Post('replay')
  @Needs('write')
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
