import { Controller, Get, Req } from '@nestjs/common';
import { type AlertChannel, AlertChannelList } from '@nightdesk/contract';
import { AlertChannels } from '@nightdesk/incidents';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** Where people are told of incidents, and whether that works. */
@Resource('Incidents')
@Controller('v1/alert-channels')
export class AlertChannelsController {
  constructor(private readonly channels: AlertChannels) {}

  @Get()
  @Needs('admin')
  @WholeInstallation()
  @Answers('listAlertChannels', 'Where people are told of incidents', AlertChannelList)
  async list(@Req() request: ApiRequest): Promise<{ data: AlertChannel[] }> {
    const found = await this.channels.list(principalOf(request).id);
    const data = found.map(({ secret, lastSentAt, ...channel }) => ({
      ...channel,
      secret: secret?.reveal() ?? null,
      lastSentAt: lastSentAt?.toISOString() ?? null,
    }));
    return { data };
  }
}
