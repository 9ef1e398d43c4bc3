import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { IncidentResolved, IncidentUnknown } from './incidents.types.js';
import { type IncidentChoice, type IncidentWithAlerts, ListingStore } from './listing.store.js';

/** Who asks, and for which accounts; empty: all. */
export interface IncidentAsker {
  actor: string;
  accountIds: readonly string[];
}

/** Incidents as people see them. */
@Injectable()
export class Incidents {
  constructor(
    private readonly store: ListingStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The worst first: open before resolved, critical before warnings, the oldest first. */
  list(choice: IncidentChoice): Promise<IncidentWithAlerts[]> {
    return this.store.list(choice);
  }

  /** @throws IncidentUnknown also for one that the asker may not see. */
  async get(
    id: string,
    { accountIds }: Pick<IncidentAsker, 'accountIds'>,
    tx?: Tx,
  ): Promise<IncidentWithAlerts> {
    const found = await this.store.find(id, tx);
    const isSeen = accountIds.length === 0 || accountIds.includes(found?.accountId ?? '');
    if (!found || !isSeen) throw new IncidentUnknown(id);
    return found;
  }

  /**
   * Somebody sees to it: nobody is reminded any more, and it is not escalated. Doing it again changes nothing.
   * @throws IncidentUnknown, IncidentResolved
   */
  async acknowledge(tx: Tx, id: string, asker: IncidentAsker): Promise<IncidentWithAlerts> {
    const { resolvedAt, cause } = await this.get(id, asker, tx);
    if (resolvedAt) throw new IncidentResolved(id);
    if (await this.store.acknowledge(tx, id, asker.actor, this.clock.now())) {
      const line = { actor: asker.actor, action: 'incident.acknowledged', subject: id, details: { cause } };
      await this.audit.record(line, tx);
    }
    return this.get(id, asker, tx);
  }
}
