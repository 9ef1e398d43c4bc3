import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { NewReplay, type Replay } from '@nightdesk/contract';
import { Replays } from '@nightdesk/operations';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { replayView } from './dead-letters.view.js';

/** Many dead letters, tried again by stages (SPEC 8.7). */
@Controller('v1/replays')
export class ReplaysController {
  constructor(
    private readonly replays: Replays,
    private readonly commands: Commands,
  ) {}

  @Post()
  @Needs('write')
  start(
    @Body({ schema: NewReplay }) body: NewReplay,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Replay> {
    const { id: actor, accountIds } = principalOf(request);
    return this.commands.run(request, reply, {
      status: 202,
      work: async (tx) => replayView(await this.replays.start(tx, body, { actor, accountIds })),
      headers: ({ id }) => ({ Location: `/v1/replays/${id}` }),
    });
  }

  @Post(':replayId/cancel')
  @Needs('write')
  cancel(
    @Param('replayId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Replay> {
    const { id: actor, accountIds } = principalOf(request);
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => replayView(await this.replays.cancel(tx, id, { actor, accountIds })),
    });
  }

  @Get(':replayId')
  @Needs('read')
  async get(@Param('replayId') id: string, @Req() request: ApiRequest): Promise<Replay> {
    return replayView(await this.replays.get(id, principalOf(request).accountIds));
  }

  @Get()
  @Needs('read')
  async list(@Req() request: ApiRequest) {
    return { data: (await this.replays.list(principalOf(request).accountIds)).map(replayView) };
  }
}
