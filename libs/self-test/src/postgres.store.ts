import { type ProcessRow, StorageStore, SystemStore } from '@nightdesk/health';
import { KeyRotationStore, KeyUse } from '@nightdesk/key-rotation';
import type { Clock } from '@nightdesk/platform/clock';
import type { Config } from '@nightdesk/platform/config';
import type { KeyRing } from '@nightdesk/platform/crypto';
import { Database } from '@nightdesk/platform/database';
import { RedisSettings } from '@nightdesk/platform/redis';

type Given = Pick<Config, 'DATABASE_URL' | 'DATABASE_POOL' | 'REDIS_URL'>;

/** Looks at Postgres over connections of its own, with what the libs know that own what is looked at. Nothing here writes. */
export class PostgresStore {
  readonly storage: StorageStore;
  private readonly database: Database;
  private readonly system: SystemStore;
  /** `140012`, as Postgres counts. */
  version = 0;
  /** How far the clock here is ahead of the one there. */
  skewMs = 0;

  constructor(
    given: Given,
    private readonly clock: Clock,
  ) {
    this.database = new Database({ url: given.DATABASE_URL, poolSize: 3, statementMs: 5_000 });
    // Before a launch these settings count, whatever NODE_ENV is.
    const config = { ...given, NODE_ENV: 'production' as const };
    this.storage = new StorageStore(this.database, new RedisSettings(null), config);
    this.system = new SystemStore(this.database, given);
  }

  /** The first contact, which everything else waits for. */
  async greet(): Promise<void> {
    await this.database.pool.query('SELECT 1');
    const asked = this.clock.now().getTime();
    const { rows } = await this.database.pool.query<{ version: number; at: Date }>(
      `SELECT current_setting('server_version_num')::int AS version, clock_timestamp() AS at`,
    );
    this.version = rows[0]!.version;
    this.skewMs = (asked + this.clock.now().getTime()) / 2 - rows[0]!.at.getTime();
  }

  pendingMigrations(): Promise<string[]> {
    return this.system.pendingMigrations();
  }

  processes(): Promise<ProcessRow[]> {
    return this.system.processes();
  }

  /** @throws KeyRingError when the ring does not open what is stored. */
  async requireKeys(ring: KeyRing): Promise<void> {
    await new KeyUse(new KeyRotationStore(this.database), ring).require();
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
