import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { Connect, ConnectByLink } from '@nightdesk/connect';
import {
  ConnectedAccount,
  ConnectKey,
  ConnectStart,
  PlatformChoiceList,
  Redirection,
} from '@nightdesk/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import type { FastifyReply } from 'fastify';
import { AnyAccounts, Needs, WholeInstallation } from '../http/access.guard.js';
import { type ApiRequest, browserCookie, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { markBrowser } from './browser.js';

@Resource('Connect')
@Controller()
export class ConnectController {
  constructor(
    private readonly connect: Connect,
    private readonly byLink: ConnectByLink,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('v1/connect/platforms')
  @Needs('read')
  @AnyAccounts()
  @Answers('listConnectPlatforms', 'What can be connected, and how', PlatformChoiceList)
  platforms() {
    return { data: this.connect.choices() };
  }

  /** Not by a key that is for some accounts, here and below: the site could be another account's, whose credential it replaces. */
  @Post('v1/connect/start')
  @HttpCode(200)
  @Needs('admin')
  @WholeInstallation()
  @Answers('startConnect', 'Begins to connect by OAuth', Redirection, { repeatable: true, refuses: [422] })
  async start(
    @Body({ schema: ConnectStart }) body: ConnectStart,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const browser = markBrowser(request, reply, this.config);
    const { clientId, clientSecret } = body;
    const client = clientId ? { clientId, clientSecret: clientSecret || null } : null;
    return { redirectUrl: await this.connect.start({ ...entered(body, request), client }, browser) };
  }

  /** Connects by a key. May be repeated: a site that is connected gets its credential replaced. */
  @Post('v1/connect/key')
  @HttpCode(200)
  @Needs('admin')
  @WholeInstallation()
  @Answers('connectByKey', 'Connects by a key', ConnectedAccount, { repeatable: true, refuses: [422] })
  async byKey(@Body({ schema: ConnectKey }) body: ConnectKey, @Req() request: ApiRequest) {
    const { key, email, signingSecret } = body;
    const secrets = { key, email: email || null, signingSecret: signingSecret || null };
    return { accountId: await this.connect.byKey({ ...entered(body, request), ...secrets }) };
  }

  /** Where the platform sends the browser back to. Always ends on a page that says what happened. */
  @Get('connect/callback')
  @Needs('public')
  async callback(
    @Query() query: Record<string, unknown>,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ) {
    const texts = Object.entries(query).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    );
    const browser = request.cookies[browserCookie(this.config)];
    const ending = await this.connect.finish(Object.fromEntries(texts), browser);
    const { url, reason } = this.byLink.end(ending);
    if (reason === 'internal') this.log.failure('connect.failed', ending.error);
    else if (reason !== null) this.log.line('connect.refused', { reason });
    return reply.redirect(url, 303);
  }
}

function entered(body: ConnectStart | ConnectKey, request: ApiRequest) {
  const { platform, site, region, adminEmail, adminWebhookUrl, requiredCapabilities, writeLaneOf } = body;
  return {
    platform,
    site,
    region: region || null,
    adminEmail: adminEmail || null,
    adminWebhookUrl: adminWebhookUrl || null,
    requiredCapabilities,
    writeLaneOf: writeLaneOf ?? null,
    startedBy: principalOf(request).id,
    linkId: null,
  };
}
