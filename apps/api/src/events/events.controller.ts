import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { Event, EventFeed as Feed, EventType } from '@nightdesk/contract';
import { EventFeed } from '@nightdesk/outbox';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AccessEnds } from '../http/access-ends.js';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { EventStream } from './event-stream.js';

const FeedQuery = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  types: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(EventType))
    .optional(),
});

@Resource('Events')
@Controller('v1/events')
@AnyAccounts()
@Needs('read')
export class EventsController {
  constructor(
    private readonly feed: EventFeed,
    private readonly stream: EventStream,
    private readonly ends: AccessEnds,
  ) {}

  @Get()
  @Answers('listEvents', 'Events after a cursor, the oldest first', Feed)
  list(
    @Query({ schema: FeedQuery }) query: z.infer<typeof FeedQuery>,
    @Req() request: ApiRequest,
  ): Promise<Feed> {
    const { after = null, limit, types = [] } = query;
    return this.feed.after(after, { limit, types, accountIds: principalOf(request).accountIds });
  }

  /** From the cursor on, or from the event that a client which comes back names; without either, from the beginning. */
  @Get('stream')
  @Answers('streamEvents', 'Events as they come', { 200: { each: Event } })
  async follow(
    @Query({ schema: FeedQuery }) { after, types = [] }: z.infer<typeof FeedQuery>,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const last = request.headers['last-event-id'];
    const cursor = typeof last === 'string' && last !== '' ? last : (after ?? null);
    const query = { types, accountIds: principalOf(request).accountIds };
    const first = await this.stream.open(cursor, query);
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    // Or a client would not know that it is let in before there is something to tell.
    reply.raw.flushHeaders();
    await this.stream.write(reply.raw, first, query, this.ends.of(request));
  }
}
