import { Injectable } from '@nestjs/common';
import {
  createSend,
  HelpdeskError,
  type PlatformRequest,
  type PlatformResponse,
  type Send,
  type SendOptions,
} from '@nightdesk/helpdesks/contract';
import { callSeconds, Log, metrics, spanned, traceHeaders } from '@nightdesk/platform/observability';
import { CallFigures } from './call-figures.js';

const seconds = metrics.histogram({
  name: 'nightdesk_platform_call_duration_seconds',
  help: 'Calls to platforms, by platform, lane and what came of them.',
  labelNames: ['platform', 'lane', 'outcome'],
  buckets: callSeconds,
});

/** What a call's line says besides the call. */
export interface CallFields {
  /** Null: a site that is being connected has none yet. */
  accountId: string | null;
  platform: string;
  /** `token`: a call of a token endpoint, which belongs to no lane. */
  lane: 'read' | 'write' | 'token';
  /** Which attempt of its row of work it is. */
  attempt: number;
}

/**
 * One line per call to a platform (SPEC 14.1), made by whatever part of Nightdesk: never a body, a path with values, or a
 * header. Here, because of all that call platforms this lib is the lowest.
 */
@Injectable()
export class CallLog {
  constructor(
    private readonly log: Log,
    private readonly figures: CallFigures,
  ) {}

  /** The plain transport, each of its calls with its line and counted. */
  send(options: SendOptions, fields: CallFields): Send {
    const send = createSend({
      ...options,
      onAnswer: (request, answer, durationMs) => {
        const { status, requestId } = answer;
        this.log.line('helpdesk.call', { ...told(fields, request, durationMs), status, requestId });
        this.count(fields, status, durationMs);
        return options.onAnswer?.(request, answer, durationMs);
      },
    });
    return async (request) => {
      const started = performance.now();
      try {
        return await traced(send, request, fields);
      } catch (error) {
        if (error instanceof HelpdeskError && error.details.status === undefined) {
          const { kind, message: problem } = error;
          const durationMs = performance.now() - started;
          const line = told(fields, request, durationMs);
          this.log.line('helpdesk.no_answer', { ...line, kind, problem });
          this.count(fields, null, durationMs);
        }
        throw error;
      }
    };
  }

  /** A site that is being connected is no account yet, and has no figures. */
  private count({ accountId, platform, lane }: CallFields, status: number | null, durationMs: number): void {
    seconds.observe({ platform, lane, outcome: outcomeOf(status) }, durationMs / 1_000);
    if (accountId !== null) this.figures.count({ accountId, lane, status, durationMs });
  }
}

/** The call as a span, whose id the platform is told. */
function traced(send: Send, request: PlatformRequest, fields: CallFields): Promise<PlatformResponse> {
  const { method, route } = request;
  const { platform, lane, attempt, accountId } = fields;
  const attributes = {
    'http.request.method': method,
    'url.template': route,
    'http.request.resend_count': attempt - 1,
    'nightdesk.platform': platform,
    'nightdesk.lane': lane,
    ...(accountId === null ? {} : { 'nightdesk.accountId': accountId }),
  };
  return spanned(`${method} ${route}`, { kind: 'CLIENT', attributes }, async (span) => {
    try {
      const answer = await send({ ...request, headers: { ...request.headers, ...traceHeaders() } });
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    } catch (error) {
      const status = error instanceof HelpdeskError ? error.details.status : undefined;
      if (status !== undefined) span.setAttribute('http.response.status_code', status);
      throw error;
    }
  });
}

function outcomeOf(status: number | null): 'ok' | 'refused' | 'limited' | 'failed' | 'no_answer' {
  if (status === null) return 'no_answer';
  if (status === 429) return 'limited';
  return status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'ok';
}

function told(fields: CallFields, { method, route }: Parameters<Send>[0], durationMs: number) {
  return { ...fields, method, route, durationMs: Math.round(durationMs) };
}
