import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Incident, IncidentPage } from '@nightdesk/contract';
import { Incidents } from '@nightdesk/incidents';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AnyAccounts, Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { type ApiRequest, principalOf } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';
import { incidentView } from './incidents.view.js';

const Listing = z.object({
  state: z.enum(['open', 'resolved']).optional(),
  accountId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** The `next` of the page before. */
  after: z.string().optional(),
});

/** What is wrong, or was; who was told (SPEC 13). */
@Resource('Incidents')
@Controller('v1/incidents')
@AnyAccounts()
export class IncidentsController {
  constructor(
    private readonly incidents: Incidents,
    private readonly commands: Commands,
  ) {}

  /** The worst first. */
  @Get()
  @Needs('read')
  @Answers('listIncidents', 'Incidents', IncidentPage)
  async list(@Query({ schema: Listing }) listing: z.infer<typeof Listing>, @Req() request: ApiRequest) {
    const { accountIds } = principalOf(request);
    const found = await this.incidents.list({ ...listing, accountIds });
    const last = found.length === listing.limit ? found.at(-1) : undefined;
    return { data: found.map((one) => incidentView(one, accountIds)), next: last?.id ?? null };
  }

  @Get(':incidentId')
  @Needs('read')
  @Answers('getIncident', 'One incident', Incident)
  async get(@Param('incidentId') id: string, @Req() request: ApiRequest): Promise<Incident> {
    const { accountIds } = principalOf(request);
    return incidentView(await this.incidents.get(id, { accountIds }), accountIds);
  }

  /** Somebody sees to it: nobody is reminded any more, and it is not escalated. */
  @Post(':incidentId/acknowledge')
  @Needs('write')
  @Answers('acknowledgeIncident', 'Says that somebody sees to an incident', Incident)
  acknowledge(
    @Param('incidentId') id: string,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Incident> {
    const { id: actor, accountIds } = principalOf(request);
    return this.commands.run(request, reply, {
      status: 200,
      work: async (tx) =>
        incidentView(await this.incidents.acknowledge(tx, id, { actor, accountIds }), accountIds),
    });
  }
}
