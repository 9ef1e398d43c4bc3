import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { Fuse } from './operations.types.js';

/** Every query on `ticket_fuses`, but that of the lane (operations.queue.store.ts). */
@Injectable()
export class FusesStore {
  constructor(private readonly database: Database) {}

  /** How often our own writes have changed the ticket since an instant, or since it was last released. */
  async changes(tx: Tx, accountId: string, ticketId: string, since: Date): Promise<number> {
    const [row] = await tx.$queryRaw<{ changes: number }[]>`
      SELECT count(*)::int AS changes FROM events
      WHERE account_id = ${accountId} AND ticket_id = ${ticketId} AND origin = 'nightdesk'
        AND recorded_at >= greatest(${since}::timestamptz, (
          SELECT released_at FROM ticket_fuses WHERE account_id = ${accountId} AND ticket_id = ${ticketId}))`;
    return row?.changes ?? 0;
  }

  /** False when it is blown already. */
  async blow(tx: Tx, { accountId, ticketId, changes, blownAt }: Fuse): Promise<boolean> {
    const blown = await tx.$executeRaw`
      INSERT INTO ticket_fuses AS fuse (account_id, ticket_id, changes, blown_at)
      VALUES (${accountId}, ${ticketId}, ${changes}, ${blownAt}::timestamptz)
      ON CONFLICT (account_id, ticket_id) DO UPDATE
        SET changes = excluded.changes, blown_at = excluded.blown_at, released_at = NULL
        WHERE fuse.released_at IS NOT NULL`;
    return blown === 1;
  }

  list(accountIds: readonly string[]): Promise<Fuse[]> {
    const of = accountIds.length > 0 ? { accountId: { in: [...accountIds] } } : {};
    return this.database.client.ticketFuse.findMany({
      where: { ...of, releasedAt: null },
      orderBy: { blownAt: 'desc' },
      take: 100,
    });
  }

  async release(tx: Tx, accountId: string, ticketId: string, at: Date): Promise<boolean> {
    const where = { accountId, ticketId, releasedAt: null };
    const { count } = await tx.ticketFuse.updateMany({ where, data: { releasedAt: at } });
    return count === 1;
  }
}
