import { Body, Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { LoginLimit, Sessions, Users } from '@nightdesk/access';
import { Login, PasswordChange, SessionView } from '@nightdesk/contract';
import type { FastifyReply } from 'fastify';
import { AnyAccounts, Needs, WholeInstallation } from '../http/access.guard.js';
import { ProblemException } from '../http/problem.js';
import { type ApiRequest, networkOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { SessionCookie } from './session-cookie.js';

@Resource('Session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly users: Users,
    private readonly limit: LoginLimit,
    private readonly cookie: SessionCookie,
  ) {}

  @Post()
  @HttpCode(200)
  @Needs('public')
  @Answers('login', 'Signs in', SessionView, { refuses: [401] })
  async login(
    @Body({ schema: Login }) { email, password }: Login,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const login = () => this.sessions.login(email, password);
    const session = await this.limit.guard({ address: networkOf(request), email }, login);
    const before = this.cookie.of(request);
    if (before !== undefined) await this.sessions.end(before);
    return this.cookie.set(reply, session);
  }

  @Get()
  @Needs('public')
  @Answers('getSession', 'Who is signed in', SessionView, { refuses: [401] })
  async current(
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const token = this.cookie.of(request);
    if (token === undefined)
      throw new ProblemException({ status: 401, title: 'Not signed in', detail: 'Sign in first.' });
    const session = await this.sessions.find(token);
    if (session) return this.cookie.set(reply, { token, session });
    const detail = await this.sessions.whyEnded(token);
    throw new ProblemException({ status: 401, title: 'Session ended', detail });
  }

  /** One's own. All other sessions of that person end. */
  @Put('password')
  @HttpCode(204)
  @Needs('read')
  @WholeInstallation()
  @Answers(
    'changePassword',
    'Changes the password of whoever is signed in',
    { 204: null },
    { repeatable: true },
  )
  async changePassword(
    @Body({ schema: PasswordChange }) { current, next }: PasswordChange,
    @Req() request: ApiRequest,
  ): Promise<void> {
    const token = this.cookie.of(request) ?? '';
    const session = await this.sessions.find(token);
    if (!session)
      throw new ProblemException({
        status: 403,
        title: 'For people only',
        detail: 'An API key has no password. Sign in on the page.',
      });
    await this.limit.guard({ address: networkOf(request), email: session.email }, () =>
      this.users.changeOwn(session.userId, current, next, token),
    );
  }

  @Delete()
  @HttpCode(204)
  @Needs('read')
  @AnyAccounts()
  @Answers('logout', 'Signs out', { 204: null }, { repeatable: true })
  async logout(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.of(request);
    if (token !== undefined) await this.sessions.end(token);
    this.cookie.clear(reply);
  }
}
