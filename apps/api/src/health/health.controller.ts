import { Controller, Get, Param, Req, Sse } from '@nestjs/common';
import { AccountHealth, Board, BoardChanges, Overview, SystemHealth } from '@nightdesk/contract';
import { Health, System } from '@nightdesk/health';
import { Database } from '@nightdesk/platform/database';
import { takeUntil } from 'rxjs';
import { AccessEnds } from '../http/access-ends.js';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Unlimited } from '../http/rate-limit/rate-limit.guard.js';
import type { ApiRequest } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { Deprecated } from '../openapi/deprecated.js';
import { LiveBoard } from './live-board.js';

@Resource('Health')
@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly live: LiveBoard,
    private readonly state: System,
    private readonly access: AccessEnds,
    private readonly database: Database,
  ) {}

  /** Costs as much as all accounts together. `getBoard` has a row for each, `getAccountHealth` everything of one. */
  @Get('v1/health/overview')
  @Needs('read')
  @WholeInstallation()
  @Answers('getOverview', 'Everything of every account', Overview)
  @Deprecated({
    since: '2026-11-23',
    sunset: '2027-12-01',
    successor: '/v1/health/board',
    guide: '/v1/docs',
  })
  overview() {
    return this.health.overview();
  }

  @Get('v1/health/board')
  @Needs('read')
  @WholeInstallation()
  @Answers('getBoard', 'Every account as a row', Board)
  board() {
    return this.live.now();
  }

  /** How Nightdesk itself is. */
  @Get('v1/health/system')
  @Needs('read')
  @WholeInstallation()
  @Answers('getSystemHealth', 'How Nightdesk itself is', SystemHealth)
  system() {
    return this.state.look();
  }

  @Get('v1/accounts/:accountId/health')
  @Needs('read')
  @Answers('getAccountHealth', 'Everything of one account', AccountHealth)
  account(@Param('accountId') accountId: string) {
    return this.health.account(accountId);
  }

  /** What changes of the board. */
  @Sse('v1/health/stream')
  @Needs('read')
  @WholeInstallation()
  @Answers('streamBoard', 'What changes of the board', { 200: { each: BoardChanges } })
  stream(@Req() request: ApiRequest) {
    return this.live.stream().pipe(takeUntil(this.access.of(request)));
  }

  /** The process runs. */
  @Get('healthz')
  @Unlimited()
  @Needs('public')
  alive() {
    return { status: 'ok' };
  }

  /** The process can do its work. */
  @Get('readyz')
  @Unlimited()
  @Needs('public')
  async ready() {
    await this.database.pool.query('SELECT 1');
    return { status: 'ok' };
  }
}
