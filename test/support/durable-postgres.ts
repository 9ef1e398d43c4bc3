import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureCluster, SUPERUSER } from '../../apps/standalone/src/postgres/cluster.js';
import { findInstallation, type Installation } from '../../apps/standalone/src/postgres/installation.js';
import { freePort } from './service.js';
import { until } from './until.js';

/**
 * Postgres as `npm start` runs it, on a new folder: every commit is on disk before it is answered (the tests' Postgres, which
 * forces nothing to disk, would flatter a measurement). It can be stopped in the middle and comes back on its port.
 */
export class DurablePostgres {
  private keeper: ChildProcess | undefined;
  private said = '';

  private constructor(
    private readonly folder: string,
    private readonly installation: Installation,
    private readonly port: number,
    readonly url: string,
  ) {}

  static async start(): Promise<DurablePostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-durable-postgres-'));
    await chmod(folder, 0o755); // when root runs us, Postgres runs as somebody else, who must get in
    const installation = await findInstallation(folder);
    const password = randomBytes(12).toString('hex');
    await ensureCluster(installation, password);
    const port = await freePort();
    const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
    const postgres = new DurablePostgres(folder, installation, port, url);
    await postgres.up();
    // Where ./database.ts makes its databases.
    process.env['TEST_DATABASE_URL'] = url;
    return postgres;
  }

  /**
   * Leaves it with files of its log to use again, as one has that has run for a while. A new one has to fill each with zeros
   * first, every few seconds under load, and whoever commits meanwhile waits 60 ms.
   */
  async leaveLogFiles(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      await client.query(`ALTER SYSTEM SET min_wal_size = '1GB'`);
      await client.query('SELECT pg_reload_conf()');
      for (let file = 0; file < 56; file += 1) {
        await client.query(`SELECT pg_logical_emit_message(true, 'bench', '')`);
        await client.query('SELECT pg_switch_wal()');
      }
      await client.query('CHECKPOINT');
    } finally {
      await client.end();
    }
  }

  /** `fast` ends all connections in order; `crash` is what a power cut leaves: the log is replayed at the next start. */
  async restart(how: 'fast' | 'crash'): Promise<void> {
    await this.down(how);
    await this.up();
  }

  async stop(): Promise<void> {
    await this.down('fast');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async up(): Promise<void> {
    const order = JSON.stringify({ ...this.installation, port: this.port });
    const program = 'apps/standalone/src/postgres/keeper.ts';
    const keeper = spawn(process.execPath, ['--import', './test/support/ts-loader.mjs', program, order], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'] },
    });
    this.keeper = keeper;
    keeper.stderr?.on('data', (text: Buffer) => (this.said = (this.said + text.toString()).slice(-10_000)));
    await until(() => {
      if (keeper.exitCode !== null) throw new Error(`Postgres ended with ${keeper.exitCode}:\n${this.said}`);
      return accepts(this.url);
    }, 60_000);
  }

  private async down(how: 'fast' | 'crash'): Promise<void> {
    const { keeper } = this;
    if (!keeper || keeper.exitCode !== null) return;
    const gone = once(keeper, 'exit');
    if (how === 'fast') keeper.kill('SIGTERM');
    else process.kill(await this.pid(), 'SIGQUIT'); // its keeper then ends as well
    await gone;
  }

  private async pid(): Promise<number> {
    return Number.parseInt(await readFile(join(this.installation.data, 'postmaster.pid'), 'utf8'), 10);
  }
}

/** Whatever goes wrong here, the next try may go well; `until` ends the trying. */
async function accepts(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined); // it may go while we say goodbye
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
