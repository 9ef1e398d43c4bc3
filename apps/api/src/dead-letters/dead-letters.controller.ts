import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { DeadLetterGroupList, Discard, DiscardedCount, OperationPage } from '@nightdesk/contract';
import { operationView } from '@nightdesk/health';
import { DeadLetters } from '@nightdesk/operations';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { groupView } from './dead-letters.view.js';

const Where = z.object({ accountId: z.string().optional() });
const Listing = Where.extend({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The `next` of the page before. */
  after: z.string().optional(),
});

/** Operations that failed or died (SPEC 8.7). */
@Resource('Dead letters')
@Controller('v1/dead-letters')
@AnyAccounts()
export class DeadLettersController {
  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Needs('read')
  @Answers('listDeadLetterGroups', 'Dead letters by root cause', DeadLetterGroupList)
  async groups(@Query({ schema: Where }) where: z.infer<typeof Where>, @Req() request: ApiRequest) {
    const { accountIds } = principalOf(request);
    return { data: (await this.deadLetters.groups({ ...where, accountIds })).map(groupView) };
  }

  @Get(':cause')
  @Needs('read')
  @Answers('listDeadLetters', 'Dead letters of one cause', OperationPage)
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
  @Answers('discardDeadLetters', 'Takes dead letters off the list', DiscardedCount)
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
