import { Injectable } from '@nestjs/common';
import { Lanes } from '@nightdesk/lanes';
import { Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { traceId } from '@nightdesk/platform/observability';
import { ScopesStore } from './scopes.store.js';
import { driftOf, type NewFinding } from './scopes.types.js';

/** Stores what was found, and tells once what was lost or came back since the finding before. */
@Injectable()
export class Drift {
  constructor(
    private readonly store: ScopesStore,
    private readonly outbox: Outbox,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** @param alsoStore runs in the same transaction. */
  async save(
    accountId: string,
    found: readonly NewFinding[],
    alsoStore: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const now = this.clock.now();
    const woken = await this.store.transaction(async (tx) => {
      const before = await this.store.locked(tx, accountId);
      await this.store.save(tx, accountId, found, now);
      await alsoStore(tx);
      const { lost, restored } = driftOf(before, found);
      if (lost.length + restored.length === 0) return [];
      return this.outbox.append(tx, [
        {
          accountId,
          ticketId: null,
          type: 'account.scopes_changed',
          dedupeKey: `scopes:${now.toISOString()}:${[...lost, '/', ...restored].join()}`,
          origin: 'system',
          via: 'system',
          operationId: null,
          data: { lost, restored, remedies: remediesOf(found) },
          traceId: traceId(),
          occurredAt: now,
        },
      ]);
    });
    await this.lanes.wake(woken);
  }
}

/** What to do at the platform, each once. */
function remediesOf(found: readonly NewFinding[]): string[] {
  const missing = found.filter(({ verdict }) => verdict === 'missing');
  return [...new Set(missing.flatMap(({ remedy }) => remedy ?? []))];
}
