import { Injectable } from '@nestjs/common';
import { Database, Prisma, type Tx } from '@nightdesk/platform/database';
import type { Alert, Incident } from './incidents.types.js';

export type IncidentWithAlerts = Incident & { alerts: Alert[] };

/** Which incidents are meant; what is absent does not narrow it. */
export interface IncidentChoice {
  /** Those that the asker may see; empty: of every account, and those of none. */
  accountIds: readonly string[];
  accountId?: string | undefined;
  state?: 'open' | 'resolved' | undefined;
  limit: number;
  /** The id of the last one of the page before. */
  after?: string | undefined;
}

/** What is shown of incidents, and what people change of them. */
@Injectable()
export class ListingStore {
  constructor(private readonly database: Database) {}

  /** Open ones first, of those the critical ones, the oldest first; then resolved ones, the newest first. */
  async list({ accountIds, accountId, state, limit, after }: IncidentChoice): Promise<IncidentWithAlerts[]> {
    const where = Prisma.join(
      [
        Prisma.sql`true`,
        ...(accountIds.length > 0 ? [Prisma.sql`i.account_id = ANY (${[...accountIds]})`] : []),
        ...(accountId === undefined ? [] : [Prisma.sql`i.account_id = ${accountId}`]),
        ...(state === 'open' ? [Prisma.sql`i.resolved_at IS NULL`] : []),
        ...(state === 'resolved' ? [Prisma.sql`i.resolved_at IS NOT NULL`] : []),
      ],
      ' AND ',
    );
    const rank = Prisma.sql`row_number() OVER (ORDER BY (i.resolved_at IS NULL) DESC,
      CASE WHEN i.resolved_at IS NULL THEN (i.severity = 'critical')::int END DESC,
      CASE WHEN i.resolved_at IS NULL THEN i.opened_at END, i.resolved_at DESC, i.id)`;
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      WITH ranked AS (SELECT i.id, ${rank} AS rank FROM incidents i WHERE ${where})
      SELECT id FROM ranked
       WHERE rank > coalesce((SELECT rank FROM ranked WHERE id = ${after ?? null}), 0) ORDER BY rank LIMIT ${limit}`;
    const found = await this.database.client.incident.findMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      include: { alerts: { orderBy: { seq: 'asc' } } },
    });
    const byId = new Map(found.map((row) => [row.id, incident(row)]));
    return rows.flatMap(({ id }) => byId.get(id) ?? []);
  }

  async find(id: string, tx: Tx = this.database.client): Promise<IncidentWithAlerts | null> {
    const include = { alerts: { orderBy: { seq: 'asc' } } } as const;
    const row = await tx.incident.findUnique({ where: { id }, include });
    return row && incident(row);
  }

  /** False: somebody else has, or it is resolved. */
  async acknowledge(tx: Tx, id: string, by: string, at: Date): Promise<boolean> {
    const { count } = await tx.incident.updateMany({
      where: { id, resolvedAt: null, acknowledgedAt: null },
      data: { acknowledgedAt: at, acknowledgedBy: by, remindAt: null },
    });
    return count === 1;
  }
}

type Row = Prisma.IncidentGetPayload<{ include: { alerts: true } }>;

/** What is stored was checked when it was: the columns hold nothing but the words of incidents.types.ts. */
function incident({ alerts, ...row }: Row): IncidentWithAlerts {
  return {
    ...(row as unknown as Incident),
    alerts: alerts.map(({ seq, ...alert }) => ({ ...(alert as unknown as Alert), seq: String(seq) })),
  };
}
