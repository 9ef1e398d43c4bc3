import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { Accounts, Ceilings } from '@nightdesk/accounts';
import { Recheck, WebhookDesk } from '@nightdesk/connect';
import {
  type Account,
  AccountChange,
  type Capabilities,
  type Disconnected,
  Reason,
  type Scorecard,
  type WebhookSetUp,
} from '@nightdesk/contract';
import { accountView, capabilitiesView, webhookSetUpView } from '@nightdesk/health';
import { Scorecards } from '@nightdesk/operations';
import { SweepPlan } from '@nightdesk/reconciliation';
import { Scopes } from '@nightdesk/scopes';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { AccountCommands } from './account-commands.js';
import { Disconnection } from './disconnection.js';

const Since = z.object({
  since: z.iso
    .datetime({ offset: true, error: 'must be an instant, e.g. 2026-11-22T12:00:00Z' })
    .transform((text) => new Date(text))
    .optional(),
});

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
  async list(@Req() request: ApiRequest) {
    const { accountIds } = principalOf(request);
    const [all, ceilingOf] = await Promise.all([this.accounts.list(), this.ceilings.look()]);
    const visible = all.filter(({ id }) => accountIds.length === 0 || accountIds.includes(id));
    return { data: visible.map((account) => accountView(account, ceilingOf(account))) };
  }

  @Get(':accountId')
  async get(@Param('accountId') accountId: string): Promise<Account> {
    const account = await this.accounts.get(accountId);
    return accountView(account, (await this.ceilings.look())(account));
  }

  /** What was recorded and not sent, beside what people then did. */
  @Get(':accountId/scorecard')
  scorecard(
    @Param('accountId') accountId: string,
    @Query({ schema: Since }) { since }: z.infer<typeof Since>,
  ): Promise<Scorecard> {
    return this.scorecards.of(accountId, since);
  }

  @Patch(':accountId')
  @Needs('admin')
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
@Controller('v1/accounts/:accountId')
@Needs('admin')
export class AccountEndController {
  constructor(
    private readonly disconnection: Disconnection,
    private readonly commands: Commands,
  ) {}

  /** History stays; connecting the site again goes on with the same id. */
  @Delete()
  disconnect(
    @Param('accountId') accountId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Disconnected> {
    const command = this.disconnection.of(accountId, principalOf(request).id);
    return this.commands.run(request, reply, command);
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
    private readonly sweeps: SweepPlan,
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
    return webhookSetUpView(await this.webhooks.view(accountId), await this.sweeps.polling(accountId));
  }
}
