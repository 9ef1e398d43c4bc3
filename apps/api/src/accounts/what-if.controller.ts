import { Controller, Get, Param, Query } from '@nestjs/common';
import { WhatIf as WhatIfView, WhatIfQuestion } from '@nightdesk/contract';
import { WhatIf } from '@nightdesk/what-if';
import { Needs } from '../http/access.guard.js';
import { Answers, Resource } from '../openapi/answers.js';

/** What would become of an account's calls under other limits; nothing is changed and nothing is sent. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId/what-if')
@Needs('read')
export class WhatIfController {
  constructor(private readonly whatIf: WhatIf) {}

  @Get()
  @Answers('getWhatIf', 'Recorded calls replayed under other limits', WhatIfView)
  of(
    @Param('accountId') accountId: string,
    @Query({ schema: WhatIfQuestion }) question: WhatIfQuestion,
  ): Promise<WhatIfView> {
    return this.whatIf.of(accountId, question);
  }
}
