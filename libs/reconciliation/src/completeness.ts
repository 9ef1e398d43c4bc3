import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { CompletenessStore } from './completeness.store.js';
import {
  type CompletenessScore,
  type CompletenessShare,
  type Counted,
  hasFallen,
  scoreOf,
} from './completeness.types.js';

const nothing = { counted: [], delays: [] };

/** How completely webhooks tell of changes: what they told, against what sweeps had to find. */
@Injectable()
export class Completeness {
  constructor(
    private readonly store: CompletenessStore,
    private readonly clock: Clock,
  ) {}

  /** Of the last day, by account; an account of which nothing was counted has a score without a share. */
  async of(accountIds: readonly string[]): Promise<Map<string, CompletenessScore>> {
    const found = await this.store.of(accountIds, this.clock.now());
    return new Map(
      accountIds.map((id) => {
        const { counted, delays } = found.get(id) ?? nothing;
        return [id, scoreOf(counted, delays)];
      }),
    );
  }

  /** The share alone, of all accounts with changes in the last day: one statement, whatever their number. */
  async shares(): Promise<Map<string, CompletenessShare>> {
    const rows = await this.store.shares(this.clock.now());
    return new Map(rows.flatMap(({ accountId, ...row }) => shareOf(accountId, row)));
  }

  async hasFallen(accountId: string): Promise<boolean> {
    return (await this.of([accountId])).get(accountId)?.hasFallen ?? false;
  }

  /** Accounts whose webhooks have lately lost too much. */
  fallen(): Promise<string[]> {
    return this.store.fallen(this.clock.now());
  }
}

function shareOf(accountId: string, row: Omit<Counted, 'kind'>): [string, CompletenessShare][] {
  const changes = row.byWebhook + row.missed;
  if (changes === 0) return [];
  const fallen = hasFallen(row.recentByWebhook, row.recentMissed);
  return [[accountId, { share: row.byWebhook / changes, changes, hasFallen: fallen }]];
}
