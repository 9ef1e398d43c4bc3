import { Controller, Get, Param, Req } from '@nestjs/common';
import { stations, TimelineRaw } from '@nightdesk/contract';
import { Raw } from '@nightdesk/health';
import { z } from 'zod';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

const Station = z.enum(stations, { error: `must be one of ${stations.join(', ')}` });

/** What is stored of one stop of a timeline. */
@Resource('Tickets')
@Controller('v1/timeline')
@AnyAccounts()
@Needs('read')
export class RawController {
  constructor(private readonly raw: Raw) {}

  @Get(':station/:id')
  @Answers('getTimelineStop', 'What is stored of one stop of a timeline', TimelineRaw)
  get(
    @Param('station', { schema: Station }) station: z.infer<typeof Station>,
    @Param('id') id: string,
    @Req() request: ApiRequest,
  ): Promise<TimelineRaw> {
    return this.raw.of(station, id, principalOf(request).accountIds);
  }
}
