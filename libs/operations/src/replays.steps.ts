import { Injectable } from '@nestjs/common';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { type Asker, OperationDecisions } from './decisions.js';
import { irrelevance } from './relevance.js';
import { ReplaysStore } from './replays.store.js';
import { next, type Replay, type ReplayCounts } from './replays.types.js';

/** Operations that one transaction replays at most. */
const batch = 25;
/** Between two looks at a replay that waits. */
const pauseMs = 1_000;
/** After a step that failed, so that the others have their turn. */
const setbackMs = 5_000;

/** One step of one replay, by whichever worker comes first. */
@Injectable()
export class ReplaySteps {
  constructor(
    private readonly store: ReplaysStore,
    private readonly decisions: OperationDecisions,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** False: none is due. A step that fails is undone and told, and its replay goes behind the others. */
  async take(): Promise<boolean> {
    let taken: Replay | null = null;
    const step = this.store.transaction(async (tx) => {
      taken = await this.store.claimDue(tx, this.clock.now());
      return taken && this.advance(tx, taken);
    });
    const woken = await step.catch(async (error: unknown) => {
      if (taken) await this.store.postpone(taken.id, new Date(this.clock.now().getTime() + setbackMs));
      throw error;
    });
    // Whoever dies before this loses nothing: the lanes' sweeper finds what is due.
    await this.lanes.wake(woken ?? []);
    return woken !== null;
  }

  private async advance(tx: Tx, replay: Replay): Promise<Lane[]> {
    const { id } = replay;
    await this.store.settle(tx, id);
    const counts = await this.store.counts(id, tx);
    const now = this.clock.now();
    const later = new Date(now.getTime() + pauseMs);
    if (replay.state !== 'running') {
      await this.store.update(tx, id, { nextAt: counts.replayed > 0 ? later : null });
      return [];
    }
    const verdict = next(counts);
    if (verdict.kind === 'go') {
      await this.store.update(tx, id, { nextAt: now });
      return this.go(tx, replay, Math.min(verdict.count, batch));
    }
    if (verdict.kind === 'wait') await this.store.update(tx, id, { nextAt: later });
    else await this.end(tx, replay, verdict.kind, counts, later);
    return [];
  }

  private async end(tx: Tx, { id }: Replay, kind: 'stop' | 'done', { replayed }: ReplayCounts, later: Date) {
    const failure = kind === 'stop' ? await this.store.failure(tx, id) : null;
    const reason =
      failure && `operation ${failure.operationId} failed again: ${failure.reason ?? 'no reason given'}`;
    const state = kind === 'stop' ? 'stopped' : 'done';
    const nextAt = replayed > 0 ? later : null;
    await this.store.update(tx, id, { state, reason, endedAt: this.clock.now(), nextAt });
  }

  private async go(tx: Tx, { id, ttlHours, requestedBy }: Replay, count: number): Promise<Lane[]> {
    const woken: Lane[] = [];
    for (const { operationId, position, ...situation } of await this.store.candidates(tx, id, count)) {
      const why = irrelevance(situation, this.clock.now(), ttlHours);
      // Whose operations these may be was decided when the replay began.
      const asker: Asker = { actor: requestedBy, accountIds: [] };
      if (why === null) woken.push(...(await this.decisions.replay(tx, operationId, asker)));
      await this.store.mark(tx, id, position, why === null ? 'replayed' : 'skipped', why);
    }
    return woken;
  }
}
