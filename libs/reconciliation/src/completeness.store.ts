import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';
import { type Counted, fall } from './completeness.types.js';

interface KindRow {
  account_id: string;
  kind: string;
  by_webhook: number;
  missed: number;
  recent_by_webhook: number;
  recent_missed: number;
}

export type ShareRow = Omit<Counted, 'kind'> & { accountId: string };

const hourMs = 3_600_000;
/** The hour that has begun counts as one. */
const hoursBack = (now: Date, hours: number) =>
  new Date((Math.floor(now.getTime() / hourMs) - hours + 1) * hourMs);

/** Reads `arrival_hours`, which `intake` writes. */
@Injectable()
export class CompletenessStore {
  constructor(private readonly database: Database) {}

  /** By account, of those where webhooks are to tell. Two statements for all of them. */
  async of(
    accountIds: readonly string[],
    now: Date,
  ): Promise<Map<string, { counted: Counted[]; delays: number[] }>> {
    const day = hoursBack(now, 24);
    const kinds = await this.database.pool.query<KindRow>(
      `SELECT account_id, kind, sum(by_webhook)::int AS by_webhook, sum(missed)::int AS missed,
              coalesce(sum(by_webhook) FILTER (WHERE hour >= $3), 0)::int AS recent_by_webhook,
              coalesce(sum(missed) FILTER (WHERE hour >= $3), 0)::int AS recent_missed
         FROM arrival_hours WHERE account_id = ANY($1) AND hour >= $2 GROUP BY account_id, kind`,
      [accountIds, day, hoursBack(now, fall.hours)],
    );
    const delays = await this.database.pool.query<{ account_id: string; class: number; count: number }>(
      `SELECT account_id, class::int, sum(count)::int AS count
         FROM arrival_hours, unnest(delays) WITH ORDINALITY AS of (count, class)
        WHERE account_id = ANY($1) AND hour >= $2 AND count > 0 GROUP BY account_id, class`,
      [accountIds, day],
    );
    const found = new Map<string, { counted: Counted[]; delays: number[] }>();
    const about = (accountId: string) => {
      const known = found.get(accountId) ?? { counted: [], delays: [] };
      found.set(accountId, known);
      return known;
    };
    for (const row of kinds.rows)
      about(row.account_id).counted.push({
        kind: row.kind,
        byWebhook: row.by_webhook,
        missed: row.missed,
        recentByWebhook: row.recent_by_webhook,
        recentMissed: row.recent_missed,
      });
    for (const row of delays.rows) about(row.account_id).delays[row.class - 1] = row.count;
    for (const one of found.values()) one.delays = Array.from(one.delays, (count) => count ?? 0);
    return found;
  }

  /** Of all accounts of which something was counted; one statement. */
  async shares(now: Date): Promise<ShareRow[]> {
    const { rows } = await this.database.pool.query<ShareRow>(
      `SELECT account_id AS "accountId", sum(by_webhook)::int AS "byWebhook", sum(missed)::int AS missed,
              coalesce(sum(by_webhook) FILTER (WHERE hour >= $2), 0)::int AS "recentByWebhook",
              coalesce(sum(missed) FILTER (WHERE hour >= $2), 0)::int AS "recentMissed"
         FROM arrival_hours WHERE hour >= $1 GROUP BY account_id`,
      [hoursBack(now, 24), hoursBack(now, fall.hours)],
    );
    return rows;
  }

  /** Accounts whose webhooks have lately lost too much; all of them in one statement. */
  async fallen(now: Date): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ account_id: string }>(
      `SELECT account_id FROM arrival_hours h
        WHERE hour >= $1 AND EXISTS (SELECT 1 FROM arrival_hours m
                                      WHERE m.account_id = h.account_id AND m.hour >= $1 AND m.missed > 0)
        GROUP BY account_id
       HAVING sum(by_webhook + missed) >= $2 AND sum(by_webhook) < $3::float8 * sum(by_webhook + missed)`,
      [hoursBack(now, fall.hours), fall.changesAtLeast, fall.shareBelow],
    );
    return rows.map(({ account_id: id }) => id);
  }
}
