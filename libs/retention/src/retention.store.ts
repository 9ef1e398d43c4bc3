import { Injectable } from '@nestjs/common';
import { Database, trim } from '@nightdesk/platform/database';

const BATCH = 500;
/** A ticket has messages, and a large one has many. */
const TICKETS = 100;

/** Rows that go with what belongs to them by their foreign keys, some time after they ended; $1: before when. Each has an index. */
const ended: Readonly<Record<string, string>> = {
  replays: 'created_at < $1 AND ended_at < $1',
  incidents: 'resolved_at < $1',
  ticket_fuses: 'released_at < $1',
  budget_windows: `account_id IN (SELECT id FROM accounts WHERE state = 'disconnected' AND state_since < $1)`,
  budget_accounts: `account_id IN (SELECT id FROM accounts WHERE state = 'disconnected' AND state_since < $1)`,
};

/**
 * Numbers are given out in the order of asking, so the oldest come first, and no index on the time is needed. One that is not
 * at its end, or that a replay has still to do with, stays.
 */
const DELETE_OPERATIONS = `
WITH seen AS (SELECT id, seq, created_at, finished_at FROM operations WHERE seq > $2 ORDER BY seq LIMIT $3),
gone AS (
  DELETE FROM operations USING seen WHERE operations.id = seen.id AND operations.finished_at < $1
     AND NOT EXISTS (SELECT 1 FROM replay_items i JOIN replays r ON r.id = i.replay_id
                      WHERE i.operation_id = seen.id AND r.ended_at IS NULL)
  RETURNING operations.id)
SELECT max(seq) AS last, bool_or(created_at >= $1) AS young, count(*)::int AS seen,
       (SELECT count(*)::int FROM gone) AS gone FROM seen`;

/** What people wrote goes, with their names; the ids stay, by which the next reading tells what is new. */
const EMPTY_TICKETS = `
WITH old AS (
  SELECT account_id, id FROM tickets WHERE emptied_at IS NULL AND read_at < $1
   ORDER BY read_at LIMIT $3 FOR UPDATE SKIP LOCKED
), said AS (
  DELETE FROM messages USING old WHERE messages.account_id = old.account_id AND messages.ticket_id = old.id
  RETURNING messages.account_id, messages.ticket_id, messages.id
), ids AS (SELECT account_id, ticket_id, array_agg(id) AS ids FROM said GROUP BY account_id, ticket_id)
UPDATE tickets SET emptied_at = $2, emptied_ids = coalesce(ids.ids, '{}'), subject = NULL, raw = 'null',
       requester = CASE jsonb_typeof(requester) WHEN 'object' THEN requester || '{"name":null,"email":null}' ELSE 'null' END
  FROM old LEFT JOIN ids ON ids.account_id = old.account_id AND ids.ticket_id = old.id
 WHERE tickets.account_id = old.account_id AND tickets.id = old.id`;

/** Every query that deletes by age, but those of the libs whose hot tables they are (inbox, events) or that are their own. */
@Injectable()
export class RetentionStore {
  constructor(private readonly database: Database) {}

  /** With their steps and transitions. Answers how many. */
  async deleteOperations(before: Date): Promise<number> {
    for (let [from, gone] = ['0', 0]; ;) {
      const { rows } = await this.database.pool.query<{
        last: string | null;
        young: boolean | null;
        seen: number;
        gone: number;
      }>(DELETE_OPERATIONS, [before, from, BATCH]);
      const [look] = rows;
      gone += look?.gone ?? 0;
      if (!look || look.last === null || look.young === true || look.seen < BATCH) return gone;
      from = look.last;
    }
  }

  async deleteEnded(before: Date): Promise<Record<string, number>> {
    const gone: Record<string, number> = {};
    for (const [table, where] of Object.entries(ended))
      gone[table] = await trim(this.database.pool, { table, where, values: [before] });
    return gone;
  }

  /** Of tickets that were read last before an instant. Answers how many. */
  async emptyTickets(before: Date, now: Date): Promise<number> {
    for (let emptied = 0; ;) {
      const { rowCount } = await this.database.pool.query(EMPTY_TICKETS, [before, now, TICKETS]);
      emptied += rowCount ?? 0;
      if ((rowCount ?? 0) < TICKETS) return emptied;
    }
  }
}
