import { setTimeout as pass } from 'node:timers/promises';
import pg from 'pg';
import type { Accepted } from './balancer.js';

/** Postgres comes back within this time, whatever is done to it. */
const patienceMs = 60_000;

/** What waits in one installation. */
export interface Waiting {
  /** Webhooks that are not dealt with yet. */
  inbox: number;
  /** Deliveries that are not made yet. */
  deliveries: number;
  /** Of them, those that may go (what came later waits behind one that is put off) and those that somebody has in hand. */
  due: number;
  inHand: number;
  /** Attempts at all deliveries so far. */
  attempts: number;
  longestPauseMs: number;
}

/** The rows of one installation, seen from outside; each question on a connection of its own, because Postgres may have gone. */
export class Rows {
  constructor(private readonly connectionString: string) {}

  /** Webhooks that were answered with 202 and are not there, or never became what they are about. */
  async unkept(accepted: readonly Accepted[]): Promise<Accepted[]> {
    const column = <K extends keyof Accepted>(key: K) => accepted.map((one) => one[key]);
    const kept = await this.ask<{ n: string }>(
      // Of those without an id, one that came then or later says what it said: both only name the ticket.
      `SELECT n FROM unnest($1::text[], $2::text[], $3::bytea[], $4::timestamptz[])
              WITH ORDINALITY AS accepted (account, id, body, at, n)
        WHERE EXISTS (SELECT 1 FROM inbox WHERE account_id = account AND state = 'done'
                AND (dedupe_key = id OR id IS NULL AND inbox.body = accepted.body AND received_at >= at))`,
      [column('accountId'), column('id'), column('body'), column('at')],
    );
    const found = new Set(kept.map(({ n }) => Number(n)));
    return accepted.filter((_, at) => !found.has(at + 1));
  }

  async waiting(): Promise<Waiting> {
    const [row] = await this.ask<Waiting>(
      `SELECT (SELECT count(*)::int FROM inbox WHERE state = 'pending') AS inbox,
              count(*) FILTER (WHERE state = 'pending')::int AS deliveries,
              count(*) FILTER (WHERE state = 'pending' AND due_at <= now() AND NOT EXISTS (
                SELECT 1 FROM deliveries first WHERE first.state = 'pending' AND first.subscriber_id = delivery.subscriber_id
                   AND first.order_key = delivery.order_key AND first.seq < delivery.seq))::int AS due,
              count(*) FILTER (WHERE state = 'pending' AND claimed_until > now())::int AS "inHand",
              coalesce(sum(attempts), 0)::int AS attempts,
              coalesce(max(extract(epoch FROM due_at - now()) * 1000)
                FILTER (WHERE state = 'pending' AND claimed_until IS NULL), 0)::int AS "longestPauseMs"
         FROM deliveries delivery`,
    );
    if (!row) throw new Error('Postgres counted nothing');
    return row;
  }

  /** What still waits, for whoever has to find out why. */
  stuck(): Promise<object[]> {
    return this.ask(
      `SELECT seq, order_key, attempts, last_status, last_error, due_at - now() AS due, claimed_until - now() AS claimed
         FROM deliveries WHERE state = 'pending' ORDER BY seq LIMIT 10`,
    );
  }

  /**
   * So much time is over for deliveries and for the patience with their subscriber. In two statements, and past rows that
   * somebody holds, so that nobody ever waits for us in a circle.
   */
  async moveBack(ms: number): Promise<void> {
    await this.ask(`UPDATE subscribers SET failing_since = failing_since - $1 * interval '1 ms'`, [ms]);
    await this.ask(
      `UPDATE deliveries SET due_at = due_at - $1 * interval '1 ms', created_at = created_at - $1 * interval '1 ms'
        WHERE seq IN (SELECT seq FROM deliveries
                       WHERE state = 'pending' AND (claimed_until IS NULL OR claimed_until <= now())
                         FOR UPDATE SKIP LOCKED)`,
      [ms],
    );
  }

  /** How often the delivery was tried that took most attempts, and how long the slowest one waited. */
  async slowest(): Promise<{ attempts: number; minutes: number }> {
    const [row] = await this.ask<{ attempts: number; minutes: number }>(
      `SELECT coalesce(max(attempts), 0)::int AS attempts,
              coalesce(max(extract(epoch FROM delivered_at - created_at) / 60), 0)::int AS minutes
         FROM deliveries WHERE state = 'delivered'`,
    );
    return row ?? { attempts: 0, minutes: 0 };
  }

  private async ask<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const client = new pg.Client({ connectionString: this.connectionString });
      client.on('error', () => undefined); // what was asked fails as well
      try {
        await client.connect();
        return (await client.query<Row>(text, values)).rows;
      } catch (error) {
        if (Date.now() > end) throw error;
        await pass(250);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }
}
