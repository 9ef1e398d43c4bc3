import { Injectable } from '@nestjs/common';
import type { HelpdeskError, PlatformRequest, PlatformResponse } from '@nightdesk/helpdesks/contract';
import { Log } from '@nightdesk/platform/observability';

interface Call {
  accountId: string;
  lane: 'read' | 'write';
  request: PlatformRequest;
}

/** One line per call to a platform (SPEC 14.1): never a body, a path with values, or a header. */
@Injectable()
export class CallLog {
  constructor(private readonly log: Log) {}

  answered(call: Call & { answer: PlatformResponse; durationMs: number }): void {
    this.log.line('helpdesk.call', {
      ...fields(call),
      status: call.answer.status,
      requestId: call.answer.requestId,
      durationMs: Math.round(call.durationMs),
    });
  }

  unanswered(call: Call & { error: HelpdeskError }): void {
    this.log.failure('helpdesk.no_answer', call.error, { ...fields(call), kind: call.error.kind });
  }
}

function fields({ accountId, lane, request }: Call) {
  return { accountId, lane, method: request.method, route: request.route };
}
