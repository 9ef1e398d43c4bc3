import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessModule } from '@nightdesk/access';
import { AccessGuard } from './access.guard.js';
import { Commands } from './commands.js';
import { ProblemFilter } from './problem.filter.js';
import { validation } from './validation.js';

/** What every route passes: guard, validation, problem answers, commands. */
@Global()
@Module({
  imports: [AccessModule],
  providers: [
    Commands,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useValue: validation },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [Commands],
})
export class EdgeModule {}
