import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensureCluster, SUPERUSER } from '../../../apps/standalone/src/postgres/cluster.js';
import { findInstallation } from '../../../apps/standalone/src/postgres/installation.js';
import { freePort } from '../../support/service.js';
import { until } from '../../support/until.js';

/**
 * Postgres as `npm start` runs it, on a new folder: every commit is on disk before it is answered. The tests' Postgres, which
 * forces nothing to disk, would flatter us.
 */
export class DurablePostgres {
  private constructor(
    private readonly keeper: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<DurablePostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-bench-postgres-'));
    await chmod(folder, 0o755); // when root runs us, Postgres runs as somebody else, who must get in
    const found = await findInstallation(folder);
    const password = randomBytes(12).toString('hex');
    await ensureCluster(found, password);
    const port = await freePort();
    const order = JSON.stringify({ ...found, port });
    const program = 'apps/standalone/src/postgres/keeper.ts';
    const keeper = spawn(process.execPath, ['--import', './test/support/ts-loader.mjs', program, order], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'] },
    });
    let said = '';
    keeper.stderr?.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-10_000)));
    const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
    await until(() => {
      if (keeper.exitCode !== null) throw new Error(`Postgres ended with ${keeper.exitCode}:\n${said}`);
      return accepts(url);
    }, 60_000);
    // Where test/support/database.ts makes its databases.
    process.env['TEST_DATABASE_URL'] = url;
    return new DurablePostgres(keeper, folder);
  }

  async stop(): Promise<void> {
    const gone = once(this.keeper, 'exit');
    this.keeper.kill('SIGTERM');
    await gone;
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function accepts(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError || (error as NodeJS.ErrnoException).code === 'ECONNREFUSED')
      return false;
    throw error;
  } finally {
    await client.end();
  }
}
