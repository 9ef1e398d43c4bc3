import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { DryRun, NewOperation, Operation, OperationDecision, OperationList } from '@nightdesk/contract';
import { operationView } from '@nightdesk/health';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { type Asker, DryRuns, OperationDecisions, Operations } from '@nightdesk/operations';
import type { Tx } from '@nightdesk/platform/database';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

const Listing = z.object({
  accountId: z.string().optional(),
  ticketId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

@Resource('Operations')
@Controller('v1')
@AnyAccounts()
export class OperationsController {
  constructor(
    private readonly operations: Operations,
    private readonly decisions: OperationDecisions,
    private readonly dryRuns: DryRuns,
    private readonly commands: Commands,
    private readonly lanes: Lanes,
  ) {}

  /** A dry run needs no idempotency key, because it leaves nothing behind. */
  @Post('accounts/:accountId/tickets/:ticketId/operations')
  @Needs('write')
  @Answers(
    'submitOperation',
    'Asks for changes of a ticket',
    { 200: DryRun, 202: Operation },
    { location: true },
  )
  submit(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Body({ schema: NewOperation }) body: NewOperation,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Operation | DryRun> {
    const { dryRun, ifNoReplySince, ifStatusIn = [], ...rest } = body;
    const since = ifNoReplySince === undefined ? null : new Date(ifNoReplySince);
    const asked = {
      ...rest,
      accountId,
      ticketId,
      ifNoReplySince: since,
      ifStatusIn,
      requestedBy: principalOf(request).id,
    };
    if (dryRun) {
      reply.status(200);
      return this.dryRuns.of(asked);
    }
    let woken: Lane[] = [];
    return this.commands.run(request, reply, {
      status: 202,
      work: async (tx) => {
        const submitted = await this.operations.submit(tx, asked);
        woken = submitted.woken;
        return operationView(submitted.operation);
      },
      headers: ({ id }) => ({ Location: `/v1/operations/${id}` }),
      afterwards: () => this.lanes.wake(woken),
    });
  }

  @Post('operations/:operationId/cancel')
  @Needs('write')
  @Answers('cancelOperation', 'Takes an operation back', Operation)
  cancel(
    @Param('operationId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Operation> {
    return this.changed(id, request, reply, (tx, asker) => this.decisions.cancel(tx, id, asker));
  }

  @Post('operations/:operationId/decision')
  @Needs('write')
  @Answers('decideOperation', 'Says what became of an operation in doubt', Operation)
  decide(
    @Param('operationId') id: string,
    @Body({ schema: OperationDecision }) { decision }: OperationDecision,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Operation> {
    return this.changed(id, request, reply, (tx, asker) => this.decisions.decide(tx, id, decision, asker));
  }

  @Post('operations/:operationId/replay')
  @Needs('write')
  @Answers('replayOperation', 'Tries an operation again', Operation)
  replay(
    @Param('operationId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Operation> {
    return this.changed(id, request, reply, (tx, asker) => this.decisions.replay(tx, id, asker));
  }

  @Get('operations/:operationId')
  @Needs('read')
  @Answers('getOperation', 'One operation with its history', Operation)
  async get(@Param('operationId') operationId: string, @Req() request: ApiRequest): Promise<Operation> {
    const operation = await this.operations.get(operationId, principalOf(request).accountIds);
    return operationView(operation);
  }

  @Get('operations')
  @Needs('read')
  @Answers('listOperations', 'The latest operations', OperationList)
  async list(@Query({ schema: Listing }) query: z.infer<typeof Listing>, @Req() request: ApiRequest) {
    const operations = await this.operations.list({ ...query, accountIds: principalOf(request).accountIds });
    return { data: operations.map(operationView) };
  }

  /** The operation as it then is. */
  private changed(
    id: string,
    request: ApiRequest,
    reply: FastifyReply,
    change: (tx: Tx, asker: Asker) => Promise<Lane[]>,
  ): Promise<Operation> {
    const { id: actor, accountIds } = principalOf(request);
    let woken: Lane[] = [];
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) => {
        woken = await change(tx, { actor, accountIds });
        return operationView(await this.operations.get(id, accountIds, tx));
      },
      afterwards: () => this.lanes.wake(woken),
    });
  }
}
