import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { about, traceId } from './trace.js';

/** Fields of one wide line. Never bodies, never personal data, never secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * One JSON line per unit of work, on standard output. Also what Nest itself logs through, so that a process has one
 * format.
 */
export class Log implements LoggerService {
  private readonly pino: Logger;

  constructor(options: { level: string; process: string }, destination?: DestinationStream) {
    const settings = {
      level: options.level,
      base: { process: options.process, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => ({ traceId: traceId() }),
    };
    this.pino = destination ? pino(settings, destination) : pino(settings);
  }

  /** What was done, e.g. `helpdesk.call`, and its measures. */
  line(event: string, fields: LogFields): void {
    this.pino.info({ event, ...about(), ...fields });
  }

  /** Something went wrong that an operator may have to act on. */
  failure(event: string, error: unknown, fields: LogFields = {}): void {
    this.pino.error({
      event,
      ...about(),
      ...fields,
      err: error instanceof Error ? error : new Error(String(error)),
    });
  }

  /** What Nest has to say of its start: of use to somebody who debugs it. */
  log(message: unknown, ...rest: unknown[]): void {
    this.pino.debug({ context: context(rest) }, text(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.pino.warn({ context: context(rest) }, text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const stack = rest.length > 1 ? text(rest[0]) : undefined;
    this.pino.error({ context: context(rest), stack }, text(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.pino.debug({ context: context(rest) }, text(message));
  }
}

/** Nest passes the caller's name as the last argument. */
function context(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}

function text(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
