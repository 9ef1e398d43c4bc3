import { Controller, Delete, Get, Param, Req, Res } from '@nestjs/common';
import { type FrozenTicket, FrozenTicketList } from '@nightdesk/contract';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { type Fuse, Fuses } from '@nightdesk/operations';
import type { FastifyReply } from 'fastify';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** Tickets whose operations wait for a person, because our own writes changed them too often. */
@Resource('Operations')
@Controller('v1')
@AnyAccounts()
export class FrozenTicketsController {
  constructor(
    private readonly fuses: Fuses,
    private readonly commands: Commands,
    private readonly lanes: Lanes,
  ) {}

  @Get('frozen-tickets')
  @Needs('read')
  @Answers('listFrozenTickets', 'Tickets whose operations wait for a person', FrozenTicketList)
  async list(@Req() request: ApiRequest): Promise<{ data: FrozenTicket[] }> {
    const fuses = await this.fuses.list(principalOf(request).accountIds);
    return { data: fuses.map(frozenTicket) };
  }

  @Delete('accounts/:accountId/tickets/:ticketId/freeze')
  @Needs('write')
  @Answers('releaseTicket', 'Lets the operations of a frozen ticket go on', { 204: null })
  async release(
    @Param('accountId') accountId: string,
    @Param('ticketId') ticketId: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const actor = principalOf(request).id;
    let woken: Lane[] = [];
    await this.commands.run(request, reply, {
      status: 204,
      work: async (tx) => {
        woken = await this.fuses.release(tx, accountId, ticketId, actor);
      },
      afterwards: () => this.lanes.wake(woken),
    });
  }
}

const frozenTicket = ({ accountId, ticketId, changes, blownAt }: Fuse): FrozenTicket => ({
  accountId,
  ticketId,
  changes,
  since: blownAt.toISOString(),
});
