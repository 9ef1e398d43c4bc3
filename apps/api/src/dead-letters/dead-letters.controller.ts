import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Discard } from '@nightdesk/contract';
import { operationView } from '@nightdesk/health';
import { DeadLetters } from '@nightdesk/operations';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { groupView } from './dead-letters.view.js';

const Where = z.object({ accountId: z.string().optional() });
const Listing = Where.extend({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The `next` of the page before. */
  after: z.string().optional(),
});

/** Operations that failed or died (SPEC 8.7). */
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Needs('read')
  async groups(@Query({ schema: Where }) where: z.infer<typeof Where>, @Req() request: ApiRequest) {
    const { accountIds } = principalOf(request);
    return { data: (await this.deadLetters.groups({ ...where, accountIds })).map(groupView) };
  }

  @Get(':cause')
  @Needs('read')
  async list(
    @Param('cause') cause: string,
    @Query({ schema: Listing }) { accountId, limit, after }: z.infer<typeof Listing>,
    @Req() request: ApiRequest,
  ) {
    const { accountIds } = principalOf(request);
    const operations = await this.deadLetters.list({ cause, accountId, accountIds }, limit, after);
    const last = operations.length === limit ? operations.at(-1) : undefined;
    return { data: operations.map(operationView), next: last?.id ?? null };
  }

  @Post('discard')
  @Needs('write')
  discard(
    @Body({ schema: Discard }) body: Discard,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ discarded: number }> {
    const { id: actor, accountIds } = principalOf(request);
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => ({ discarded: await this.deadLetters.discard(tx, { ...body, accountIds }, actor) }),
    });
  }
}
