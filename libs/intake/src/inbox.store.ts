import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { VerifiedDelivery } from './intake.types.js';
import type { Setback } from './setback.js';

/** What waits of one ticket: everything up to `lastSeq` is settled by one reading. */
export interface PendingTicket {
  lastSeq: bigint;
  attempts: number;
  via: 'webhook' | 'reconciliation';
  traceId: string;
  traceSampled: boolean | null;
  /** When the first of them came. */
  receivedAt: Date;
}

/** A {@link PendingTicket} as it comes from Postgres; without any delivery, of an outer join, all is null. */
export interface PendingRow extends Omit<PendingTicket, 'lastSeq'> {
  seq: string | null;
}

/** What waits of one ticket, at most one row; `account` and `ticket` are SQL. */
export const PENDING_TICKET = (account: string, ticket: string) => `
SELECT max(seq) OVER () AS seq, max(attempts) OVER () AS attempts, via, trace_id AS "traceId", trace_sampled AS "traceSampled", received_at AS "receivedAt"
  FROM inbox WHERE account_id = ${account} AND ticket_id = ${ticket} AND state = 'pending' ORDER BY inbox.seq LIMIT 1`;

export const toPending = ({ seq, ...row }: PendingRow): PendingTicket | null =>
  seq === null ? null : { ...row, lastSeq: BigInt(seq) };

/** Nothing is read while the account is known not to be allowed to, or while an operator has switched it off. */
export const readable = `NOT EXISTS (SELECT 1 FROM capability_findings f
  WHERE f.account_id = a.id AND f.capability = 'tickets:read' AND f.verdict = 'missing')
  AND NOT EXISTS (SELECT 1 FROM switches WHERE name IN ('capability:tickets:read', 'platform:' || a.platform))`;

/** Zendesk waits 12 seconds, Intercom five for its first answer; a Postgres that hangs must not hold them. */
const ANSWER_WITHIN_MS = 4_000;

const INSERT = `
INSERT INTO inbox (account_id, dedupe_key, via, ticket_id, type, occurred_at, received_at, body, trace_id, trace_sampled,
                   state, due_at)
SELECT account_id, dedupe_key, via, ticket_id, type, occurred_at, received_at, substr($2::bytea, at, length),
       trace_id, trace_sampled, CASE WHEN ticket_id IS NULL THEN 'done' ELSE 'pending' END, received_at
  FROM json_to_recordset($1::json)
       AS (account_id text, dedupe_key text, via text, ticket_id text, type text, occurred_at timestamptz,
           received_at timestamptz, trace_id text, trace_sampled boolean, at int, length int)
ON CONFLICT (account_id, dedupe_key) DO NOTHING`;

const byKey = (one: VerifiedDelivery, other: VerifiedDelivery): number =>
  compared(one.accountId, other.accountId) || compared(one.dedupeKey, other.dedupeKey);
const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Null for an instant that Postgres cannot read as ISO writes it: of a year that has not four digits, or of none. */
function inOurEra(instant: Date | null): Date | null {
  const year = instant?.getUTCFullYear() ?? 0;
  return year >= 1 && year <= 9_999 ? instant : null;
}

/** Every query on `inbox`. Raw SQL: this is the hot path. */
@Injectable()
export class InboxStore {
  constructor(private readonly database: Database) {}

  /**
   * One statement for a group; a delivery that is stored already changes nothing. In the order of the keys, so that two
   * processes that get the same deliveries twice cannot lock each other out. The bodies go as one binary value and are cut
   * apart there, all else as JSON, and the statement is prepared once per connection: together that more than halves what a
   * row costs (52 against 130 µs in groups of 28). An answer that takes longer than the sender waits is given up: what was stored is
   * met again.
   */
  async insert(group: readonly VerifiedDelivery[]): Promise<void> {
    const sorted = [...group].sort(byKey);
    let at = 1;
    const rows = sorted.map((delivery) => {
      const [from, { length }] = [at, delivery.body];
      at += length;
      return {
        account_id: delivery.accountId,
        dedupe_key: delivery.dedupeKey.toWellFormed(),
        via: delivery.via,
        ticket_id: delivery.ticketId?.toWellFormed(),
        type: delivery.type.toWellFormed(),
        occurred_at: inOurEra(delivery.occurredAt),
        received_at: delivery.receivedAt,
        trace_id: delivery.traceId,
        trace_sampled: delivery.traceSampled,
        at: from,
        length,
      };
    });
    const statement = {
      name: 'inbox-insert',
      text: INSERT,
      query_timeout: ANSWER_WITHIN_MS,
      values: [JSON.stringify(rows), Buffer.concat(sorted.map(({ body }) => body))],
    };
    await this.database.pool.query(statement);
  }

  async pendingOf(accountId: string, ticketId: string): Promise<PendingTicket | null> {
    const text = PENDING_TICKET('$1', '$2');
    const [row] = (await this.database.pool.query<PendingRow>(text, [accountId, ticketId])).rows;
    return row ? toPending(row) : null;
  }

  async postpone(accountId: string, ticketId: string, lastSeq: bigint, change: Setback): Promise<void> {
    await this.database.client.inboxDelivery.updateMany({
      where: { accountId, ticketId, state: 'pending', seq: { lte: lastSeq } },
      data: change,
    });
  }

  /** What waits for a later instant is due now. What somebody settles or puts off at this moment is left to them. */
  async bringForward(tx: Tx, accountId: string, now: Date): Promise<void> {
    await tx.$executeRaw`UPDATE inbox SET due_at = ${now} WHERE seq IN (
      SELECT seq FROM inbox WHERE account_id = ${accountId} AND state = 'pending' AND due_at > ${now} FOR UPDATE SKIP LOCKED)`;
  }

  async dueAccounts(limit: number, now: Date): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ account_id: string }>(
      `SELECT i.account_id FROM inbox i JOIN accounts a ON a.id = i.account_id
        WHERE i.state = 'pending' AND i.due_at <= $1 AND a.state = ANY($2) AND ${readable}
        GROUP BY i.account_id ORDER BY min(i.seq) LIMIT $3`,
      [now, workingStates, limit],
    );
    return rows.map((row) => row.account_id);
  }

  /**
   * Looks at the next so many rows after `from` and deletes those that were dealt with, done or dead, and came before
   * `before`. Answers up to where it looked; null when it met a younger one or the end.
   */
  async deleteOlder(before: Date, from: bigint, limit: number): Promise<bigint | null> {
    const { rows } = await this.database.pool.query<{
      last: string | null;
      young: boolean | null;
      seen: number;
    }>(
      `WITH seen AS (SELECT seq, state, received_at FROM inbox WHERE seq > $2 ORDER BY seq LIMIT $3),
            gone AS (DELETE FROM inbox USING seen
                      WHERE inbox.seq = seen.seq AND seen.state <> 'pending' AND seen.received_at < $1)
       SELECT max(seq) AS last, bool_or(received_at >= $1) AS young, count(*)::int AS seen FROM seen`,
      [before, from, limit],
    );
    const { last, young, seen } = rows[0] ?? { last: null, young: null, seen: 0 };
    return last === null || young === true || seen < limit ? null : BigInt(last);
  }
}
