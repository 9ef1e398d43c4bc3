import { Injectable } from '@nestjs/common';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { Clock, Ids } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { marked, traceSampled } from '@nightdesk/platform/observability';
import { OutboxStore } from './outbox.store.js';
import type { EventDraft, NewEvent } from './outbox.types.js';

/** Where a lib tells what happened. What is appended is delivered, in the order of appending per ticket. */
@Injectable()
export class Outbox {
  constructor(
    private readonly store: OutboxStore,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Records events and their deliveries in the caller's transaction. A fact that is recorded already makes nothing.
   * Appending to one ticket from two transactions at once leaves their order to chance: callers take turns per ticket.
   * @returns the lanes to wake after the commit.
   */
  async append(tx: Tx, events: readonly NewEvent[]): Promise<Lane[]> {
    if (events.length === 0) return [];
    const drafts = this.drafts(events);
    return this.recorded(drafts, await this.store.append(tx, drafts, this.clock.now()));
  }

  /** For a store that records events with what makes them facts in one statement, by {@link recording}. */
  drafts(events: readonly NewEvent[]): EventDraft[] {
    return events.map((event) => ({
      ...event,
      id: this.ids.next('evt'),
      traceSampled: traceSampled(event.traceId),
    }));
  }

  /** Marks drafts that are recorded in their traces. Answers the lanes of those who are told, to wake after the commit. */
  recorded(drafts: readonly EventDraft[], subscriberIds: readonly string[]): Lane[] {
    for (const { id, type, traceId, accountId } of drafts)
      marked(`event ${type}`, traceId, { kind: 'PRODUCER', named: id, about: { accountId, eventId: id } });
    return subscriberIds.map((key) => ({ kind: 'deliver', key }));
  }

  /** {@link append} in a transaction of its own, and the wake, for callers that have neither. */
  async record(events: readonly NewEvent[]): Promise<void> {
    const lanes = await this.store.transaction((tx) => this.append(tx, events));
    await this.lanes.wake(lanes);
  }
}
