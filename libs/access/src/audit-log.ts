import { Injectable } from '@nestjs/common';
import type { AuditLine, AuditQuery } from '@nightdesk/contract';
import type { Prisma } from '@nightdesk/platform/database';
import { AccessStore } from './access.store.js';
import { Actors } from './actors.js';

/** By what the ids of each kind of actor begin. */
const kinds = new Map([
  ['person', 'usr_'],
  ['key', 'key_'],
  ['system', 'system'],
]);

/** Reads what `Audit` wrote. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly store: AccessStore,
    private readonly actors: Actors,
  ) {}

  /** The newest first; `next` leads to the page after it. */
  async list(query: AuditQuery): Promise<{ data: AuditLine[]; next: string | null }> {
    const rows = await this.store.auditLines(whereOf(query), query.limit + 1);
    const shown = rows.slice(0, query.limit);
    const actor = await this.actors.named(shown.flatMap((row) => [row.actor, row.subject]));
    const data = shown.map((row) => ({
      id: String(row.seq),
      at: row.at.toISOString(),
      actor: actor(row.actor),
      action: row.action,
      subject: row.subject,
      subjectName: actor(row.subject).name,
      details: row.details as Record<string, unknown>,
    }));
    return { data, next: rows.length > shown.length ? (data.at(-1)?.id ?? null) : null };
  }
}

function whereOf({ actor, action, subject, since, until, after }: AuditQuery): Prisma.AuditEntryWhereInput {
  const kind = kinds.get(actor ?? '');
  return {
    ...(kind !== undefined && { actor: { startsWith: kind } }),
    ...(kind === undefined && actor !== undefined && { actor }),
    ...(action !== undefined && { action: { startsWith: action } }),
    ...(subject !== undefined && { subject: { in: [subject, `account:${subject}`] } }),
    ...((since ?? until) !== undefined && {
      at: { ...(since && { gte: new Date(since) }), ...(until && { lt: new Date(until) }) },
    }),
    ...(after !== undefined && { seq: { lt: BigInt(after) } }),
  };
}
