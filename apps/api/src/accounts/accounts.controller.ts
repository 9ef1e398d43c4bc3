import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { Accounts, Ceilings } from '@nightdesk/accounts';
import { Recheck, WebhookDesk } from '@nightdesk/connect';
import {
  Account,
  AccountChange,
  AccountList,
  Capabilities,
  Disconnected,
  instant,
  Reason,
  Scorecard,
  WebhookSetUp,
} from '@nightdesk/contract';
import { accountView, capabilitiesView, webhookSetUpView } from '@nightdesk/health';
import { Scorecards } from '@nightdesk/operations';
import { SweepPlan } from '@nightdesk/reconciliation';
import { Scopes } from '@nightdesk/scopes';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { Costly } from '../http/rate-limit/rate-limit.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { AccountCommands } from './account-commands.js';
import { Disconnection } from './disconnection.js';

const Since = z.object({
  since: instant()
    .transform((text) => new Date(text))
    .optional(),
});

@Resource('Accounts')
@Controller('v1/accounts')
@Needs('read')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly ceilings: Ceilings,
    private readonly changes: AccountCommands,
    private readonly scorecards: Scorecards,
    private readonly commands: Commands,
  ) {}

  @Get()
  @AnyAccounts()
  @Answers('listAccounts', 'All accounts', AccountList)
  async list(@Req() request: ApiRequest) {
    const { accountIds } = principalOf(request);
    const [all, ceilingOf] = await Promise.all([this.accounts.list(), this.ceilings.look()]);
    const visible = all.filter(({ id }) => accountIds.length === 0 || accountIds.includes(id));
    return { data: visible.map((account) => accountView(account, ceilingOf(account))) };
  }

  @Get(':accountId')
  @Answers('getAccount', 'One account', Account)
  async get(@Param('accountId') accountId: string): Promise<Account> {
    const account = await this.accounts.get(accountId);
    return accountView(account, (await this.ceilings.look())(account));
  }

  /** What was recorded and not sent, beside what people then did. */
  @Get(':accountId/scorecard')
  @Answers('getScorecard', 'What shadow mode would have done', Scorecard)
  scorecard(
    @Param('accountId') accountId: string,
    @Query({ schema: Since }) { since }: z.infer<typeof Since>,
  ): Promise<Scorecard> {
    return this.scorecards.of(accountId, since);
  }

  @Patch(':accountId')
  @Needs('admin')
  @Answers('changeAccount', 'Changes what an account needs and may use', Account)
  patch(
    @Param('accountId') accountId: string,
    @Body({ schema: AccountChange }) change: AccountChange,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Account> {
    const command = this.changes.change(accountId, change, principalOf(request).id);
    return this.commands.run(request, reply, command);
  }

  @Post(':accountId/pause')
  @Needs('admin')
  @Answers('pauseAccount', 'Stops everything of an account', Account)
  pause(
    @Param('accountId') accountId: string,
    @Body({ schema: Reason }) { reason }: Reason,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Account> {
    const command = this.changes.pause(accountId, reason, principalOf(request).id);
    return this.commands.run(request, reply, command);
  }

  @Post(':accountId/resume')
  @Needs('admin')
  @Answers('resumeAccount', 'Lets a paused account go on', Account)
  resume(
    @Param('accountId') accountId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Account> {
    const command = this.changes.resume(accountId, principalOf(request).id);
    return this.commands.run(request, reply, command);
  }
}

/** The end of a connection. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId')
@Needs('admin')
export class AccountEndController {
  constructor(
    private readonly disconnection: Disconnection,
    private readonly commands: Commands,
  ) {}

  /** History stays; connecting the site again goes on with the same id. */
  @Delete()
  @Answers('disconnectAccount', 'Ends the connection of an account', Disconnected)
  disconnect(
    @Param('accountId') accountId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Disconnected> {
    const command = this.disconnection.of(accountId, principalOf(request));
    return this.commands.run(request, reply, command);
  }
}

/** What an account may do, and how its webhooks come. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId')
@Needs('read')
export class AccountRightsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly scopes: Scopes,
    private readonly recheck: Recheck,
    private readonly webhooks: WebhookDesk,
    private readonly sweeps: SweepPlan,
  ) {}

  @Get('capabilities')
  @Answers('getCapabilities', 'What an account is allowed at its platform', Capabilities)
  async capabilities(@Param('accountId') accountId: string): Promise<Capabilities> {
    const account = await this.accounts.get(accountId);
    return capabilitiesView(await this.scopes.matrix(accountId), account);
  }

  /** May be repeated: it asks the platform again and changes nothing there. */
  @Post('probe')
  @Costly(10)
  @HttpCode(200)
  @Needs('write')
  @Answers('probeAccount', 'Finds out anew what an account is allowed', Capabilities, { repeatable: true })
  async probe(@Param('accountId') accountId: string): Promise<Capabilities> {
    await this.recheck.again(accountId);
    return this.capabilities(accountId);
  }

  /** Holds the secret that a person enters at the platform, where there is one. */
  @Get('webhook')
  @Needs('admin')
  @Answers('getWebhookSetUp', 'How webhooks of an account come', WebhookSetUp)
  async webhook(@Param('accountId') accountId: string): Promise<WebhookSetUp> {
    return webhookSetUpView(await this.webhooks.view(accountId), await this.sweeps.polling(accountId));
  }
}
