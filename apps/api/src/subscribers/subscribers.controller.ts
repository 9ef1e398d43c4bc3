import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import {
  type CreatedSubscriber,
  NewSubscriber,
  type RotatedSecret,
  type Subscriber,
  SubscriberChange,
  type TestedSubscriber,
} from '@nightdesk/contract';
import { Lanes } from '@nightdesk/lanes';
import { Subscribers, TestDelivery } from '@nightdesk/outbox';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';

/** Endpoints of automations (SPEC 10.1). */
@Controller('v1/subscribers')
@Needs('admin')
export class SubscribersController {
  constructor(
    private readonly subscribers: Subscribers,
    private readonly tests: TestDelivery,
    private readonly lanes: Lanes,
    private readonly commands: Commands,
  ) {}

  @Get()
  async list() {
    return { data: await this.subscribers.list() };
  }

  @Get(':subscriberId')
  get(@Param('subscriberId') id: string): Promise<Subscriber> {
    return this.subscribers.get(id);
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

  @Patch(':subscriberId')
  change(
    @Param('subscriberId') id: string,
    @Body({ schema: SubscriberChange }) change: SubscriberChange,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Subscriber> {
    const actor = principalOf(request).id;
    return this.commands.run(request, reply, {
      status: 200,
      work: (tx) => this.subscribers.update(id, change, actor, tx),
      afterwards: () => this.lanes.release([{ kind: 'deliver', key: id }]).then(() => this.wake(id)),
    });
  }

  @Post(':subscriberId/rotate-secret')
  rotate(
    @Param('subscriberId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RotatedSecret> {
    const actor = principalOf(request).id;
    const work = (tx: Parameters<Subscribers['rotate']>[2]) => this.subscribers.rotate(id, actor, tx);
    return this.commands.run(request, reply, { status: 200, work });
  }

  /** May be repeated: it changes nothing here, and the endpoint sees by the type that it is a test. */
  @Post(':subscriberId/test')
  @HttpCode(200)
  test(@Param('subscriberId') id: string): Promise<TestedSubscriber> {
    return this.tests.send(id);
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

  private wake(key: string): Promise<void> {
    return this.lanes.wake([{ kind: 'deliver', key }]);
  }
}
