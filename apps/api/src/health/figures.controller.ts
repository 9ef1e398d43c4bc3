import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Figures as FiguresView } from '@nightdesk/contract';
import { Figures } from '@nightdesk/health';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';

const Since = z.object({
  since: z.iso
    .datetime({ offset: true, error: 'must be an instant, e.g. 2026-11-22T12:00:00Z' })
    .transform((text) => new Date(text))
    .optional(),
});

/** Calls to an account's platform, minute by minute. */
@Controller('v1/accounts/:accountId/figures')
@Needs('read')
export class FiguresController {
  constructor(private readonly figures: Figures) {}

  @Get()
  of(
    @Param('accountId') accountId: string,
    @Query({ schema: Since }) { since }: z.infer<typeof Since>,
  ): Promise<FiguresView> {
    return this.figures.of(accountId, since);
  }
}
