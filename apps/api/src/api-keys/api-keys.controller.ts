import { Body, Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiKeys } from '@nightdesk/access';
import { ApiKeyList, CreatedApiKey, NewApiKey } from '@nightdesk/contract';
import type { FastifyReply } from 'fastify';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

@Resource('API keys')
@Controller('v1/api-keys')
@Needs('admin')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly commands: Commands,
  ) {}

  @Get()
  @WholeInstallation()
  @Answers('listApiKeys', 'All API keys', ApiKeyList)
  async list() {
    return { data: await this.keys.list() };
  }

  /** Not by a key that is for some accounts: the new one could be for all. */
  @Post()
  @WholeInstallation()
  @Answers('createApiKey', 'Makes an API key', { 201: CreatedApiKey })
  create(
    @Body({ schema: NewApiKey }) body: NewApiKey,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedApiKey> {
    const work = this.keys.create.bind(this.keys, body, principalOf(request).id);
    return this.commands.run(request, reply, { status: 201, work });
  }

  @Delete(':keyId')
  @WholeInstallation()
  @Answers('revokeApiKey', 'Ends an API key at once', { 204: null })
  async revoke(
    @Param('keyId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const actor = principalOf(request).id;
    await this.commands.run(request, reply, { status: 204, work: (tx) => this.keys.revoke(id, actor, tx) });
  }
}
