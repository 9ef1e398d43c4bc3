import { Injectable } from '@nestjs/common';
import { Accounts, Switches } from '@nightdesk/accounts';
import { Budget } from '@nightdesk/budget';
import type { AccountLane, AccountLanes as LanesView } from '@nightdesk/contract';
import { Breakers } from '@nightdesk/gateway';
import { Clock } from '@nightdesk/platform/clock';
import { HealthStore, type LaneCount } from './health.store.js';
import { LaneItemsStore, type WaitingRow } from './lane-items.store.js';
import { laneView, stoppedBy } from './views.js';
import { type Circumstances, whyWaits } from './waiting.js';

/** Which part of the lanes is asked for; each goes on after its own cursor. */
export interface LanesPage {
  limit: number;
  readAfter?: string | undefined;
  writeAfter?: string | undefined;
}

/** What may keep work from going out. */
@Injectable()
export class Hindrances {
  constructor(
    private readonly switches: Switches,
    private readonly breakers: Breakers,
    private readonly budget: Budget,
  ) {}

  async of(accountId: string): Promise<Pick<Circumstances, 'switches' | 'breaker' | 'budget'>> {
    const [switches, breaker, budget] = await Promise.all([
      this.switches.list(),
      this.breakers.of(accountId),
      this.budget.usage(accountId),
    ]);
    return { switches, breaker: breaker ?? null, budget };
  }
}

/** Both lanes of one account: how much waits, and what is first with why (SPEC 12.1). */
@Injectable()
export class AccountLanes {
  constructor(
    private readonly store: LaneItemsStore,
    private readonly counts: HealthStore,
    private readonly accounts: Accounts,
    private readonly hindrances: Hindrances,
    private readonly clock: Clock,
  ) {}

  /** @throws AccountUnknown */
  async of(accountId: string, { limit, readAfter = '', writeAfter = '' }: LanesPage): Promise<LanesView> {
    const account = await this.accounts.get(accountId);
    const [reads, writes, reading, writing, missing, around] = await Promise.all([
      this.counts.readLanes([accountId]),
      this.counts.writeLanes([accountId]),
      this.store.reading(accountId, { after: readAfter, limit: limit + 1 }),
      this.store.writing(accountId, { after: writeAfter, limit: limit + 1 }),
      this.store.missing(accountId),
      this.hindrances.of(accountId),
    ]);
    const now = this.clock.now();
    const lane = (name: 'read' | 'write', counts: LaneCount[], rows: WaitingRow[]): AccountLane => {
      const shown = rows.slice(0, limit);
      return {
        ...laneView(counts[0], stoppedBy(account, name, around.switches)),
        data: shown.map((row) => ({
          id: row.id,
          ticketId: row.ticketId,
          what: row.kinds.join(', '),
          since: row.since.toISOString(),
          attempts: row.attempts,
          ...whyWaits(row, { ...around, account, lane: name, missing, now }),
        })),
        next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
      };
    };
    return { read: lane('read', reads, reading), write: lane('write', writes, writing) };
  }
}
