import { Controller, Get, Query, Req } from '@nestjs/common';
import { type EventFeed as Feed, EventType } from '@nightdesk/contract';
import { EventFeed } from '@nightdesk/outbox';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';

const FeedQuery = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  types: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(EventType))
    .optional(),
});

@Controller('v1/events')
@Needs('read')
export class EventsController {
  constructor(private readonly feed: EventFeed) {}

  @Get()
  list(
    @Query({ schema: FeedQuery }) query: z.infer<typeof FeedQuery>,
    @Req() request: ApiRequest,
  ): Promise<Feed> {
    const { after = null, limit, types = [] } = query;
    return this.feed.after(after, { limit, types, accountIds: principalOf(request).accountIds });
  }
}
