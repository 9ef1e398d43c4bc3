import { Controller, Get, Param, Query } from '@nestjs/common';
import { AccountLanes as LanesView } from '@nightdesk/contract';
import { AccountLanes } from '@nightdesk/health';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { Answers, Resource } from '../openapi/answers.js';

const Cursor = z
  .string()
  .regex(/^\d{1,18}$/, 'must be the `next` of the page before')
  .optional();

const Listing = z.object({
  /** Of each lane. */
  limit: z.coerce.number().int().min(1).max(50, 'at most 50 of each lane').default(10),
  readAfter: Cursor,
  writeAfter: Cursor,
});

/** What waits in an account's lanes, and why. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId/lanes')
@Needs('read')
export class LanesController {
  constructor(private readonly lanes: AccountLanes) {}

  @Get()
  @Answers('getLanes', 'What waits of an account, and why', LanesView)
  of(
    @Param('accountId') accountId: string,
    @Query({ schema: Listing }) page: z.infer<typeof Listing>,
  ): Promise<LanesView> {
    return this.lanes.of(accountId, page);
  }
}
