import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { NewReplay, Replay, ReplayList } from '@nightdesk/contract';
import { Replays } from '@nightdesk/operations';
import type { FastifyReply } from 'fastify';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { Costly } from '../http/rate-limit/rate-limit.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { replayView } from './dead-letters.view.js';

/** Many dead letters, tried again by stages (SPEC 8.7). */
@Resource('Dead letters')
@Controller('v1/replays')
@AnyAccounts()
export class ReplaysController {
  constructor(
    private readonly replays: Replays,
    private readonly commands: Commands,
  ) {}

  @Post()
  @Costly(10)
  @Needs('write')
  @Answers('startReplay', 'Tries dead letters again, by stages', { 202: Replay }, { location: true })
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
  @Answers('cancelReplay', 'Stops a replay', Replay)
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
  @Answers('getReplay', 'How far a replay is', Replay)
  async get(@Param('replayId') id: string, @Req() request: ApiRequest): Promise<Replay> {
    return replayView(await this.replays.get(id, principalOf(request).accountIds));
  }

  @Get()
  @Needs('read')
  @Answers('listReplays', 'The latest replays', ReplayList)
  async list(@Req() request: ApiRequest) {
    return { data: (await this.replays.list(principalOf(request).accountIds)).map(replayView) };
  }
}
