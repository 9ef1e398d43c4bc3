import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import type { LaneItem } from '@nightdesk/lanes';
import { Database, rowsForEach } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';
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
SELECT asked.n, found.*
  FROM jsonb_to_recordset($1) AS asked (n int, account text, most int, busy text[], now timestamptz) CROSS JOIN LATERAL (
    SELECT waiting.id, waiting."order", waiting."isAsked", waiting.place, pending.* FROM (
      (SELECT min(f.id) AS id, f.ticket_id AS "order", true AS "isAsked", row_number() OVER (ORDER BY min(f.asked_at)) AS place
         FROM fresh_reads f JOIN accounts a ON a.id = f.account_id
        WHERE f.account_id = asked.account AND ${open} AND a.state = ANY($2) AND ${readable} AND NOT f.ticket_id = ANY(asked.busy)
        GROUP BY f.ticket_id ORDER BY place LIMIT asked.most)
      UNION ALL
      (SELECT i.ticket_id, i.ticket_id, false, row_number() OVER (ORDER BY min(i.seq)) AS place
         FROM inbox i JOIN accounts a ON a.id = i.account_id
        WHERE i.account_id = asked.account AND i.state = 'pending' AND i.due_at <= asked.now
          AND a.state = ANY($2) AND ${readable} AND NOT i.ticket_id = ANY(asked.busy)
        GROUP BY i.ticket_id ORDER BY place LIMIT asked.most)) waiting
      LEFT JOIN LATERAL (${PENDING_TICKET('asked.account', 'waiting."order"')}) pending ON NOT "isAsked") found
ORDER BY asked.n, "isAsked" DESC, place`,
};

const NEXT_DUE = {
  name: 'read-queue-next-due',
  text: `
SELECT asked.n, found.due
  FROM jsonb_to_recordset($1) AS asked (n int, account text) CROSS JOIN LATERAL (
    SELECT least(
        (SELECT min(coalesce(f.claimed_until, f.asked_at)) FROM fresh_reads f
          WHERE f.account_id = a.id AND f.answered_at IS NULL AND f.wanted_until > now()
            AND (f.claimed_until IS NULL OR f.claimed_until < f.wanted_until)),
        (SELECT min(i.due_at) FROM inbox i WHERE i.account_id = a.id AND i.state = 'pending')) AS due
      FROM accounts a WHERE a.id = asked.account AND a.state = ANY($2) AND ${readable} OFFSET 0) found`,
};

/** An account with thousands of deliveries takes its time to look through: others shall not have to wait for it. */
const looksAtOnce = 3;

/** One lane that looks. */
interface Asked {
  account: string;
  most: number;
  busy: readonly string[];
  now: Date;
}

type TakenRow = Omit<ToRead, 'pending'> & PendingRow;

/** The questions of the read lanes to both their tables; those of many lanes at once go together. */
@Injectable()
export class ReadQueueStore {
  private readonly looks: Grouped<Asked, TakenRow[]>;
  private readonly dues: Grouped<{ account: string }, Date | null>;

  constructor(database: Database) {
    const { pool } = database;
    this.looks = new Grouped((asked) => rowsForEach<TakenRow>(pool, TAKE, asked, workingStates), looksAtOnce);
    this.dues = new Grouped(async (asked) => {
      const found = await rowsForEach<{ due: Date | null }>(pool, NEXT_DUE, asked, workingStates);
      return found.map(([row]) => row?.due ?? null);
    });
  }

  /** At most `limit` of each kind. */
  async take(account: string, limit: number, busy: readonly string[], now: Date): Promise<ToRead[]> {
    const rows = await this.looks.add({ account, most: limit, busy, now });
    return rows.map(({ id, order, isAsked, ...row }) => ({ id, order, isAsked, pending: toPending(row) }));
  }

  nextDue(account: string): Promise<Date | null> {
    return this.dues.add({ account });
  }
}
