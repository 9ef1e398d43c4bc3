import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { WebhookUnknown } from '@nightdesk/intake';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import type { FastifyReply } from 'fastify';
import { problemBody, type ProblemDetails, ProblemException, problemOf, problemOfHttp } from './problem.js';
import type { ApiRequest } from './request.js';
import { isStorageAway } from './storage-away.js';

/** Under a minute, because Zendesk does not repeat a delivery that is put off for longer. */
const comeBackSeconds = 30;

const failed: ProblemDetails = {
  status: 500,
  title: 'Unexpected error',
  detail:
    'This should not have happened. The log has it under the trace id; repeating the request is safe with the same Idempotency-Key.',
};
const away: ProblemDetails = {
  status: 503,
  title: 'Storage is away',
  detail: 'A database or queue that is needed cannot be reached. Nothing was stored; send the request again.',
  retryAfterSeconds: comeBackSeconds,
};

/** Every error becomes RFC 9457 `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.explain(error, request);
    if (problem.status >= 500)
      this.log.failure('http.failed', error, { route: request.routeOptions.url, status: problem.status });
    if (problem.retryAfterSeconds !== undefined)
      reply.header('Retry-After', String(problem.retryAfterSeconds));
    // Who tries the address out learns whether all of what was sent came through: libs/self-test.
    if (error instanceof WebhookUnknown) reply.header('Received-Bytes', String(request.rawBody?.length ?? 0));
    reply.header('Trace-Id', request.id).type('application/problem+json').status(problem.status);
    reply.send(problemBody(problem, request.id));
  }

  private explain(error: unknown, request: ApiRequest): ProblemDetails {
    if (error instanceof ProblemException) return error.problem;
    if (error instanceof HelpdeskError) return this.platformProblem(error);
    if (error instanceof HttpException) return problemOfHttp(error, error.getStatus());
    if (!(error instanceof Error)) return failed;
    const status = (error as { statusCode?: unknown }).statusCode;
    if (typeof status === 'number' && status >= 400 && status < 500) return problemOfHttp(error, status);
    // A sender that gets 500 drops the delivery; one that gets 503 brings it back.
    const isIntake = request.url.startsWith('/v1/webhooks/');
    return problemOf(error) ?? (isIntake || isStorageAway(error) ? away : failed);
  }

  private platformProblem(error: HelpdeskError): ProblemDetails {
    if (error.kind === 'not_found')
      return { status: 404, title: 'Not found at the platform', detail: error.message };
    const retryAt = error.details.retryAt;
    const wait = retryAt
      ? Math.max(1, Math.ceil((retryAt.getTime() - this.clock.now().getTime()) / 1_000))
      : comeBackSeconds;
    if (error.kind === 'held')
      return { status: 503, title: 'Nothing is sent now', detail: error.message, retryAfterSeconds: wait };
    const passing = error.kind === 'rate_limited' || error.kind === 'unavailable';
    const detail = `The platform could not be used: ${error.message}`;
    return passing
      ? { status: 503, title: 'Platform not available', detail, retryAfterSeconds: wait }
      : { status: 502, title: 'Platform refused', detail };
  }
}
