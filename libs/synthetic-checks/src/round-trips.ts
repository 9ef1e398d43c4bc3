import { Injectable } from '@nestjs/common';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { Operations } from '@nightdesk/operations';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { callSeconds, Log, metrics, newTraceId, withTrace } from '@nightdesk/platform/observability';
import { SyntheticChecksStore } from './synthetic-checks.store.js';
import { outcomeOf, type Trip } from './synthetic-checks.types.js';

/** What is put on the ticket and taken off in turn: a tag makes the least noise that a platform tells us back. */
export const checkTag = 'nightdesk-check';
/** Round trips that one tick begins. */
const atOnce = 20;

const seconds = metrics.histogram({
  name: 'nightdesk_synthetic_round_trip_seconds',
  help: 'Synthetic round trips that came back: from the command until the change was seen.',
  labelNames: ['platform'],
  buckets: [...callSeconds, 60, 300, 900],
});
const ends = metrics.counter({
  name: 'nightdesk_synthetic_round_trips_total',
  help: 'Synthetic round trips by whether they were within their SLO.',
  labelNames: ['platform', 'outcome'],
});

/**
 * Round trips on tickets that are there for that: an operation as any automation's, until its change is seen back by webhook
 * or sweep. Called by the worker's schedule; any number of workers may, because rows decide who begins and ends one.
 */
@Injectable()
export class RoundTrips {
  constructor(
    private readonly store: SyntheticChecksStore,
    private readonly operations: Operations,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Two indexed statements while nothing is due or under way, whatever the number of accounts. */
  async advance(): Promise<void> {
    for (const trip of await this.store.trips()) await this.end(trip);
    for (const accountId of await this.store.due(this.clock.now(), atOnce)) await this.begin(accountId);
  }

  private async begin(accountId: string): Promise<void> {
    const woken = await withTrace(newTraceId(), () =>
      this.store.transaction((tx) => this.beginWithin(tx, accountId)),
    );
    await this.lanes.wake(woken);
  }

  private async beginWithin(tx: Tx, accountId: string): Promise<Lane[]> {
    const now = this.clock.now();
    const check = await this.store.claim(tx, accountId, now);
    if (!check) return [];
    const { ticketId, everyMinutes } = check;
    const kind = (await this.store.hasTag(tx, accountId, ticketId, checkTag)) ? 'removeTags' : 'addTags';
    const { operation, woken } = await this.operations.submit(tx, {
      accountId,
      ticketId,
      steps: [{ kind, tags: [checkTag] }],
      ifNoReplySince: null,
      ifStatusIn: [],
      allowRepeat: true,
      requestedBy: 'system',
    });
    const dueAt = new Date(now.getTime() + everyMinutes * 60_000);
    await this.store.begun(tx, accountId, operation.id, now, dueAt);
    return woken;
  }

  private async end(trip: Trip): Promise<void> {
    const now = this.clock.now();
    const outcome = outcomeOf(trip, now);
    if (!outcome || !(await this.store.end(trip, now, outcome))) return;
    const { accountId, platform, operationId } = trip;
    ends.inc({ platform, outcome: outcome.ok ? 'ok' : 'failed' });
    if (outcome.durationMs !== null) seconds.observe({ platform }, outcome.durationMs / 1_000);
    const { ok, durationMs, problem } = outcome;
    this.log.line('synthetic.round_trip', { accountId, operationId, ok, durationMs, problem });
  }
}
