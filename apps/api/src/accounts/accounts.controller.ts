import { Controller, Get, Param, Req } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { accountView } from '@nightdesk/health';
import { Needs } from '../http/access.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';

@Controller('v1/accounts')
@Needs('read')
export class AccountsController {
  constructor(private readonly accounts: Accounts) {}

  @Get()
  async list(@Req() request: ApiRequest) {
    const { accountIds } = principalOf(request);
    const all = await this.accounts.list();
    return {
      data: all.filter(({ id }) => accountIds.length === 0 || accountIds.includes(id)).map(accountView),
    };
  }

  @Get(':accountId')
  async get(@Param('accountId') accountId: string) {
    return accountView(await this.accounts.get(accountId));
  }
}
