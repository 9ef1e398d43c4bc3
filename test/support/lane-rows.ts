import type { ItemOutcome, LaneItem, LaneKind, LaneWork, Look } from '@nightdesk/lanes';
import { setTimeout as pass } from 'node:timers/promises';
import type pg from 'pg';
import { openPool } from './pool.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS lane_rows (
    id bigserial PRIMARY KEY, kind text NOT NULL, lane text NOT NULL, ticket text NOT NULL,
    due timestamptz NOT NULL DEFAULT now(), done boolean NOT NULL DEFAULT false, claimed_until timestamptz,
    perform_ms int NOT NULL, hold_until timestamptz NOT NULL
  );
  CREATE INDEX IF NOT EXISTS lane_rows_due ON lane_rows (kind, lane, ticket, id) WHERE NOT done;
  CREATE TABLE IF NOT EXISTS lane_journal (
    entry bigserial PRIMARY KEY, row_id bigint NOT NULL, lane text NOT NULL, ticket text NOT NULL, pid int NOT NULL,
    started timestamptz NOT NULL DEFAULT clock_timestamp(), ended timestamptz
  );`;

/** The oldest unfinished row of each ticket: later ones wait for it. */
const HEADS = `SELECT DISTINCT ON (lane, ticket) id, lane, ticket, greatest(due, claimed_until) AS due
  FROM lane_rows WHERE kind = $1 AND NOT done`;

export interface NewRow {
  lane: string;
  ticket?: string;
  dueInMs?: number;
  /** How long it takes. */
  performMs?: number;
  /** How long its lane must wait, as with a budget that is used up; {@link LaneRows.lift} ends it. */
  holdMs?: number;
}

/** What was performed, when and where; not ended when its process was killed. */
export interface JournalEntry {
  id: string;
  lane: string;
  ticket: string;
  pid: number;
  started: Date;
  ended: Date | null;
}

/** A small real table as the rows behind a kind of lane, with a journal of what was performed when and where. */
export class LaneRows implements LaneWork {
  /** What a test wants to happen while a row is performed; if this does not say what becomes of it, the row does. */
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
      `INSERT INTO lane_rows (kind, lane, ticket, due, perform_ms, hold_until)
       SELECT $1, lane, coalesce(ticket, 't' || row_number() OVER () || clock_timestamp()), now() + "dueInMs" * interval '1 ms',
         "performMs", now() + "holdMs" * interval '1 ms'
       FROM jsonb_to_recordset($2) AS given(lane text, ticket text, "dueInMs" float, "performMs" int, "holdMs" float)`,
      [this.kind, JSON.stringify(rows.map((row) => ({ dueInMs: 0, performMs: 0, holdMs: 0, ...row })))],
    );
  }

  /** What the lane's rows wait for comes now. */
  async lift(lane: string): Promise<void> {
    await this.pool.query('UPDATE lane_rows SET hold_until = now() WHERE kind = $1 AND lane = $2', [
      this.kind,
      lane,
    ]);
  }

  async take(lane: string, limit: number, busy: readonly string[]): Promise<Look> {
    const { rows } = await this.pool.query<{ id: string; ticket: string }>(
      `SELECT id, ticket FROM (${HEADS} AND lane = $2 AND ticket <> ALL($4) ORDER BY lane, ticket, id) heads
       WHERE due <= now() ORDER BY id LIMIT $3`,
      [this.kind, lane, limit, busy],
    );
    return { items: rows.map(({ id, ticket }) => ({ id, order: ticket })) };
  }

  async perform(lane: string, item: LaneItem): Promise<ItemOutcome> {
    const { rows: claimed } = await this.pool.query<Claim>(
      `UPDATE lane_rows SET claimed_until = now() + $2 * interval '1 ms'
       WHERE id = $1 AND NOT done AND coalesce(claimed_until, now()) <= now()
       RETURNING perform_ms AS "performMs", hold_until AS "holdUntil"`,
      [item.id, this.leaseMs],
    );
    if (!claimed[0]) return { kind: 'done' };
    const { rows: entries } = await this.pool.query<{ entry: string }>(
      'INSERT INTO lane_journal (row_id, lane, ticket, pid) VALUES ($1, $2, $3, $4) RETURNING entry',
      [item.id, lane, item.order, process.pid],
    );
    const outcome = (await this.during(item, lane)) ?? (await asClaimed(claimed[0]));
    const done = outcome.kind === 'done';
    await this.pool.query('UPDATE lane_journal SET ended = clock_timestamp() WHERE entry = $1', [
      entries[0]?.entry,
    ]);
    await this.pool.query(`UPDATE lane_rows SET done = $2, claimed_until = NULL WHERE id = $1`, [
      item.id,
      done,
    ]);
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
  async journal(): Promise<JournalEntry[]> {
    const { rows } = await this.pool.query<JournalEntry>(
      `SELECT row_id AS id, lane, ticket, pid, started, ended FROM lane_journal ORDER BY started, entry`,
    );
    return rows;
  }
}

interface Claim {
  performMs: number;
  holdUntil: Date;
}

async function asClaimed({ performMs, holdUntil }: Claim): Promise<ItemOutcome> {
  await pass(performMs);
  return holdUntil.getTime() > Date.now()
    ? { kind: 'park', until: holdUntil, reason: 'held' }
    : { kind: 'done' };
}

/** Entries that began before the one before them, of the same ticket, had ended. */
export function overlaps(journal: readonly JournalEntry[]): JournalEntry[] {
  return byTicket(journal).flatMap((own) =>
    own.filter((entry, at) => {
      const before = own[at - 1]?.ended;
      return before ? entry.started < before : false;
    }),
  );
}

/** Entries that began before an earlier row of their ticket was through. */
export function outOfOrder(journal: readonly JournalEntry[]): JournalEntry[] {
  return byTicket(journal).flatMap((own) =>
    own.filter((entry, at) => own.slice(0, at).some(({ id }) => BigInt(id) > BigInt(entry.id))),
  );
}

/** How many items of one lane were in flight at once, at most. Those of killed processes do not count. */
export function mostInFlight(journal: readonly JournalEntry[], lane: string): number {
  const own = journal.filter((entry) => entry.lane === lane && entry.ended);
  return Math.max(
    0,
    ...own.map(({ started }) => own.filter((o) => o.started <= started && o.ended! > started).length),
  );
}

function byTicket(journal: readonly JournalEntry[]): JournalEntry[][] {
  const tickets = new Map<string, JournalEntry[]>();
  for (const entry of journal) {
    const name = `${entry.lane} ${entry.ticket}`;
    tickets.set(name, [...(tickets.get(name) ?? []), entry]);
  }
  return [...tickets.values()];
}
