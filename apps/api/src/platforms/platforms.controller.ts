import { Body, Controller, Get, Param, Patch, Req, Res } from '@nestjs/common';
import { Ceilings, type EffectiveCeiling } from '@nightdesk/accounts';
import { Platform, PlatformChange, PlatformList } from '@nightdesk/contract';
import { adapterFor, platforms } from '@nightdesk/helpdesks/directory';
import type { FastifyReply } from 'fastify';
import { AnyAccounts, Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { DueLanes } from '../switches/due-lanes.js';

/** What operators set for all accounts of a platform. */
@Resource('Platforms')
@Controller('v1/platforms')
@Needs('read')
export class PlatformsController {
  constructor(
    private readonly ceilings: Ceilings,
    private readonly due: DueLanes,
    private readonly commands: Commands,
  ) {}

  @Get()
  @AnyAccounts()
  @Answers('listPlatforms', 'All platforms', PlatformList)
  async list() {
    const ceilingOf = await this.ceilings.look();
    return { data: platforms().map(({ platform }) => platformView(platform, ceilingOf({ platform }))) };
  }

  @Patch(':name')
  @Needs('admin')
  @WholeInstallation()
  @Answers('changePlatform', 'Changes what accounts of a platform may use', Platform)
  change(
    @Param('name') platform: string,
    @Body({ schema: PlatformChange }) { ceiling }: PlatformChange,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Platform> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => {
        await this.ceilings.setForPlatform(tx, platform, ceiling, actor);
        return platformView(platform, (await this.ceilings.look(tx))({ platform }));
      },
      afterwards: () => this.due.goOn(),
    });
  }
}

function platformView(platform: string, ceiling: EffectiveCeiling): Platform {
  return { name: platform, title: adapterFor(platform).title, ceiling };
}
