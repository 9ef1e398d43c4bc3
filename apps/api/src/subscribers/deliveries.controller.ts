import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  DeliveryReplay,
  EventDeliveryPage,
  EventReplay,
  QueuedDeliveries,
  ReplayedEvents,
} from '@nightdesk/contract';
import { Lanes } from '@nightdesk/lanes';
import { EventReplays } from '@nightdesk/outbox';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { Costly } from '../http/rate-limit/rate-limit.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

const Listing = z.object({
  state: z.enum(['pending', 'delivered', 'dead']).default('dead'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** What one subscriber is told, and telling it again. */
@Resource('Subscribers')
@Controller('v1/subscribers/:subscriberId')
@Needs('admin')
@WholeInstallation()
export class DeliveriesController {
  constructor(
    private readonly replays: EventReplays,
    private readonly lanes: Lanes,
    private readonly commands: Commands,
  ) {}

  @Get('deliveries')
  @Answers('listDeliveries', 'What a subscriber is told', EventDeliveryPage)
  async list(
    @Param('subscriberId') id: string,
    @Query({ schema: Listing }) { state, limit, after }: z.infer<typeof Listing>,
  ) {
    const data = await this.replays.list(id, state, limit, after ?? null);
    return { data, next: data.length === limit ? (data.at(-1)?.id ?? null) : null };
  }

  /** Dead ones, singly or by filter. */
  @Post('deliveries/replay')
  @Costly(10)
  @Answers('replayDeliveries', 'Sends dead deliveries again', { 202: QueuedDeliveries })
  revive(
    @Param('subscriberId') id: string,
    @Body({ schema: DeliveryReplay }) body: DeliveryReplay,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ queued: number }> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 202,
      work: async (tx) => ({ queued: await this.replays.revive(tx, id, body, actor) }),
      afterwards: () => this.lanes.wake([{ kind: 'deliver', key: id }]),
    });
  }

  /** Everything that was recorded since an instant. */
  @Post('replay')
  @Costly(10)
  @Answers('replayEvents', 'Tells a subscriber again', { 202: ReplayedEvents })
  since(
    @Param('subscriberId') id: string,
    @Body({ schema: EventReplay }) body: EventReplay,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplayedEvents> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 202,
      work: (tx) => this.replays.since(tx, id, body, actor),
      afterwards: () => this.lanes.wake([{ kind: 'deliver', key: id }]),
    });
  }
}
