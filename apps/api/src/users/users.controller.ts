import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { type MadePasswordLink, People } from '@nightdesk/access';
import {
  EndedSessions,
  InvitedUser,
  NewUser,
  PasswordLink,
  User,
  UserChange,
  UserList,
} from '@nightdesk/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { FastifyReply } from 'fastify';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** People who may open the page (SPEC 12.3). */
@Resource('People')
@Controller('v1/users')
@Needs('admin')
export class UsersController {
  constructor(
    private readonly people: People,
    private readonly commands: Commands,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @WholeInstallation()
  @Answers('listUsers', 'Everybody who may open the page', UserList)
  async list() {
    return { data: await this.people.list() };
  }

  @Post()
  @WholeInstallation()
  @Answers('inviteUser', 'Invites somebody', { 201: InvitedUser })
  invite(
    @Body({ schema: NewUser }) body: NewUser,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvitedUser> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 201,
      work: async (tx) => {
        const { user, link } = await this.people.invite(tx, body, actor);
        return { user, link: this.linkView(link) };
      },
    });
  }

  @Patch(':userId')
  @WholeInstallation()
  @Answers('changeUser', 'Changes the role of somebody', User)
  change(
    @Param('userId') id: string,
    @Body({ schema: UserChange }) change: UserChange,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<User> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 200,
      work: (tx) => this.people.change(tx, id, change, actor),
    });
  }

  /** The password stays until the link is used. */
  @Post(':userId/password-link')
  @WholeInstallation()
  @Answers('resetPassword', 'Makes a link by which somebody chooses another password', PasswordLink)
  resetPassword(
    @Param('userId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasswordLink> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => this.linkView(await this.people.resetPassword(tx, id, actor)),
    });
  }

  @Post(':userId/end-sessions')
  @WholeInstallation()
  @Answers('endSessions', 'Signs somebody out everywhere', EndedSessions)
  endSessions(
    @Param('userId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ ended: number }> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => ({ ended: await this.people.endSessions(tx, id, actor) }),
    });
  }

  @Delete(':userId')
  @WholeInstallation()
  @Answers('removeUser', 'Removes somebody', { 204: null })
  async remove(
    @Param('userId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const actor = principalOf(request).id;
    await this.commands.run(request, reply, {
      status: 204,
      work: (tx) => this.people.remove(tx, id, actor),
    });
  }

  private linkView({ token, expiresAt }: MadePasswordLink): PasswordLink {
    return { url: `${this.config.PUBLIC_URL}/password/${token}`, expiresAt: expiresAt.toISOString() };
  }
}
