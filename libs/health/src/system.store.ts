import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Database, pendingMigrations } from '@nightdesk/platform/database';

export interface ProcessRow {
  id: string;
  role: 'api' | 'worker';
  host: string;
  pid: number;
  version: string;
  startedAt: Date;
  seenAt: Date;
  alive: boolean;
  skewMs: number;
}

/** Work that is due, and that nothing of its own explains the wait of. */
export interface WaitingRow {
  webhookAt: Date | null;
  /** Accounts whose oldest webhook has been due for over five minutes. */
  lateAccounts: number;
  /** Accounts that work. */
  accounts: number;
  deliveryAt: Date | null;
}

/** What concerns all of Nightdesk; nothing here writes. */
@Injectable()
export class SystemStore {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'DATABASE_URL'>,
  ) {}

  /** Over the connections that everything else uses too: slow when Postgres is, or when they are all taken. */
  async touch(): Promise<void> {
    await this.database.pool.query('SELECT 1');
  }

  pendingMigrations(): Promise<string[]> {
    return pendingMigrations(this.config.DATABASE_URL);
  }

  /** By the clock of Postgres, which wrote the times. */
  async processes(): Promise<ProcessRow[]> {
    const { rows } = await this.database.pool.query<ProcessRow>(
      `SELECT id, role, host, pid, version, started_at AS "startedAt", seen_at AS "seenAt", skew_ms AS "skewMs",
              seen_at > now() - interval '20 seconds' AS alive
         FROM processes ORDER BY role, started_at`,
    );
    return rows;
  }

  /** An index probe for each account and subscriber. What a state, a switch, a breaker or a failing endpoint explains is left out. */
  async waiting(): Promise<WaitingRow> {
    const { rows } = await this.database.pool.query<WaitingRow>(
      `SELECT min(i.due_at) AS "webhookAt", count(*)::int AS accounts,
              (count(*) FILTER (WHERE i.due_at < now() - interval '5 minutes'))::int AS "lateAccounts",
              (SELECT min(d.due_at) FROM subscribers s
                CROSS JOIN LATERAL (SELECT due_at FROM deliveries WHERE state = 'pending' AND subscriber_id = s.id
                                     ORDER BY due_at LIMIT 1) d
                WHERE s.state = 'active' AND s.failing_since IS NULL AND d.due_at < now()) AS "deliveryAt"
         FROM accounts a
         LEFT JOIN LATERAL (SELECT due_at FROM inbox WHERE state = 'pending' AND account_id = a.id AND due_at < now()
                             ORDER BY due_at LIMIT 1) i ON true
        WHERE a.state = 'live' AND NOT EXISTS (SELECT 1 FROM breakers b WHERE b.account_id = a.id)
          AND NOT EXISTS (SELECT 1 FROM switches w WHERE w.name = 'platform:' || a.platform)`,
    );
    return rows[0]!;
  }

  /** Addresses that alerts do not reach, shown by their host. */
  async deafChannels(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ target: string }>(
      `SELECT coalesce(details->>'target', subject) AS target FROM incidents
        WHERE resolved_at IS NULL AND cause = 'alert_channel_failing' ORDER BY opened_at`,
    );
    return rows.map(({ target }) => target);
  }
}
