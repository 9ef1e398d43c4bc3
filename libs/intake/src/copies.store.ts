import { Injectable } from '@nestjs/common';
import type { Ticket } from '@nightdesk/helpdesks/contract';
import { Database } from '@nightdesk/platform/database';

/** What is stored of a ticket, as far as a listing can be compared with it. */
export interface StoredCopy {
  id: string;
  /** Null: there is no copy. */
  copy:
    | (Pick<Ticket, 'updatedAt' | 'status' | 'priority' | 'tags' | 'assigneeId' | 'deleted'> & {
        /** When the reading began that the copy is of. */
        readAt: Date;
      })
    | null;
  /** A delivery of it waits to be read, which will show whatever changed. */
  isWaiting: boolean;
}

interface Row {
  id: string;
  updated_at: Date | null;
  read_at: Date;
  status: Ticket['status'];
  priority: Ticket['priority'];
  tags: string[];
  assignee_id: string | null;
  deleted: boolean;
  waiting: boolean;
}

/** What is known of tickets that a listing shows, so that only what is news is read. */
@Injectable()
export class Copies {
  constructor(private readonly database: Database) {}

  /** One statement for a page. */
  async of(accountId: string, ticketIds: readonly string[]): Promise<Map<string, StoredCopy>> {
    if (ticketIds.length === 0) return new Map();
    const { rows } = await this.database.pool.query<Row>(
      `SELECT l.id, t.updated_at, t.status, t.priority, t.tags, t.assignee_id, t.deleted, t.read_at,
              EXISTS (SELECT 1 FROM inbox i
                       WHERE i.account_id = $1 AND i.ticket_id = l.id AND i.state = 'pending') AS waiting
         FROM unnest($2::text[]) AS l (id) LEFT JOIN tickets t ON t.account_id = $1 AND t.id = l.id`,
      [accountId, ticketIds],
    );
    return new Map(
      rows.map(({ id, updated_at: updatedAt, status, priority, tags, deleted, ...row }) => {
        const copy = updatedAt && {
          updatedAt,
          status,
          priority,
          tags,
          deleted,
          assigneeId: row.assignee_id,
          readAt: row.read_at,
        };
        return [id, { id, copy, isWaiting: row.waiting }];
      }),
    );
  }

  /**
   * Tickets that are open here and are not among what the full sweep under way has seen, by id: of copies that were made
   * before it began, and of tickets that changed since an instant.
   */
  async unseen(
    accountId: string,
    { began, changedSince, after, limit }: { began: Date; changedSince: Date; after: string; limit: number },
  ): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(
      `SELECT id FROM tickets t
        WHERE account_id = $1 AND id > $4 AND NOT deleted AND status NOT IN ('solved', 'closed')
          AND read_at < $2 AND updated_at >= $3
          AND NOT EXISTS (SELECT 1 FROM sweep_sightings s WHERE s.account_id = t.account_id AND s.ticket_id = t.id)
        ORDER BY id LIMIT $5`,
      [accountId, began, changedSince, after, limit],
    );
    return rows.map(({ id }) => id);
  }
}
