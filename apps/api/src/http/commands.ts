import { Injectable } from '@nestjs/common';
import { type Answer, Idempotency } from '@nightdesk/access';
import { sha256 } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import type { FastifyReply } from 'fastify';
import { ProblemException } from './problem.js';
import { type ApiRequest, principalOf } from './request.js';

/** What a command does in the transaction that also remembers its answer, and what follows after the commit. */
export interface Command<T> {
  status: number;
  /** What takes too long for a transaction: calls to other hosts. It may run more than once for one key, and not for a replayed answer. */
  before?: () => Promise<void>;
  work: (tx: Tx) => Promise<T>;
  headers?: (body: T) => Record<string, string>;
  /** Not for a replayed answer; must stand not being called (a crash right after the commit). */
  afterwards?: (body: T) => Promise<void>;
}

/** Runs each unsafe request once per `Idempotency-Key` (SPEC 8.1). */
@Injectable()
export class Commands {
  constructor(private readonly idempotency: Idempotency) {}

  async run<T>(request: ApiRequest, reply: FastifyReply, command: Command<T>): Promise<T> {
    const asked = [
      principalOf(request).id,
      keyOf(request),
      sha256(request.method, request.url, request.rawBody ?? ''),
    ] as const;
    if (command.before && !(await this.idempotency.isAnswered(...asked))) await command.before();
    const { answer, replayed } = await this.idempotency.run(...asked, async (tx): Promise<Answer> => {
      const body = await command.work(tx);
      return { status: command.status, headers: command.headers?.(body) ?? {}, body: body ?? null };
    });
    reply
      .status(answer.status)
      .headers({ ...answer.headers, ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}) });
    if (!replayed) await command.afterwards?.(answer.body as T);
    return answer.body as T;
  }
}

function keyOf(request: ApiRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemException({
    status: 400,
    title: 'Idempotency key missing',
    detail:
      'Send an Idempotency-Key header of 1 to 255 visible characters, new for each thing you want done, e.g. a UUID.',
  });
}
