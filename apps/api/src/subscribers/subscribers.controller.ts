import { Body, Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type CreatedSubscriber, NewSubscriber } from '@nightdesk/contract';
import { Subscribers } from '@nightdesk/outbox';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';

@Controller('v1/subscribers')
@Needs('admin')
export class SubscribersController {
  constructor(
    private readonly subscribers: Subscribers,
    private readonly commands: Commands,
  ) {}

  @Get()
  async list() {
    return { data: await this.subscribers.list() };
  }

  @Post()
  create(
    @Body({ schema: NewSubscriber }) body: NewSubscriber,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedSubscriber> {
    const work = this.subscribers.create.bind(this.subscribers, body, principalOf(request).id);
    return this.commands.run(request, reply, { status: 201, work });
  }

  @Delete(':subscriberId')
  async remove(
    @Param('subscriberId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const actor = principalOf(request).id;
    await this.commands.run(request, reply, {
      status: 204,
      work: (tx) => this.subscribers.remove(id, actor, tx),
    });
  }
}
