import { setTimeout as pass } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';

/** The most connections that were open at once, by what Postgres calls them; those to Redis as `redis`. */
export class ConnectionWatch {
  readonly most = new Map<string, number>();
  private readonly stopping = new AbortController();
  private watching: Promise<void> | undefined;

  private constructor(
    private readonly sql: pg.Client,
    private readonly redis: Redis | null,
  ) {}

  static async start(databaseUrl: string, redisUrl?: string): Promise<ConnectionWatch> {
    const sql = new pg.Client({ connectionString: databaseUrl, application_name: 'watch' });
    await sql.connect();
    const watch = new ConnectionWatch(sql, redisUrl === undefined ? null : new Redis(redisUrl));
    watch.watching = watch.run();
    return watch;
  }

  async stop(): Promise<ReadonlyMap<string, number>> {
    this.stopping.abort();
    await this.watching;
    await this.sql.end();
    this.redis?.disconnect();
    return this.most;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.look();
      await pass(100);
    }
  }

  private async look(): Promise<void> {
    const { rows } = await this.sql.query<{ name: string; n: number }>(
      `SELECT application_name AS name, count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY 1`,
    );
    for (const { name, n } of rows) this.count(name, n);
    if (!this.redis) return;
    const clients = String(await this.redis.client('LIST'))
      .trim()
      .split('\n');
    this.count('redis', clients.length - 1);
  }

  private count(name: string, n: number): void {
    this.most.set(name, Math.max(n, this.most.get(name) ?? 0));
  }
}
