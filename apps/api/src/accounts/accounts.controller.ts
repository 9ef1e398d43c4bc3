import { Body, Controller, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { Recheck, WebhookDesk } from '@nightdesk/connect';
import { type Account, AccountChange, type Capabilities, type WebhookSetUp } from '@nightdesk/contract';
import { accountView, capabilitiesView, webhookSetUpView } from '@nightdesk/health';
import { Sweeps } from '@nightdesk/reconciliation';
import { Scopes } from '@nightdesk/scopes';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';

@Controller('v1/accounts')
@Needs('read')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly scopes: Scopes,
    private readonly commands: Commands,
  ) {}

  @Get()
  async list(@Req() request: ApiRequest) {
    const { accountIds } = principalOf(request);
    const all = await this.accounts.list();
    return {
      data: all.filter(({ id }) => accountIds.length === 0 || accountIds.includes(id)).map(accountView),
    };
  }

  @Get(':accountId')
  async get(@Param('accountId') accountId: string): Promise<Account> {
    return accountView(await this.accounts.get(accountId));
  }

  @Patch(':accountId')
  @Needs('admin')
  change(
    @Param('accountId') accountId: string,
    @Body({ schema: AccountChange }) { requiredCapabilities }: AccountChange,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Account> {
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => accountView(await this.accounts.require(tx, accountId, requiredCapabilities)),
      afterwards: () => this.scopes.decide(accountId),
    });
  }
}

/** What an account may do, and how its webhooks come. */
@Controller('v1/accounts/:accountId')
@Needs('read')
export class AccountRightsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly scopes: Scopes,
    private readonly recheck: Recheck,
    private readonly webhooks: WebhookDesk,
    private readonly sweeps: Sweeps,
  ) {}

  @Get('capabilities')
  async capabilities(@Param('accountId') accountId: string): Promise<Capabilities> {
    const account = await this.accounts.get(accountId);
    return capabilitiesView(await this.scopes.matrix(accountId), account);
  }

  /** May be repeated: it asks the platform again and changes nothing there. */
  @Post('probe')
  @HttpCode(200)
  @Needs('write')
  async probe(@Param('accountId') accountId: string): Promise<Capabilities> {
    await this.recheck.again(accountId);
    return this.capabilities(accountId);
  }

  /** Holds the secret that a person enters at the platform, where there is one. */
  @Get('webhook')
  @Needs('admin')
  async webhook(@Param('accountId') accountId: string): Promise<WebhookSetUp> {
    return webhookSetUpView(await this.webhooks.view(accountId), await this.sweeps.find(accountId));
  }
}
