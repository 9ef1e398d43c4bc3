import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { NewOperation, type Operation } from '@nightdesk/contract';
import { operationView } from '@nightdesk/health';
import { Operations } from '@nightdesk/operations';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';

const Listing = z.object({
  accountId: z.string().optional(),
  ticketId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

@Controller('v1')
export class OperationsController {
  constructor(
    private readonly operations: Operations,
    private readonly commands: Commands,
  ) {}

  @Post('accounts/:accountId/tickets/:ticketId/operations')
  @Needs('write')
  submit(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Body({ schema: NewOperation }) body: NewOperation,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Operation> {
    const { ifNoReplySince, ifStatusIn = [], ...rest } = body;
    const since = ifNoReplySince === undefined ? null : new Date(ifNoReplySince);
    const asked = {
      ...rest,
      accountId,
      ticketId,
      ifNoReplySince: since,
      ifStatusIn,
      requestedBy: principalOf(request).id,
    };
    return this.commands.run(request, reply, {
      status: 202,
      work: async (tx) => operationView(await this.operations.submit(tx, asked)),
      headers: ({ id }) => ({ Location: `/v1/operations/${id}` }),
      afterwards: (operation) => this.operations.announce(operation),
    });
  }

  @Get('operations/:operationId')
  @Needs('read')
  async get(@Param('operationId') operationId: string, @Req() request: ApiRequest): Promise<Operation> {
    const operation = await this.operations.get(operationId, principalOf(request).accountIds);
    return operationView(operation);
  }

  @Get('operations')
  @Needs('read')
  async list(@Query({ schema: Listing }) query: z.infer<typeof Listing>, @Req() request: ApiRequest) {
    const operations = await this.operations.list({ ...query, accountIds: principalOf(request).accountIds });
    return { data: operations.map(operationView) };
  }
}
