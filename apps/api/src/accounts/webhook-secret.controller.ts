import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { WebhookDesk, WebhookRotation } from '@nightdesk/connect';
import { WebhookSecretRotation, WebhookSetUp } from '@nightdesk/contract';
import { webhookSetUpView } from '@nightdesk/health';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** The secret by which an account's webhooks are believed. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId/webhook')
@Needs('admin')
export class WebhookSecretController {
  constructor(
    private readonly rotation: WebhookRotation,
    private readonly webhooks: WebhookDesk,
    private readonly commands: Commands,
  ) {}

  /** Answers what a person then has to enter at the platform. Accounts without webhooks are refused, so none here is polled. */
  @Post('rotate-secret')
  @Answers('rotateWebhookSecret', 'A new secret for the webhooks of an account', WebhookSetUp)
  rotate(
    @Param('accountId') accountId: string,
    @Body({ schema: WebhookSecretRotation }) { overlapHours }: WebhookSecretRotation,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSetUp> {
    const actor = principalOf(request).id;
    let made: string | null = null;
    return this.commands.run(request, reply, {
      status: 200,
      before: async () => {
        made = await this.rotation.made(accountId);
      },
      work: async (tx) => {
        await this.rotation.replace(tx, accountId, { made, overlapHours, actor });
        return webhookSetUpView(await this.webhooks.view(accountId, tx), null);
      },
    });
  }
}
