import { Controller, Get, Sse } from '@nestjs/common';
import { Health } from '@nightdesk/health';
import { Database } from '@nightdesk/platform/database';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { LiveOverview } from './live-overview.js';

@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly live: LiveOverview,
    private readonly database: Database,
  ) {}

  @Get('v1/health/overview')
  @Needs('read')
  @WholeInstallation()
  overview() {
    return this.health.overview();
  }

  @Sse('v1/health/stream')
  @Needs('read')
  @WholeInstallation()
  stream() {
    return this.live.stream();
  }

  /** The process runs. */
  @Get('healthz')
  @Needs('public')
  alive() {
    return { status: 'ok' };
  }

  /** The process can do its work. */
  @Get('readyz')
  @Needs('public')
  async ready() {
    await this.database.pool.query('SELECT 1');
    return { status: 'ok' };
  }
}
