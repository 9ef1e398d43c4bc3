import { Inject, Injectable } from '@nestjs/common';
import { lanePoolSize } from '@nightdesk/lanes';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Database } from '@nightdesk/platform/database';
import { RedisSettings } from '@nightdesk/platform/redis';
import { z } from 'zod';

/** How the stores are set, as far as Nightdesk's promises hang on it. */
export interface StorageSeen {
  /** Connections that ordinary users of Postgres may have in all. */
  connections: number;
  /** What each of our processes may open at most. */
  eachProcess: number;
  /** Settings of Postgres that must be on and are not; not looked at outside of production. */
  off: readonly string[];
  /** Redis may throw queues away when its memory is full: its policy; null: it keeps them, or there is none. */
  evicts: string | null;
}

/** Of the process's own pool; one that listens for fresh reads; one that looks for migrations. */
const besidePool = 2;

/** Connections to Postgres that one api or worker opens at most: docs/scaling.md. */
export const connectionsOfEach = ({
  DATABASE_POOL,
  REDIS_URL,
}: Pick<Config, 'DATABASE_POOL' | 'REDIS_URL'>): number =>
  DATABASE_POOL + besidePool + (REDIS_URL ? 0 : lanePoolSize);

const Limits = z.object({ connections: z.number(), off: z.array(z.string()) });

const LIMITS = `
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true)::int, 0) AS connections,
       ARRAY(SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'
              ORDER BY name) AS off`;

/** Looks at the settings of Postgres and Redis; nothing here writes. */
@Injectable()
export class StorageStore {
  constructor(
    private readonly database: Database,
    private readonly redis: RedisSettings,
    @Inject(CONFIG) private readonly config: Pick<Config, 'DATABASE_POOL' | 'REDIS_URL' | 'NODE_ENV'>,
  ) {}

  async look(): Promise<StorageSeen> {
    const { rows } = await this.database.pool.query(LIMITS);
    const { connections, off } = Limits.parse(rows[0]);
    const isProduction = this.config.NODE_ENV === 'production';
    return {
      connections,
      eachProcess: connectionsOfEach(this.config),
      off: isProduction ? off : [],
      evicts: await this.redis.evicts(),
    };
  }
}
