import { Body, Controller, Delete, Get, Param, Put, Req, Res } from '@nestjs/common';
import { Actors } from '@nightdesk/access';
import { Switches } from '@nightdesk/accounts';
import { Reason, Switch, SwitchList } from '@nightdesk/contract';
import { switchView } from '@nightdesk/health';
import type { FastifyReply } from 'fastify';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { DueLanes } from './due-lanes.js';

@Resource('Switches')
@Controller('v1/switches')
@Needs('admin')
export class SwitchesController {
  constructor(
    private readonly switches: Switches,
    private readonly due: DueLanes,
    private readonly actors: Actors,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Needs('read')
  @WholeInstallation()
  @Answers('listSwitches', 'Kill switches that are on', SwitchList)
  async list() {
    const on = await this.switches.list();
    const actor = await this.actors.named(on.map(({ setBy }) => setBy));
    return { data: on.map((one) => ({ ...switchView(one), setByName: actor(one.setBy).name })) };
  }

  @Put(':name')
  @WholeInstallation()
  @Answers('setSwitch', 'Switches something off', Switch)
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
  @Answers('releaseSwitch', 'Lets what was switched off go on', { 204: null })
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
