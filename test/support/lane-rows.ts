import type { ItemOutcome, LaneItem, LaneKind, LaneWork } from '@nightdesk/lanes';
import type pg from 'pg';
import { openPool } from './pool.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS lane_rows (
    id bigserial PRIMARY KEY, kind text NOT NULL, lane text NOT NULL, ticket text NOT NULL,
    due timestamptz NOT NULL DEFAULT now(), done boolean NOT NULL DEFAULT false, claimed_until timestamptz
  );
  CREATE INDEX IF NOT EXISTS lane_rows_due ON lane_rows (kind, lane, ticket, id) WHERE NOT done;
  CREATE TABLE IF NOT EXISTS lane_journal (
    row_id bigint NOT NULL, lane text NOT NULL, ticket text NOT NULL, pid int NOT NULL,
    started timestamptz NOT NULL DEFAULT clock_timestamp(), ended timestamptz
  );`;

/** The oldest unfinished row of each ticket: later ones wait for it. */
const HEADS = `SELECT DISTINCT ON (lane, ticket) id, lane, ticket, greatest(due, claimed_until) AS due
  FROM lane_rows WHERE kind = $1 AND NOT done`;

export interface NewRow {
  lane: string;
  ticket?: string;
  dueInMs?: number;
}

/** A small real table as the rows behind a kind of lane, with a journal of what was performed when and where. */
export class LaneRows implements LaneWork {
  /** What a test wants to happen while a row is performed; it is done afterwards unless this says otherwise. */
  during: (item: LaneItem, lane: string) => Promise<ItemOutcome | void> = async () => undefined;

  constructor(
    readonly kind: LaneKind,
    readonly pool: pg.Pool,
    private readonly leaseMs = 3_000,
  ) {}

  static async open(databaseUrl: string): Promise<pg.Pool> {
    const pool = openPool(databaseUrl);
    await pool.query(SCHEMA);
    return pool;
  }

  async add(...rows: NewRow[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO lane_rows (kind, lane, ticket, due)
       SELECT $1, lane, coalesce(ticket, 't' || row_number() OVER () || clock_timestamp()), now() + "dueInMs" * interval '1 ms'
       FROM jsonb_to_recordset($2) AS given(lane text, ticket text, "dueInMs" float)`,
      [this.kind, JSON.stringify(rows.map((row) => ({ dueInMs: 0, ...row })))],
    );
  }

  async take(lane: string, limit: number, busy: readonly string[]): Promise<LaneItem[]> {
    const { rows } = await this.pool.query<{ id: string; ticket: string }>(
      `SELECT id, ticket FROM (${HEADS} AND lane = $2 AND ticket <> ALL($4) ORDER BY lane, ticket, id) heads
       WHERE due <= now() ORDER BY id LIMIT $3`,
      [this.kind, lane, limit, busy],
    );
    return rows.map(({ id, ticket }) => ({ id, order: ticket }));
  }

  async perform(lane: string, item: LaneItem): Promise<ItemOutcome> {
    const claimed = await this.pool.query(
      `UPDATE lane_rows SET claimed_until = now() + $2 * interval '1 ms'
       WHERE id = $1 AND NOT done AND coalesce(claimed_until, now()) <= now()`,
      [item.id, this.leaseMs],
    );
    if (claimed.rowCount === 0) return { kind: 'done' };
    await this.pool.query('INSERT INTO lane_journal (row_id, lane, ticket, pid) VALUES ($1, $2, $3, $4)', [
      item.id,
      lane,
      item.order,
      process.pid,
    ]);
    const outcome = (await this.during(item, lane)) ?? { kind: 'done' };
    const done = outcome.kind === 'done';
    await this.pool.query(`UPDATE lane_rows SET done = $2, claimed_until = NULL WHERE id = $1`, [
      item.id,
      done,
    ]);
    await this.pool.query(
      'UPDATE lane_journal SET ended = clock_timestamp() WHERE row_id = $1 AND ended IS NULL',
      [item.id],
    );
    return outcome;
  }

  async nextDue(lane: string): Promise<Date | null> {
    const { rows } = await this.pool.query<{ due: Date | null }>(
      `SELECT min(due) AS due FROM (${HEADS} AND lane = $2 ORDER BY lane, ticket, id) heads`,
      [this.kind, lane],
    );
    return rows[0]?.due ?? null;
  }

  async dueKeys(limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ lane: string }>(
      `SELECT lane FROM (${HEADS} ORDER BY lane, ticket, id) heads WHERE due <= now() GROUP BY lane ORDER BY min(due) LIMIT $2`,
      [this.kind, limit],
    );
    return rows.map(({ lane }) => lane);
  }

  async unfinished(): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM lane_rows WHERE kind = $1 AND NOT done',
      [this.kind],
    );
    return rows[0]?.n ?? 0;
  }

  /** What was performed so far, oldest first. */
  async journal(): Promise<
    { id: string; lane: string; ticket: string; pid: number; started: Date; ended: Date | null }[]
  > {
    const { rows } = await this.pool.query<Awaited<ReturnType<LaneRows['journal']>>[number]>(
      `SELECT row_id AS id, lane, ticket, pid, started, ended FROM lane_journal ORDER BY started`,
    );
    return rows;
  }
}
