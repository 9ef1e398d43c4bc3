import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import {
  CreatedSubscriber,
  NewSubscriber,
  RotatedSecret,
  Subscriber,
  SubscriberChange,
  SubscriberList,
  TestedSubscriber,
} from '@nightdesk/contract';
import { Lanes } from '@nightdesk/lanes';
import { Subscribers, TestDelivery } from '@nightdesk/outbox';
import type { FastifyReply } from 'fastify';
import { Needs, WholeInstallation } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { Costly } from '../http/rate-limit/rate-limit.guard.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** Endpoints of automations (SPEC 10.1). */
@Resource('Subscribers')
@Controller('v1/subscribers')
@Needs('admin')
@WholeInstallation()
export class SubscribersController {
  constructor(
    private readonly subscribers: Subscribers,
    private readonly tests: TestDelivery,
    private readonly lanes: Lanes,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Answers('listSubscribers', 'All subscribers', SubscriberList)
  async list() {
    return { data: await this.subscribers.list() };
  }

  @Get(':subscriberId')
  @Answers('getSubscriber', 'One subscriber', Subscriber)
  get(@Param('subscriberId') id: string): Promise<Subscriber> {
    return this.subscribers.get(id);
  }

  @Post()
  @Answers('createSubscriber', 'Adds a subscriber', { 201: CreatedSubscriber })
  create(
    @Body({ schema: NewSubscriber }) body: NewSubscriber,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedSubscriber> {
    const work = this.subscribers.create.bind(this.subscribers, body, principalOf(request).id);
    return this.commands.run(request, reply, { status: 201, work });
  }

  @Patch(':subscriberId')
  @Answers('changeSubscriber', 'Changes, stops or resumes a subscriber', Subscriber)
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
  @Answers('rotateSubscriberSecret', 'A new signing secret for a subscriber', RotatedSecret)
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
  @Costly(10)
  @HttpCode(200)
  @Answers('testSubscriber', 'Sends a signed test event', TestedSubscriber, { repeatable: true })
  test(@Param('subscriberId') id: string): Promise<TestedSubscriber> {
    return this.tests.send(id);
  }

  @Delete(':subscriberId')
  @Answers('deleteSubscriber', 'Removes a subscriber', { 204: null })
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
