import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { postgresProblems } from '../child-log.js';
import { refuseFullDisk } from '../folder.js';
import { refuseTakenPort } from '../ports.js';
import { untilReady } from '../readiness.js';
import type { Settings } from '../settings.js';
import { StartProblem } from '../start-problem.js';
import type { Supervisor } from '../supervisor.js';
import { clearLeftOver, ensureCluster, SUPERUSER } from './cluster.js';
import { findInstallation } from './installation.js';

const DATABASE = 'nightdesk';

/** Repairing itself after a crash may take Postgres a while. */
const READY_WITHIN_MS = 120_000;

export interface EmbeddedDatabase {
  readonly url: string;
  readonly data: string;
}

/** A real Postgres from npm, kept alive by the supervisor; its data survives. */
export async function startEmbedded(
  settings: Settings,
  password: string,
  supervisor: Supervisor,
): Promise<EmbeddedDatabase> {
  const installation = await findInstallation(settings.folder);
  const { bin, data, runAs } = installation;
  await ensureCluster(installation, password);
  await refuseFullDisk(data);
  await clearLeftOver(installation);
  const port = settings.POSTGRES_PORT;
  await refuseTakenPort('the embedded Postgres', 'POSTGRES_PORT', port, '127.0.0.1');

  const url = (database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  const order = JSON.stringify({ bin, data, port, runAs });
  await supervisor.start(
    {
      name: 'postgres',
      entry: fileURLToPath(new URL('./keeper.js', import.meta.url)),
      arguments: [order],
      shows: postgresProblems,
      stopWithinMs: 45_000,
      neverHurried: true,
    },
    (signal) =>
      untilReady(
        'Postgres',
        () => accepts(url('postgres'), data, settings.stateFile),
        signal,
        READY_WITHIN_MS,
      ),
  );
  await ensureDatabase(url('postgres'));
  return { url: url(DATABASE), data };
}

async function accepts(url: string, data: string, stateFile: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as pg.DatabaseError).code === '28P01') {
      throw new StartProblem(
        `The Postgres password in ${stateFile} is not the one of the data in ${data}. Bring back the state.json that ` +
          `belongs to this data, or move the data away to begin with an empty database.`,
      );
    }
    return false;
  } finally {
    await client.end();
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
