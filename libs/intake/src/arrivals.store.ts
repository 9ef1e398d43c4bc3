import { Injectable } from '@nestjs/common';
import { Database, trim } from '@nightdesk/platform/database';
import type { ArrivalCount } from './arrivals.types.js';

/** Writes `arrival_hours`; `libs/reconciliation` reads it. */
@Injectable()
export class ArrivalsStore {
  constructor(private readonly database: Database) {}

  /** One statement. In the order of the keys, so that two processes cannot lock each other out. */
  async add(counts: readonly ArrivalCount[]): Promise<void> {
    await this.database.pool.query(
      `INSERT INTO arrival_hours (account_id, hour, kind, by_webhook, missed, delays)
       SELECT account_id, hour, kind, by_webhook, missed, delays::int[]
         FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::int[], $5::int[], $6::text[])
              AS more (account_id, hour, kind, by_webhook, missed, delays)
        ORDER BY account_id, hour, kind
       ON CONFLICT (account_id, hour, kind) DO UPDATE SET
         by_webhook = arrival_hours.by_webhook + excluded.by_webhook,
         missed = arrival_hours.missed + excluded.missed,
         delays = ARRAY (SELECT coalesce(known, 0) + coalesce(more, 0)
                           FROM unnest(arrival_hours.delays, excluded.delays)
                                WITH ORDINALITY AS both_of (known, more, class) ORDER BY class)`,
      [
        counts.map(({ accountId }) => accountId),
        counts.map(({ hour }) => new Date(hour)),
        counts.map(({ kind }) => kind),
        counts.map(({ byWebhook }) => byWebhook),
        counts.map(({ missed }) => missed),
        counts.map(({ delays }) => `{${delays.join(',')}}`),
      ],
    );
  }

  async deleteBefore(hour: Date): Promise<void> {
    await trim(this.database.pool, { table: 'arrival_hours', where: 'hour < $1', values: [hour] });
  }
}
