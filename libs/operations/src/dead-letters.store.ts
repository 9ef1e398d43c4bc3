import { Injectable } from '@nestjs/common';
import { Database, Prisma, type Tx } from '@nightdesk/platform/database';
import { otherCause } from './dead-letters.causes.js';
import type { DeadLetterAccount, DeadLetterChoice } from './dead-letters.types.js';
import { operation } from './operations.store.js';
import type { OperationWithHistory } from './operations.types.js';

/** Dead letters of one cause in one account, as counted. */
export interface CauseCount extends DeadLetterAccount {
  cause: string;
  oldestAt: Date;
  newestAt: Date;
  /** The newest first. */
  samples: { id: string; at: string }[];
}

/** What failed or died, and was not discarded since. */
export const deadLetter = Prisma.sql`o.state IN ('failed', 'dead') AND (o.discarded_at IS NULL OR o.discarded_at < o.finished_at)`;

/** The condition for a choice of operations `o`. */
export function chosen({ accountIds, accountId, cause, operationIds }: DeadLetterChoice): Prisma.Sql {
  const conditions = [
    deadLetter,
    ...(accountIds.length > 0 ? [Prisma.sql`o.account_id = ANY(${[...accountIds]})`] : []),
    ...(accountId === undefined ? [] : [Prisma.sql`o.account_id = ${accountId}`]),
    ...(cause === undefined ? [] : [Prisma.sql`coalesce(o.cause, ${otherCause}) = ${cause}`]),
    ...(operationIds === undefined ? [] : [Prisma.sql`o.id = ANY(${[...operationIds]})`]),
  ];
  return Prisma.join(conditions, ' AND ');
}

/** The queries on operations that have failed or died. */
@Injectable()
export class DeadLettersStore {
  constructor(private readonly database: Database) {}

  counts(choice: DeadLetterChoice): Promise<CauseCount[]> {
    return this.database.client.$queryRaw<CauseCount[]>`
      SELECT coalesce(o.cause, ${otherCause}) AS cause, a.id, a.platform, a.site, a.state, a.remedy,
             count(*)::int AS count, min(o.finished_at) AS "oldestAt", max(o.finished_at) AS "newestAt",
             to_jsonb((array_agg(jsonb_build_object('id', o.id, 'at', o.finished_at) ORDER BY o.finished_at DESC))[1:3])
               AS samples
        FROM operations o JOIN accounts a ON a.id = o.account_id
       WHERE ${chosen(choice)}
       GROUP BY 1, a.id
       ORDER BY count(*) DESC, a.id`;
  }

  async byIds(ids: readonly string[]): Promise<OperationWithHistory[]> {
    const rows = await this.database.client.operation.findMany({
      where: { id: { in: [...ids] } },
      include: { steps: { orderBy: { position: 'asc' } }, transitions: { orderBy: { seq: 'asc' } } },
    });
    const found = new Map(rows.map((row) => [row.id, { ...operation(row), transitions: row.transitions }]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** Last accepted first; `after` is the last one of the page before. */
  async ids(choice: DeadLetterChoice, limit: number, after: string | undefined): Promise<string[]> {
    const rest =
      after === undefined
        ? Prisma.empty
        : Prisma.sql`AND o.seq < (SELECT seq FROM operations WHERE id = ${after})`;
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT o.id FROM operations o WHERE ${chosen(choice)} ${rest} ORDER BY o.seq DESC LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  discard(tx: Tx, choice: DeadLetterChoice, now: Date): Promise<number> {
    return tx.$executeRaw`UPDATE operations o SET discarded_at = ${now} WHERE ${chosen(choice)}`;
  }
}
