import { Injectable } from '@nestjs/common';
import type { Capability } from '@nightdesk/helpdesks/contract';
import { Database } from '@nightdesk/platform/database';

/** What waits, as its row tells it. */
export interface WaitingRow {
  id: string;
  /** The place in the order, for cursors. */
  seq: string;
  ticketId: string | null;
  /** Of an operation its steps that are left, of a delivery its type. */
  kinds: string[];
  attempts: number;
  since: Date;
  dueAt: Date;
  claimedUntil: Date | null;
  /** Why it was last put aside. */
  reason: string | null;
  inReview: boolean;
  isFrozen: boolean;
  behind: string | null;
}

/** A right that the account is known to lack. */
export interface Missing {
  capability: Capability;
  remedy: string | null;
}

/** Empty: from the beginning. */
interface Page {
  after: string;
  limit: number;
}

const open = `('queued', 'sending', 'unknown', 'held')`;

/** One account's lanes, listed; nothing here writes. */
@Injectable()
export class LaneItemsStore {
  constructor(private readonly database: Database) {}

  /** Deliveries that are to be read, as they came. */
  reading(accountId: string, { after, limit }: Page): Promise<WaitingRow[]> {
    return this.query(
      `SELECT seq::text AS id, seq::text, ticket_id AS "ticketId", ARRAY[type] AS kinds, attempts, received_at AS since,
              due_at AS "dueAt", NULL AS "claimedUntil", last_error AS reason, false AS "inReview", false AS "isFrozen",
              NULL AS behind
         FROM inbox WHERE account_id = $1 AND state = 'pending' AND seq > $2 ORDER BY inbox.seq LIMIT $3`,
      [accountId, after || '0', limit],
    );
  }

  /** Operations that have not ended, as they were asked for. */
  writing(accountId: string, { after, limit }: Page): Promise<WaitingRow[]> {
    return this.query(
      `WITH page AS (
         SELECT * FROM operations WHERE account_id = $1 AND state IN ${open} AND seq > $2 ORDER BY seq LIMIT $3)
       SELECT o.id, o.seq::text, o.ticket_id AS "ticketId", o.attempts, o.created_at AS since, o.due_at AS "dueAt",
              o.claimed_until AS "claimedUntil", o.reason, o.review IS NOT NULL AS "inReview",
              ARRAY(SELECT s.kind FROM operation_steps s WHERE s.operation_id = o.id AND s.state = 'pending'
                     ORDER BY s.position) AS kinds,
              EXISTS (SELECT 1 FROM ticket_fuses f WHERE f.account_id = o.account_id AND f.ticket_id = o.ticket_id
                       AND f.released_at IS NULL) AS "isFrozen",
              (SELECT e.id FROM operations e WHERE e.account_id = o.account_id AND e.ticket_id = o.ticket_id
                AND e.state IN ${open} AND e.seq < o.seq ORDER BY e.seq LIMIT 1) AS behind
         FROM page o ORDER BY o.seq`,
      [accountId, after || '0', limit],
    );
  }

  missing(accountId: string): Promise<Missing[]> {
    return this.query(
      `SELECT capability, remedy FROM capability_findings WHERE account_id = $1 AND verdict = 'missing'`,
      [accountId],
    );
  }

  private async query<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    return (await this.database.pool.query<T>(text, values)).rows;
  }
}
