import { Body, Controller, Delete, Get, Param, Put, Req, Res } from '@nestjs/common';
import { SyntheticCheck, SyntheticCheckPlan } from '@nightdesk/contract';
import { SyntheticChecks } from '@nightdesk/synthetic-checks';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** A round trip on a sandbox ticket of the account, by the clock. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId/synthetic-check')
export class SyntheticCheckController {
  constructor(
    private readonly checks: SyntheticChecks,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Needs('read')
  @Answers('getSyntheticCheck', 'Round trips on a ticket of the account', SyntheticCheck)
  view(@Param('accountId') accountId: string): Promise<SyntheticCheck> {
    return this.checks.view(accountId);
  }

  /** The first round trip begins at once. */
  @Put()
  @Needs('admin')
  @Answers('planSyntheticCheck', 'Makes a round trip by the clock', SyntheticCheck)
  plan(
    @Param('accountId') accountId: string,
    @Body({ schema: SyntheticCheckPlan }) plan: SyntheticCheckPlan,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SyntheticCheck> {
    return this.commands.run(request, reply, {
      status: 200,
      work: (tx) => this.checks.plan(tx, accountId, plan, principalOf(request).id),
    });
  }

  @Delete()
  @Needs('admin')
  @Answers('endSyntheticCheck', 'Makes no more round trips', { 204: null })
  async remove(
    @Param('accountId') accountId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.commands.run(request, reply, {
      status: 204,
      work: (tx) => this.checks.remove(tx, accountId, principalOf(request).id),
    });
  }
}
