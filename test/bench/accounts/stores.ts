import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Clock ticks of /proc/<pid>/stat: 100 a second on every Linux that Node runs on. */
const tickMs = 10;

/** What Postgres and Redis hold and spend for one installation, seen from outside of it. */
export class Stores {
  private readonly database: pg.Client;
  private readonly redis: Redis | undefined;

  constructor(databaseUrl: string, redisUrl: string | undefined) {
    this.database = new pg.Client({ connectionString: databaseUrl });
    this.redis = redisUrl === undefined ? undefined : new Redis(redisUrl);
  }

  async open(): Promise<this> {
    await this.database.connect();
    return this;
  }

  async close(): Promise<void> {
    this.redis?.disconnect();
    await this.database.end();
  }

  async run<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.database.query<T>(sql, values)).rows;
  }

  /** Connections that are not our own. */
  async connections(): Promise<{ postgres: number; redis: number }> {
    const clients = this.redis
      ? String(await this.redis.call('CLIENT', 'LIST'))
          .trim()
          .split('\n').length - 1
      : 0;
    return { postgres: (await this.backends()).length, redis: clients };
  }

  /**
   * Milliseconds of CPU by backend of this database, and by Redis. A backend that ended is in no later answer, so a
   * difference can miss the last of what one did.
   */
  async cpu(): Promise<Map<string, number>> {
    const spent = new Map((await this.backends()).map((pid) => [`postgres ${pid}`, cpuOf(pid)]));
    if (!this.redis) return spent;
    const info = await this.redis.info('cpu');
    const seconds = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1] ?? 0);
    return spent.set('redis', 1_000 * (seconds('used_cpu_sys') + seconds('used_cpu_user')));
  }

  private async backends(): Promise<number[]> {
    const rows = await this.run<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND backend_type = 'client backend'`,
    );
    return rows.map(({ pid }) => pid);
  }
}

/** CPU milliseconds that were spent between two answers of `cpu`. */
export function spentBetween(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): number {
  return [...after].reduce((sum, [who, ms]) => sum + ms - (before.get(who) ?? 0), 0);
}

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
