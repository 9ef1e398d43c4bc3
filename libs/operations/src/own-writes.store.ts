import { Injectable } from '@nestjs/common';
import { Database, rowsForEach } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';
import type { OwnWrite } from './operations.types.js';

/** Asked at each reading of a ticket. */
const OWN_WRITES = {
  name: 'own-writes',
  text: `
SELECT asked.n, own.*
  FROM jsonb_to_recordset($1) AS asked (n int, "accountId" text, "ticketId" text, since timestamptz) CROSS JOIN LATERAL (
    SELECT o.id AS "operationId", s.payload AS step, coalesce(s.remote_ids, '{}') AS "remoteIds", s.confirmed_at AS "confirmedAt"
      FROM (SELECT id, created_at FROM operations
             WHERE account_id = asked."accountId" AND ticket_id = asked."ticketId" AND first_sent_at IS NOT NULL
               AND (finished_at IS NULL OR finished_at >= asked.since)
             ORDER BY created_at DESC LIMIT 50) o
      JOIN operation_steps s ON s.operation_id = o.id ORDER BY o.created_at DESC, o.id, s.position) own`,
};

interface Asked {
  accountId: string;
  ticketId: string;
  since: Date;
}

/** Tells our own changes from those of others, also before the platform has answered our call. */
@Injectable()
export class OwnWrites {
  private readonly writes: Grouped<Asked, OwnWrite[]>;

  constructor(database: Database) {
    this.writes = new Grouped((asked) => rowsForEach<OwnWrite>(database.pool, OWN_WRITES, asked));
  }

  /** Steps of operations on the ticket that were or may have been sent since `since`, with what the platform called them. */
  since(accountId: string, ticketId: string, since: Date): Promise<OwnWrite[]> {
    return this.writes.add({ accountId, ticketId, since });
  }
}
