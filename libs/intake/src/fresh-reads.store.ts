import { Injectable } from '@nestjs/common';
import { workingStates } from '@nightdesk/accounts';
import { Database, Prisma, type Tx } from '@nightdesk/platform/database';
import { type FreshFailure, freshReadsChannel } from './fresh-reads.types.js';
import { readable } from './inbox.store.js';

/** An account that is being probed may be read in a moment, so its questions wait; all others are closed until a person acts. */
const askableStates = [...workingStates, 'probing'];

/** Nobody waits for these rows after a crash: that commits do not wait for the disk halves the time of an answer. */
const atOnce = `set_config('synchronous_commit', 'off', true) = 'off'`;

/** Whoever reads is presumed dead after this time; a lane that lost its worker goes on after as long. */
const claimMs = 6_000;

/** Not answered, still wanted, and nobody has it in hand. */
export const open = `f.answered_at IS NULL AND f.wanted_until > now() AND (f.claimed_until IS NULL OR f.claimed_until <= now())`;

/** A question as whoever asks puts it. */
export interface Question {
  id: string;
  accountId: string;
  ticketId: string;
  traceId: string;
  traceSampled: boolean | null;
  withinMs: number;
}

/** Open questions about one ticket that one reading is to answer. */
export interface Asked {
  ids: string[];
  traceId: string;
  traceSampled: boolean | null;
}

/** Every query on `fresh_reads`. Its times are Postgres' own, so that api and worker agree on deadlines of half a second. */
@Injectable()
export class FreshReadsStore {
  constructor(private readonly database: Database) {}

  /** False, and nothing is stored, when the account may not be read. */
  async insert({ id, accountId, ticketId, traceId, traceSampled, withinMs }: Question): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `INSERT INTO fresh_reads (id, account_id, ticket_id, trace_id, trace_sampled, asked_at, wanted_until)
       SELECT $1, a.id, $3, $4, $7::boolean, now(), now() + $5::int * interval '1 ms'
         FROM accounts a WHERE a.id = $2 AND a.state = ANY($6) AND ${readable} AND ${atOnce}`,
      [id, accountId, ticketId, traceId, withinMs, askableStates, traceSampled],
    );
    return rowCount === 1;
  }

  /** Removes an answered question; null while it is open. */
  collect(id: string): Promise<{ failure: FreshFailure | null } | null> {
    return this.remove(id, 'answered_at IS NOT NULL');
  }

  /** Removes a question that nobody waits for any more, and tells what became of it. */
  withdraw(id: string): Promise<{ answered: boolean; failure: FreshFailure | null } | null> {
    return this.remove(id, 'true');
  }

  /** Takes all open questions about a ticket in hand; a reading that starts after this answers them. */
  async claim(accountId: string, ticketId: string): Promise<Asked | null> {
    const { rows } = await this.database.pool.query<{
      id: string;
      trace_id: string;
      trace_sampled: boolean | null;
    }>(
      `UPDATE fresh_reads SET claimed_until = now() + $3::int * interval '1 ms'
        WHERE id IN (SELECT f.id FROM fresh_reads f
                      WHERE f.account_id = $1 AND f.ticket_id = $2 AND ${open} FOR UPDATE SKIP LOCKED)
          AND ${atOnce}
       RETURNING id, trace_id, trace_sampled`,
      [accountId, ticketId, claimMs],
    );
    const [first] = rows;
    if (!first) return null;
    const { trace_id: traceId, trace_sampled: traceSampled } = first;
    return { ids: rows.map(({ id }) => id), traceId, traceSampled };
  }

  /** The stored copy is what was asked for, from the commit of `tx` on. */
  async answer(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.$executeRaw(Prisma.sql`
      WITH answered AS (
        UPDATE fresh_reads SET answered_at = now(), failure = NULL
         WHERE id = ANY(${ids}) AND answered_at IS NULL RETURNING id)
      SELECT pg_notify(${freshReadsChannel}, id)::text FROM answered`);
  }

  /** There will be no reading. */
  async refuse(ids: readonly string[], failure: FreshFailure): Promise<void> {
    await this.database.pool.query(
      `WITH answered AS (
         UPDATE fresh_reads SET answered_at = now(), failure = $2
          WHERE id = ANY($1) AND answered_at IS NULL AND ${atOnce} RETURNING id)
       SELECT pg_notify($3, id) FROM answered`,
      [ids, JSON.stringify(failure), freshReadsChannel],
    );
  }

  /** They wait on, until their deadline; not before `until` where only they are held up. */
  async putBack(ids: readonly string[], obstacle: FreshFailure | null, until: Date | null): Promise<void> {
    await this.database.pool.query(
      `UPDATE fresh_reads SET claimed_until = $3, failure = coalesce($2, failure)
        WHERE id = ANY($1) AND answered_at IS NULL AND ${atOnce}`,
      [ids, obstacle && JSON.stringify(obstacle), until],
    );
  }

  async dueAccounts(limit: number): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ account_id: string }>(
      `SELECT f.account_id FROM fresh_reads f JOIN accounts a ON a.id = f.account_id
        WHERE ${open} AND a.state = ANY($1) AND ${readable}
        GROUP BY f.account_id ORDER BY min(f.asked_at) LIMIT $2`,
      [workingStates, limit],
    );
    return rows.map((row) => row.account_id);
  }

  /** Rows of callers that died before they could withdraw them. */
  async forget(): Promise<void> {
    await this.database.pool.query(`DELETE FROM fresh_reads WHERE wanted_until < now() - interval '1 min'`);
  }

  private async remove(id: string, condition: string) {
    const { rows } = await this.database.pool.query<{ answered: boolean; failure: FreshFailure | null }>(
      `DELETE FROM fresh_reads WHERE id = $1 AND ${condition} AND ${atOnce}
       RETURNING answered_at IS NOT NULL AS answered, failure`,
      [id],
    );
    return rows[0] ?? null;
  }
}
