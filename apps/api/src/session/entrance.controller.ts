import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { FirstPerson, LoginLimit, PasswordLinks, Sessions } from '@nightdesk/access';
import { PasswordChoice, PasswordLinkView, SessionView, SetUp, SetUpView } from '@nightdesk/contract';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { type ApiRequest, networkOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { SessionCookie } from './session-cookie.js';

/** Ways in for those who have no password yet: the first person by a code, all others by a link. */
@Resource('Session')
@Controller('v1')
@Needs('public')
export class EntranceController {
  constructor(
    private readonly first: FirstPerson,
    private readonly links: PasswordLinks,
    private readonly sessions: Sessions,
    private readonly limit: LoginLimit,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('setup')
  @Answers('getSetUp', 'Whether nobody can sign in yet', SetUpView)
  async isNeeded(): Promise<SetUpView> {
    return { needed: await this.first.isNeeded() };
  }

  @Post('setup')
  @Answers('setUp', 'Makes the first person, and signs in', { 201: SessionView }, { refuses: [403] })
  async setUp(
    @Body({ schema: SetUp }) body: SetUp,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const who = { address: networkOf(request), email: 'the set-up code' };
    const { userId } = await this.limit.guard(who, () => this.first.create(body));
    return this.cookie.set(reply, await this.sessions.beginFor(userId));
  }

  @Get('password-links/:token')
  @Header('Cache-Control', 'no-store')
  @Answers('getPasswordLink', 'Whose password a link sets', PasswordLinkView)
  look(@Param('token') token: string): Promise<PasswordLinkView> {
    return this.links.look(token);
  }

  /** Signs in as well: whoever holds the link has proved it. */
  @Post('password-links/:token')
  @HttpCode(200)
  @Answers('choosePassword', 'Sets a password by a link, and signs in', SessionView)
  async choose(
    @Param('token') token: string,
    @Body({ schema: PasswordChoice }) { password }: PasswordChoice,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { userId } = await this.links.choose(token, password);
    return this.cookie.set(reply, await this.sessions.beginFor(userId));
  }
}
