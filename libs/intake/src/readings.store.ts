import { Injectable } from '@nestjs/common';
import type { TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { type EventDraft, recording } from '@nightdesk/outbox';
import { Database, type Tx } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';

/** A reading on its way into the store. */
export interface Copy {
  accountId: string;
  ticketId: string;
  /** The version that it replaces; 0: none. */
  over: number;
  reading: TicketWithConversation;
  readAt: Date;
}

/** A reading and what it brings with it. */
export interface Save {
  copy: Copy;
  /** The ticket's deliveries up to this one are settled; null: none. */
  upTo: bigint | null;
  drafts: readonly EventDraft[];
  now: Date;
}

/** The subscribers that are told; null, and nothing was done: another reading was stored meanwhile. */
type Told = string[] | null;

/**
 * Of each reading the ticket, of its messages those that are new, the deliveries that are settled by it, and the events that it
 * tells, in one round trip and one commit. Those who store tickets at once take their rows in one order. What JSON has as null
 * stays so in a JSON column. A copy that was emptied is full again, unless the reading brought no message.
 */
const SAVE = `
WITH given AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (
    n int, "accountId" text, "ticketId" text, over int, "readAt" timestamptz, "upTo" bigint, ticket jsonb, messages jsonb)
  ORDER BY "accountId", "ticketId"
), saved AS (
  INSERT INTO tickets (account_id, id, subject, status, platform_status, priority, tags, assignee_id, requester, channel,
                       created_at, updated_at, deleted, raw, version, read_at)
  SELECT "accountId", "ticketId", subject, status, "platformStatus", priority, tags, "assigneeId", coalesce(requester, 'null'),
         channel, "createdAt", "updatedAt", deleted, coalesce(raw, 'null'), over + 1, "readAt"
    FROM given CROSS JOIN LATERAL jsonb_to_record(ticket) AS read (
      subject text, status text, "platformStatus" text, priority text, tags text[], "assigneeId" text,
      requester jsonb, channel text, "createdAt" timestamptz, "updatedAt" timestamptz, deleted boolean, raw jsonb)
  ON CONFLICT (account_id, id) DO UPDATE SET
    subject = excluded.subject, status = excluded.status, platform_status = excluded.platform_status,
    priority = excluded.priority, tags = excluded.tags, assignee_id = excluded.assignee_id,
    requester = excluded.requester, channel = excluded.channel, created_at = excluded.created_at,
    updated_at = excluded.updated_at, deleted = excluded.deleted, raw = excluded.raw, version = excluded.version,
    read_at = excluded.read_at,
    (emptied_at, emptied_ids) = (
      SELECT CASE WHEN messages = '[]' THEN tickets.emptied_at END, CASE WHEN messages = '[]' THEN tickets.emptied_ids ELSE '{}' END
        FROM given WHERE "accountId" = excluded.account_id AND "ticketId" = excluded.id)
  WHERE tickets.version = excluded.version - 1
  RETURNING account_id, id
), stored AS MATERIALIZED (
  SELECT given.* FROM given JOIN saved ON account_id = "accountId" AND id = "ticketId"
), said AS (
  INSERT INTO messages (account_id, ticket_id, id, kind, author, body, body_html, created_at, operation_id)
  SELECT "accountId", "ticketId", message.id, kind, author, body, "bodyHtml", "createdAt", "operationId"
    FROM stored CROSS JOIN LATERAL jsonb_to_recordset(messages) AS message (
      id text, kind text, author jsonb, body text, "bodyHtml" text, "createdAt" timestamptz, "operationId" text)
  ON CONFLICT DO NOTHING
), settled AS (
  UPDATE inbox SET state = 'done', processed_at = $2::timestamptz
   WHERE coalesce(state, '') = 'pending' AND seq = ANY (ARRAY (
     SELECT seq FROM stored CROSS JOIN LATERAL (
       SELECT seq FROM inbox
        WHERE account_id = "accountId" AND ticket_id = "ticketId" AND state = 'pending' AND seq <= "upTo" OFFSET 0) waiting))
), ${recording('$3', '$2', `fact."accountId" || ' ' || fact."ticketId" = ANY (ARRAY (SELECT "accountId" || ' ' || "ticketId" FROM stored))`)}
SELECT n, stored.n IS NOT NULL AS saved, ARRAY (
    SELECT DISTINCT subscriber_id FROM delivery JOIN event ON seq = event_seq
     WHERE account_id = given."accountId" AND ticket_id = given."ticketId") AS told
  FROM given LEFT JOIN stored USING (n)`;

interface Saved {
  /** Which of those that were given. */
  n: number;
  saved: boolean;
  told: string[];
}

/** Stores what was read, with what comes of it. */
@Injectable()
export class ReadingsStore {
  private readonly saves: Grouped<Save, PromiseSettledResult<Told>>;

  constructor(private readonly database: Database) {
    this.saves = new Grouped((group) => this.saveAll(group));
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /**
   * Stores a reading and what comes of it, in `tx` or with others that are on their way. Answers the subscribers that are told.
   * Null, and nothing is done: another reading was stored meanwhile.
   */
  async save(save: Save, tx?: Tx): Promise<Told> {
    if (tx) return (await this.store([save], tx))[0] ?? null;
    const outcome = await this.saves.add(save);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }

  /** Together; when that fails, each by itself: what Postgres cannot store takes nothing else with it. */
  private async saveAll(group: readonly Save[]): Promise<PromiseSettledResult<Told>[]> {
    try {
      return (await this.store(group)).map((value) => ({ status: 'fulfilled', value }));
    } catch (error) {
      if (group.length === 1) throw error;
      return Promise.allSettled(group.map(async (save) => (await this.store([save]))[0] ?? null));
    }
  }

  /** Of one ticket the first; the others are out of date by it. */
  private async store(saves: readonly Save[], tx?: Tx): Promise<Told[]> {
    const first = new Map(
      saves.toReversed().map((save) => [`${save.copy.accountId} ${save.copy.ticketId}`, save]),
    );
    const given = saves.flatMap((save, n) => {
      const { reading, ...copy } = save.copy;
      const { ticket, messages } = reading;
      const isFirst = first.get(`${copy.accountId} ${copy.ticketId}`) === save;
      return isFirst ? [{ ...copy, n, upTo: save.upTo?.toString() ?? null, ticket, messages }] : [];
    });
    const drafts = [...first.values()].flatMap((save) => save.drafts);
    const values = [JSON.stringify(given), saves.at(-1)?.now, JSON.stringify(drafts)];
    const rows = tx
      ? await tx.$queryRawUnsafe<Saved[]>(SAVE, ...values)
      : (await this.database.pool.query<Saved>({ name: 'readings-save', text: SAVE, values })).rows;
    const told = saves.map((): Told => null);
    for (const row of rows) if (row.saved) told[row.n] = row.told;
    return told;
  }
}
