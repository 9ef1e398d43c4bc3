import { Body, Controller, Delete, Get, Param, Put, Req, Res } from '@nestjs/common';
import { Switches } from '@nightdesk/accounts';
import { Reason, type Switch } from '@nightdesk/contract';
import { switchView } from '@nightdesk/health';
import type { FastifyReply } from 'fastify';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { DueLanes } from './due-lanes.js';

@Controller('v1/switches')
@Needs('admin')
export class SwitchesController {
  constructor(
    private readonly switches: Switches,
    private readonly due: DueLanes,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Needs('read')
  @WholeInstallation()
  async list() {
    return { data: (await this.switches.list()).map(switchView) };
  }

  @Put(':name')
  @WholeInstallation()
  set(
    @Param('name') name: string,
    @Body({ schema: Reason }) { reason }: Reason,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Switch> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => switchView(await this.switches.set(tx, name, reason, actor)),
    });
  }

  @Delete(':name')
  @WholeInstallation()
  async release(
    @Param('name') name: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const actor = principalOf(request).id;
    await this.commands.run(request, reply, {
      status: 204,
      work: (tx) => this.switches.release(tx, name, actor),
      afterwards: () => this.due.goOn(),
    });
  }
}
