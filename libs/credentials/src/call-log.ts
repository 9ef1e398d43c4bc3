import { Injectable } from '@nestjs/common';
import { createSend, HelpdeskError, type Send, type SendOptions } from '@nightdesk/helpdesks/contract';
import { Log } from '@nightdesk/platform/observability';
import { CallFigures } from './call-figures.js';

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
        return await send(request);
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
  private count({ accountId, lane }: CallFields, status: number | null, durationMs: number): void {
    if (accountId !== null) this.figures.count({ accountId, lane, status, durationMs });
  }
}

function told(fields: CallFields, { method, route }: Parameters<Send>[0], durationMs: number) {
  return { ...fields, method, route, durationMs: Math.round(durationMs) };
}
