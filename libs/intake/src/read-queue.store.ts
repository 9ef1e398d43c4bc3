import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import type { LaneItem } from '@nightdesk/lanes';
import { Database } from '@nightdesk/platform/database';
import { open } from './fresh-reads.store.js';
import { PENDING_TICKET, type PendingRow, type PendingTicket, readable, toPending } from './inbox.store.js';

/** What is to be read: what somebody waits for, or what was delivered. */
export interface ToRead extends LaneItem {
  isAsked: boolean;
  /** The ticket's deliveries; of what somebody waits for they are looked for when it is begun. */
  pending: PendingTicket | null;
}

/**
 * Tickets with open questions, longest waiting first (the id changes with every question, so no ticket looks stuck), then
 * tickets with due deliveries, longest waiting first; one item stands for all deliveries of its ticket. In one statement,
 * because a lane asks this before and after each reading.
 */
const TAKE = {
  name: 'read-queue-take',
  text: `
SELECT waiting.id, waiting."order", waiting."isAsked", pending.* FROM (
  (SELECT min(f.id) AS id, f.ticket_id AS "order", true AS "isAsked", row_number() OVER (ORDER BY min(f.asked_at)) AS place
     FROM fresh_reads f JOIN accounts a ON a.id = f.account_id
    WHERE f.account_id = $1 AND ${open} AND a.state = ANY($2) AND ${readable} AND NOT f.ticket_id = ANY($3)
    GROUP BY f.ticket_id ORDER BY place LIMIT $4)
  UNION ALL
  (SELECT i.ticket_id, i.ticket_id, false, row_number() OVER (ORDER BY min(i.seq)) AS place
     FROM inbox i JOIN accounts a ON a.id = i.account_id
    WHERE i.account_id = $1 AND i.state = 'pending' AND i.due_at <= $5
      AND a.state = ANY($2) AND ${readable} AND NOT i.ticket_id = ANY($3)
    GROUP BY i.ticket_id ORDER BY place LIMIT $4)) waiting
  LEFT JOIN LATERAL (${PENDING_TICKET('$1', 'waiting."order"')}) pending ON NOT "isAsked"
ORDER BY "isAsked" DESC, place`,
};

const NEXT_DUE = {
  name: 'read-queue-next-due',
  text: `
SELECT least(
  (SELECT min(coalesce(f.claimed_until, f.asked_at)) FROM fresh_reads f
    WHERE f.account_id = a.id AND f.answered_at IS NULL AND f.wanted_until > now()
      AND (f.claimed_until IS NULL OR f.claimed_until < f.wanted_until)),
  (SELECT min(i.due_at) FROM inbox i WHERE i.account_id = a.id AND i.state = 'pending')) AS due
  FROM accounts a WHERE a.id = $1 AND a.state = ANY($2) AND ${readable}`,
};

/** The questions of the read lanes to both their tables. */
@Injectable()
export class ReadQueueStore {
  constructor(private readonly database: Database) {}

  /** At most `limit` of each kind. */
  async take(accountId: string, limit: number, busy: readonly string[], now: Date): Promise<ToRead[]> {
    const values = [accountId, workingStates, busy, limit, now];
    const { rows } = await this.database.pool.query<Omit<ToRead, 'pending'> & PendingRow>({
      ...TAKE,
      values,
    });
    return rows.map(({ id, order, isAsked, ...row }) => ({ id, order, isAsked, pending: toPending(row) }));
  }

  async nextDue(accountId: string): Promise<Date | null> {
    const statement = { ...NEXT_DUE, values: [accountId, workingStates] };
    return (await this.database.pool.query<{ due: Date | null }>(statement)).rows[0]?.due ?? null;
  }
}
