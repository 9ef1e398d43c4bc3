import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { Erasure, NewErasure } from '@nightdesk/contract';
import { Erasures } from '@nightdesk/retention';
import type { FastifyReply } from 'fastify';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** Deletes what is stored of one person (SPEC 15.3). */
@Resource('Erasures')
@Controller('v1/erasures')
@Needs('admin')
export class ErasuresController {
  constructor(
    private readonly erasures: Erasures,
    private readonly commands: Commands,
  ) {}

  @Post()
  @Answers('erasePerson', 'Deletes what is stored of one person', Erasure)
  @WholeInstallation()
  erase(
    @Body({ schema: NewErasure }) body: NewErasure,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Erasure> {
    const actor = principalOf(request).id;
    let erasure: Erasure | undefined;
    return this.commands.run(request, reply, {
      status: 200,
      before: async () => {
        erasure = await this.erasures.erase(body);
      },
      work: async (tx) => {
        if (!erasure) throw new Error('the answer was to be recorded before anything was erased');
        await this.erasures.record(tx, erasure, body.accountId, actor);
        return erasure;
      },
    });
  }
}
