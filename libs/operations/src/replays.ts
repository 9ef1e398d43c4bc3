import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Clock, Ids } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import type { Asker } from './decisions.js';
import { ReplaySteps } from './replays.steps.js';
import { ReplaysStore } from './replays.store.js';
import {
  type Replay,
  type ReplayProgress,
  ReplayRefused,
  type ReplayRequest,
  ReplayUnknown,
} from './replays.types.js';

/** Replays that a list shows. */
const shown = 10;

/**
 * Tries many dead letters again: one, then ten, then all, and stops when one of them fails again. The rows are the truth:
 * a step is one transaction under the lock of the replay's row, so it is done whole, once, or not at all.
 */
@Injectable()
export class Replays {
  constructor(
    private readonly store: ReplaysStore,
    private readonly steps: ReplaySteps,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Begins a replay in the caller's transaction; a worker goes on with it. @throws ReplayRefused */
  async start(tx: Tx, request: ReplayRequest, { actor, accountIds }: Asker): Promise<ReplayProgress> {
    const { cause, accountId, operationIds, limit, ttlHours } = request;
    const replay: Replay = {
      id: this.ids.next('rpl'),
      cause: cause ?? null,
      accountIds: accountId === undefined ? [...accountIds] : [accountId],
      ttlHours,
      state: 'running',
      reason: null,
      requestedBy: actor,
      createdAt: this.clock.now(),
      endedAt: null,
    };
    const choice = { accountIds, accountId, cause, operationIds };
    const operations = await this.store.insert(tx, replay, choice, limit);
    if (operations === 0)
      throw new ReplayRefused(
        'No dead letter fits, or those that do are being replayed already. GET /v1/dead-letters lists them.',
      );
    const details = { cause, accountId, operations, ttlHours };
    await this.audit.record({ actor, action: 'replay.started', subject: replay.id, details }, tx);
    return this.progress(replay, tx);
  }

  /** Nothing more is replayed; what is on its way goes on. @throws ReplayUnknown, ReplayRefused */
  async cancel(tx: Tx, id: string, { actor, accountIds }: Asker): Promise<ReplayProgress> {
    const replay = visible(id, await this.store.claim(tx, id), accountIds);
    if (replay.state === 'cancelled') return this.progress(replay, tx);
    if (replay.state !== 'running')
      throw new ReplayRefused(`The replay is ${replay.state}; only one that is running can be cancelled.`);
    const now = this.clock.now();
    const ended = { state: 'cancelled', reason: `cancelled by ${actor}`, endedAt: now } as const;
    await this.store.update(tx, id, { ...ended, nextAt: now });
    await this.audit.record({ actor, action: 'replay.cancelled', subject: id }, tx);
    return this.progress({ ...replay, ...ended }, tx);
  }

  /** @throws ReplayUnknown */
  async get(id: string, accountIds: readonly string[]): Promise<ReplayProgress> {
    return this.progress(visible(id, await this.store.find(id), accountIds));
  }

  /** The latest first. @param accountIds only replays that concern these alone; empty: all. */
  async list(accountIds: readonly string[]): Promise<ReplayProgress[]> {
    const ids = await this.store.latest(accountIds, shown);
    return Promise.all(ids.map((id) => this.get(id, accountIds)));
  }

  /** Takes every replay that is due as far as it may go now. Safe in any number of processes. */
  async advanceDue(): Promise<void> {
    while (await this.steps.take());
  }

  private async progress(replay: Replay, tx?: Tx): Promise<ReplayProgress> {
    return { ...replay, ...(await this.store.progress(replay.id, tx)) };
  }
}

/** A key that is for some accounts sees what concerns these alone. @throws ReplayUnknown */
function visible(id: string, replay: Replay | null, accountIds: readonly string[]): Replay {
  const own = replay?.accountIds ?? [];
  const isSeen =
    accountIds.length === 0 || (own.length > 0 && own.every((accountId) => accountIds.includes(accountId)));
  if (!replay || !isSeen) throw new ReplayUnknown(id);
  return replay;
}
