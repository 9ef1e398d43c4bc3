import { Injectable } from '@nestjs/common';
import { Database, Prisma, type Tx } from '@nightdesk/platform/database';
import { chosen, deadLetter } from './dead-letters.store.js';
import type { DeadLetterChoice } from './dead-letters.types.js';
import { openStates } from './operations.types.js';
import type { Situation, TicketView } from './relevance.js';
import {
  type Replay,
  type ReplayCounts,
  type ReplayItemState,
  replayItemStates,
  type ReplayProgress,
  type ReplayState,
} from './replays.types.js';
import { shadowReason } from './shadow.js';

/** A process that is silent in the middle of a step for so long loses the replay to another one. */
const silentAtMostMs = 10_000;

/** What a worker decides about. */
export interface Candidate extends Situation {
  operationId: string;
  position: number;
}

type SituationRow = Omit<Situation, 'copy' | 'told' | 'account' | 'isLive'> & {
  operationId: string;
  position: number;
  accountId: string;
  ticketId: string;
  liveShare: number;
  accountState: Situation['account']['state'];
  remedy: string;
  copied: Pick<TicketView, 'status' | 'deleted'> | null;
  readAt: Date;
  updatedAt: Date;
  repliedAt: Date | null;
  toldStatus: TicketView['status'] | null;
  toldDeleted: true | null;
  toldReplyAt: Date | null;
};

/** Since the operation was accepted; platforms show whole seconds. */
const accepted = Prisma.sql`date_trunc('second', o.created_at)`;
const ofTicket = (table: string) =>
  Prisma.sql`${Prisma.raw(table)}.account_id = o.account_id AND ${Prisma.raw(table)}.ticket_id = o.ticket_id`;
const told = (type: string) =>
  Prisma.sql`FROM events e WHERE ${ofTicket('e')} AND e.type = ${type} AND e.occurred_at >= ${accepted}`;

/** The first reply since then of an agent who is not us. */
const reply = Prisma.sql`SELECT min(m.created_at) FROM messages m
  WHERE ${ofTicket('m')} AND m.kind = 'reply' AND m.author->>'role' = 'agent' AND m.operation_id IS NULL
    AND m.created_at >= ${accepted}
    AND NOT EXISTS (SELECT 1 FROM operations w JOIN operation_steps s ON s.operation_id = w.id
                     WHERE ${ofTicket('w')} AND m.id = ANY(s.remote_ids))`;

/** Every query on replays and their items. */
@Injectable()
export class ReplaysStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /**
   * Stores a replay with its operations, in the order of acceptance, and answers how many. The lock makes two that begin
   * at once see each other: no operation is in two that go on.
   */
  async insert(tx: Tx, replay: Replay, choice: DeadLetterChoice, limit: number): Promise<number> {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('replays', 0))::text`;
    await tx.replay.create({ data: { ...replay, nextAt: replay.createdAt } });
    return tx.$executeRaw`
      INSERT INTO replay_items (replay_id, position, operation_id, state)
      SELECT ${replay.id}, row_number() OVER (ORDER BY o.seq), o.id, 'waiting'
        FROM operations o
       WHERE ${chosen(choice)} AND NOT EXISTS (
               SELECT 1 FROM replay_items i JOIN replays r ON r.id = i.replay_id
                WHERE i.operation_id = o.id AND i.state IN ('waiting', 'replayed') AND r.state = 'running')
       ORDER BY o.seq LIMIT ${limit}`;
  }

  /**
   * Takes the replay that has waited longest, if one is due, until the transaction ends; nobody else can have it meanwhile.
   * The lease is the lock of the row: it ends with the process that holds it, or when that falls silent.
   */
  async claimDue(tx: Tx, now: Date): Promise<Replay | null> {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id, set_config('idle_in_transaction_session_timeout', ${`${silentAtMostMs}`}, true) AS patience
        FROM replays WHERE next_at <= ${now} ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
    return row ? this.find(row.id, tx) : null;
  }

  /** Waits for a worker that has it in hand. */
  async claim(tx: Tx, id: string): Promise<Replay | null> {
    await tx.$queryRaw`SELECT id FROM replays WHERE id = ${id} FOR UPDATE`;
    return this.find(id, tx);
  }

  async find(id: string, tx: Tx = this.database.client): Promise<Replay | null> {
    const row = await tx.replay.findUnique({ where: { id }, omit: { nextAt: true } });
    return row && { ...row, state: row.state as ReplayState };
  }

  /** The latest first. @param accountIds only replays that concern these alone; empty: all. */
  async latest(accountIds: readonly string[], limit: number): Promise<string[]> {
    const own = Prisma.sql`cardinality(account_ids) > 0 AND account_ids <@ ${[...accountIds]}::text[]`;
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM replays WHERE ${accountIds.length > 0 ? own : Prisma.sql`true`}
       ORDER BY created_at DESC LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  async update(tx: Tx, id: string, change: Partial<Replay> & { nextAt: Date | null }): Promise<void> {
    await tx.replay.update({ where: { id }, data: change });
  }

  /** Looks at a replay again later; one that has nothing open stays so. */
  async postpone(id: string, nextAt: Date): Promise<void> {
    await this.database.client.replay.updateMany({ where: { id, nextAt: { not: null } }, data: { nextAt } });
  }

  /** Writes down how those on their way have ended. One that was cancelled, or not sent at all, has shown nothing. */
  async settle(tx: Tx, id: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE replay_items i
         SET state = CASE WHEN o.state = 'confirmed' THEN 'confirmed'
                          WHEN o.state IN ('failed', 'dead') THEN 'failed' ELSE 'skipped' END,
             reason = coalesce(o.reason, o.state)
        FROM operations o
       WHERE i.replay_id = ${id} AND i.state = 'replayed' AND o.id = i.operation_id
         AND NOT o.state = ANY(${[...openStates]})`;
  }

  async counts(id: string, tx: Tx = this.database.client): Promise<ReplayCounts> {
    const rows = await tx.replayItem.groupBy({ by: ['state'], where: { replayId: id }, _count: true });
    const counted = new Map(rows.map(({ state, _count }) => [state, _count]));
    const pairs = replayItemStates.map((state) => [state, counted.get(state) ?? 0] as const);
    return Object.fromEntries(pairs) as ReplayCounts;
  }

  /** The first that failed again. */
  failure(tx: Tx, id: string): Promise<{ operationId: string; reason: string | null } | null> {
    return tx.replayItem.findFirst({
      where: { replayId: id, state: 'failed' },
      orderBy: { position: 'asc' },
      select: { operationId: true, reason: true },
    });
  }

  async mark(
    tx: Tx,
    replayId: string,
    position: number,
    state: ReplayItemState,
    reason: string | null,
  ): Promise<void> {
    await tx.replayItem.update({
      where: { replayId_position: { replayId, position } },
      data: { state, reason },
    });
  }

  /** The next that wait, with all that decides about them; nobody changes these operations before the transaction ends. */
  async candidates(tx: Tx, id: string, limit: number): Promise<Candidate[]> {
    const rows = await tx.$queryRaw<SituationRow[]>`
      SELECT i.position, o.id AS "operationId", o.state, NOT (${deadLetter}) AS "isDiscarded",
             o.created_at AS "acceptedAt", coalesce(o.finished_at, o.created_at) AS "endedAt",
             o.if_status_in AS "ifStatusIn", a.state AS "accountState", a.remedy,
             o.account_id AS "accountId", o.ticket_id AS "ticketId", a.live_share AS "liveShare",
             CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('status', t.status, 'deleted', t.deleted) END AS copied,
             t.read_at AS "readAt", t.updated_at AS "updatedAt", (${reply}) AS "repliedAt",
             (SELECT e.data->>'current' ${told('status.changed')} ORDER BY e.seq DESC LIMIT 1) AS "toldStatus",
             (SELECT true ${told('ticket.deleted')} LIMIT 1) AS "toldDeleted",
             (SELECT min(e.occurred_at) ${told('reply.added')} AND e.origin = 'platform'
                 AND e.data->'message'->'author'->>'role' = 'agent') AS "toldReplyAt"
        FROM replay_items i
        JOIN operations o ON o.id = i.operation_id
        JOIN accounts a ON a.id = o.account_id
        LEFT JOIN tickets t ON t.account_id = o.account_id AND t.id = o.ticket_id
       WHERE i.replay_id = ${id} AND i.state = 'waiting'
       ORDER BY i.position LIMIT ${limit} FOR UPDATE OF o`;
    return rows.map(candidate);
  }

  async progress(
    id: string,
    tx: Tx = this.database.client,
  ): Promise<Pick<ReplayProgress, 'counts' | 'skipped' | 'underWay'>> {
    const counts = await this.counts(id, tx);
    const skipped = await tx.$queryRaw<ReplayProgress['skipped']>`
      SELECT reason, count(*)::int AS count, min(operation_id) AS "operationId" FROM replay_items
       WHERE replay_id = ${id} AND state = 'skipped' GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 10`;
    const underWay = await tx.$queryRaw<ReplayProgress['underWay']>`
      SELECT o.id AS "operationId", o.state, o.reason FROM replay_items i JOIN operations o ON o.id = i.operation_id
       WHERE i.replay_id = ${id} AND i.state = 'replayed' ORDER BY i.position LIMIT 3`;
    return { counts, skipped, underWay };
  }
}

function candidate(row: SituationRow): Candidate {
  const { accountState, remedy, copied, readAt, updatedAt, repliedAt, ...rest } = row;
  const { toldStatus, toldDeleted, toldReplyAt, accountId, ticketId, liveShare, ...operation } = rest;
  return {
    ...operation,
    account: { state: accountState, remedy },
    isLive: shadowReason({ id: accountId, liveShare }, ticketId) === null,
    copy: copied && { ...copied, readAt, updatedAt, repliedAt },
    told: { status: toldStatus, deleted: toldDeleted, repliedAt: toldReplyAt },
  };
}
