import { Controller, Get, Param, Query } from '@nestjs/common';
import { Figures as FiguresView, instant } from '@nightdesk/contract';
import { Figures } from '@nightdesk/health';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { Answers, Resource } from '../openapi/answers.js';

const Since = z.object({
  since: instant()
    .transform((text) => new Date(text))
    .optional(),
});

/** Calls to an account's platform, minute by minute. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId/figures')
@Needs('read')
export class FiguresController {
  constructor(private readonly figures: Figures) {}

  @Get()
  @Answers('getFigures', 'Calls to the platform of an account, minute by minute', FiguresView)
  of(
    @Param('accountId') accountId: string,
    @Query({ schema: Since }) { since }: z.infer<typeof Since>,
  ): Promise<FiguresView> {
    return this.figures.of(accountId, since);
  }
}
