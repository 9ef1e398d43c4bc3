import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { Refreshed, WebhookSetUp } from '@nightdesk/contract';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { Repairs } from './repairs.js';

/** What a person mends of an account without connecting it again. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId')
@Needs('admin')
export class RepairsController {
  constructor(
    private readonly repairs: Repairs,
    private readonly commands: Commands,
  ) {}

  /** Does not wait for the plan. 409 where there is nothing to refresh. */
  @Post('refresh')
  @Answers('refreshAccount', 'Refreshes the OAuth tokens of an account now', Refreshed)
  refresh(
    @Param('accountId') accountId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Refreshed> {
    const command = this.repairs.refresh(accountId, principalOf(request).id);
    return this.commands.run(request, reply, command);
  }

  /** 409 where a person sets webhooks up, or nothing goes out now. */
  @Post('webhook/recreate')
  @Answers('recreateWebhook', 'Makes the webhook at the platform anew', WebhookSetUp)
  recreate(
    @Param('accountId') accountId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSetUp> {
    const command = this.repairs.recreateWebhook(accountId, principalOf(request).id);
    return this.commands.run(request, reply, command);
  }
}
