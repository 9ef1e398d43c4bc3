import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ConnectByLink, ConnectSessions, RepairLinks } from '@nightdesk/connect';
import {
  ConnectSession,
  LinkKey,
  LinkStart,
  LinkToken,
  LinkView,
  MadeLink,
  NewConnectSession,
  Redirection,
} from '@nightdesk/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { FastifyReply } from 'fastify';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { markBrowser } from './browser.js';
import { linkView, madeView, sessionView } from './connect-links.view.js';

/** Making links. */
@Resource('Connect links')
@Controller('v1')
@Needs('admin')
export class LinkMakingController {
  constructor(
    private readonly sessions: ConnectSessions,
    private readonly repairs: RepairLinks,
    private readonly commands: Commands,
  ) {}

  @Post('connect-sessions')
  @WholeInstallation()
  @Answers(
    'createConnectSession',
    'Makes a link by which somebody connects a site',
    { 201: MadeLink },
    { location: true },
  )
  session(
    @Body({ schema: NewConnectSession }) body: NewConnectSession,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeLink> {
    const { platform = null, site = null, adminEmail = null, adminWebhookUrl = null, returnUrl } = body;
    const { requiredCapabilities = [] } = body;
    const wanted = { platform, site, returnUrl, adminEmail, adminWebhookUrl, requiredCapabilities };
    return this.commands.run(request, reply, {
      status: 201,
      work: async (tx) => madeView(await this.sessions.make(tx, wanted, principalOf(request).id)),
      headers: ({ id }) => ({ Location: `/v1/connect-sessions/${id}` }),
    });
  }

  @Get('connect-sessions/:sessionId')
  @WholeInstallation()
  @Answers('getConnectSession', 'What became of a connect session', ConnectSession)
  async find(@Param('sessionId') id: string): Promise<ConnectSession> {
    return sessionView(await this.sessions.get(id));
  }

  /** For an operator who sends the address to the account's admin contact himself. */
  @Post('accounts/:accountId/repair-link')
  @Answers('createRepairLink', 'Makes a link by which somebody connects an account again', { 201: MadeLink })
  repair(
    @Param('accountId') accountId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeLink> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 201,
      work: async (tx) => madeView(await this.repairs.make(accountId, { tx, actor })),
    });
  }
}

/** What the holder of a link can do. The token travels in bodies, which nothing logs; no other route takes it. */
@Resource('Connect links')
@Controller('v1/connect-links')
@Needs('public')
export class LinkUseController {
  constructor(
    private readonly byLink: ConnectByLink,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('open')
  @HttpCode(200)
  @Answers('openLink', 'What a link is for', LinkView, { refuses: [403] })
  async open(@Body({ schema: LinkToken }) { token }: LinkToken): Promise<LinkView> {
    return linkView(await this.byLink.view(token));
  }

  @Post('start')
  @HttpCode(200)
  @Answers('startConnectByLink', 'Begins to connect by OAuth, with a link', Redirection, {
    refuses: [403, 422],
  })
  async start(
    @Body({ schema: LinkStart }) body: LinkStart,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { token, clientId, clientSecret } = body;
    const client = clientId ? { clientId, clientSecret: clientSecret || null } : null;
    const browser = markBrowser(request, reply, this.config);
    return { redirectUrl: await this.byLink.start(token, said(body), client, browser) };
  }

  @Post('key')
  @HttpCode(200)
  @Answers('connectByLinkKey', 'Connects by a key, with a link', Redirection, { refuses: [403, 422] })
  async key(@Body({ schema: LinkKey }) body: LinkKey) {
    const { token, key, email, signingSecret } = body;
    const secrets = { key, email: email || null, signingSecret: signingSecret || null };
    return { redirectUrl: await this.byLink.byKey(token, said(body), secrets) };
  }
}

function said({ platform, site, region, adminEmail }: LinkStart | LinkKey) {
  return { platform, site, region: region || null, adminEmail: adminEmail || null };
}
