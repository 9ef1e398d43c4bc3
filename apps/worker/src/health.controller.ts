import { Controller, Get } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** For whoever watches the process; the worker has no other address. */
@Controller()
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get('healthz')
  alive() {
    return { status: 'ok' };
  }

  @Get('readyz')
  async ready() {
    await this.database.pool.query('SELECT 1');
    return { status: 'ok' };
  }
}
