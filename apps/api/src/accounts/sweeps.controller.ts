import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { Completeness as CompletenessView, NewSweep, SweepProgress } from '@nightdesk/contract';
import { Completeness, type Sweep, SweepPlan } from '@nightdesk/reconciliation';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { Commands } from '../http/commands.js';
import { ProblemException } from '../http/problem.js';
import { Costly } from '../http/rate-limit/rate-limit.guard.js';
import type { ApiRequest } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** What webhooks did not tell: the sweeps that find it, and how much it was. */
@Resource('Accounts')
@Controller('v1/accounts/:accountId')
@Needs('read')
export class SweepsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly plan: SweepPlan,
    private readonly completeness: Completeness,
    private readonly commands: Commands,
  ) {}

  @Get('sweeps')
  @Answers('getSweeps', 'How far the sweeps of an account are', SweepProgress)
  async progress(@Param('accountId') accountId: string): Promise<SweepProgress> {
    const { id } = await this.accounts.get(accountId);
    return progressView(await this.plan.progress(id));
  }

  /** Begins as soon as a worker looks, within the account's budget; one that is under way goes on. */
  @Post('sweeps')
  @Costly(10)
  @Needs('write')
  @Answers('requestSweep', 'Asks for a sweep soon', { 202: SweepProgress })
  ask(
    @Param('accountId') accountId: string,
    @Body({ schema: NewSweep }) { full }: NewSweep,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SweepProgress> {
    return this.commands.run(request, reply, {
      status: 202,
      work: async (tx) => {
        const { id } = await this.accounts.get(accountId, tx);
        return progressView(await this.plan.ask(tx, id, full));
      },
    });
  }

  @Get('completeness')
  @Answers('getCompleteness', 'How completely webhooks told of changes', CompletenessView)
  async score(@Param('accountId') accountId: string): Promise<CompletenessView> {
    const { id } = await this.accounts.get(accountId);
    const score = (await this.completeness.of([id])).get(id);
    if (!score) throw new Error('a score was asked for, and none came');
    return score;
  }
}

/** @throws ProblemException before the first worker has taken the account up, seconds after a start. */
function progressView(sweep: Sweep | null): SweepProgress {
  if (!sweep) {
    throw new ProblemException({
      status: 404,
      title: 'Not swept yet',
      detail:
        'No worker has planned sweeps of this account yet. One does within ten minutes of its start; is one running?',
    });
  }
  const iso = (at: Date | null) => at && at.toISOString();
  const { fullCursor, fullStartedAt } = sweep;
  return {
    role: sweep.role,
    incremental: {
      state: sweep.cursor === null ? 'waiting' : 'running',
      lastAt: iso(sweep.sweptAt),
      nextAt: sweep.nextAt.toISOString(),
      mark: sweep.mark.toISOString(),
      problem: sweep.problem,
    },
    full: {
      state: fullCursor !== null ? 'running' : fullStartedAt === null ? 'none' : 'ended',
      startedAt: iso(fullStartedAt),
      endedAt: iso(sweep.fullEndedAt),
      seen: sweep.fullSeen,
      found: sweep.fullFound,
      nextAt: iso(sweep.fullAt),
    },
    calls: sweep.calls,
  };
}
