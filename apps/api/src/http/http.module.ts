import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessModule } from '@nightdesk/access';
import { AccessEnds } from './access-ends.js';
import { AccessGuard } from './access.guard.js';
import { Commands } from './commands.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimitGuard } from './rate-limit/rate-limit.guard.js';
import { RateLimitModule } from './rate-limit/rate-limit.module.js';
import { validation } from './validation.js';

/** What every route passes: guard, validation, problem answers, commands. */
@Global()
@Module({
  imports: [AccessModule, RateLimitModule],
  providers: [
    AccessEnds,
    Commands,
    // In this order: what is counted is who asks.
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_PIPE, useValue: validation },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [AccessEnds, Commands],
})
export class EdgeModule {}
