import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Clock } from '@nightdesk/platform/clock';
import type { FastifyReply } from 'fastify';
import { ProblemException } from '../problem.js';
import { type ApiRequest, networkOf } from '../request.js';
import { rateLimitHeaders, tooMany } from './rate-limit.headers.js';
import { type CostlyRoute, RateLimits } from './rate-limits.js';

interface Cost {
  share: number;
  when: (request: ApiRequest) => boolean;
}

const costKey = 'nightdesk:cost';
/** The route costs much: each asker may use it for a `share`th of its rate, or only those requests `when` it is so. */
export const Costly = (share: number, when: Cost['when'] = () => true) =>
  SetMetadata(costKey, { share, when } satisfies Cost);

const unlimitedKey = 'nightdesk:unlimited';
/** Not counted: what the page is made of, what balancers ask, and the intake of webhooks, which has a measure of its own. */
export const Unlimited = () => SetMetadata(unlimitedKey, true);

/** The answer is asked of the platform, and not of what is stored. */
export const isFresh = ({ query }: ApiRequest): boolean => {
  const { fresh } = query as { fresh?: unknown };
  return typeof fresh === 'string' && !/^(false|0|no|off|n|disabled)$/i.test(fresh);
};

/** Refuses who asks too often. After the guard that knows who asks. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(unlimitedKey, route)) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<ApiRequest>();
    const verdicts = await this.limits.count(askerOf(request), this.costOf(context, request));
    http.getResponse<FastifyReply>().headers(rateLimitHeaders(verdicts, this.clock.now().getTime()));
    const refusal = verdicts.find(({ refused }) => refused);
    if (refusal) throw new ProblemException(tooMany(refusal));
    return true;
  }

  private costOf(context: ExecutionContext, request: ApiRequest): CostlyRoute | null {
    const cost = this.reflector.get<Cost | undefined>(costKey, context.getHandler());
    if (!cost?.when(request)) return null;
    return { name: `${context.getClass().name}.${context.getHandler().name}`, share: cost.share };
  }
}

function askerOf(request: ApiRequest) {
  const { principal } = request;
  if (principal) return { id: principal.id, tier: principal.tier };
  return { id: networkOf(request), tier: 'address' } as const;
}
