import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { Sessions } from '@nightdesk/access';
import { Login, type SessionView } from '@nightdesk/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { ProblemException } from '../http/problem.js';
import { type ApiRequest, sessionCookie } from '../http/request.js';

@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @Needs('public')
  async login(
    @Body({ schema: Login }) body: Login,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { token, session } = await this.sessions.login(body.email, body.password);
    const secure = this.config.PUBLIC_URL.startsWith('https:');
    reply.setCookie(sessionCookie, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: 12 * 3_600,
    });
    return { email: session.email, role: session.role, csrfToken: session.csrfToken };
  }

  @Get()
  @Needs('public')
  async current(@Req() request: ApiRequest): Promise<SessionView> {
    const token = request.cookies[sessionCookie];
    const session = token === undefined ? null : await this.sessions.find(token);
    if (!session)
      throw new ProblemException({ status: 401, title: 'Not signed in', detail: 'Sign in first.' });
    return { email: session.email, role: session.role, csrfToken: session.csrfToken };
  }

  @Delete()
  @HttpCode(204)
  @Needs('read')
  async logout(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = request.cookies[sessionCookie];
    if (token !== undefined) await this.sessions.end(token);
    reply.clearCookie(sessionCookie, { path: '/' });
  }
}
