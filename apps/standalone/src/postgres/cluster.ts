import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { explain, refuseFullDisk } from '../folder.js';
import { commandLine } from '../processes.js';
import { StartProblem } from '../start-problem.js';
import type { Installation } from './installation.js';

export const SUPERUSER = 'nightdesk';

/**
 * Makes the data directory unless it is there. It appears under its name only when it is complete, so that an interrupted
 * first start leaves nothing half-made behind.
 * @throws StartProblem when the data is of another major version of Postgres, or the disk is full.
 */
export async function ensureCluster(
  { bin, major, data, runAs }: Installation,
  password: string,
): Promise<void> {
  const versionFile = join(data, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const made = (await readFile(versionFile, 'utf8')).trim();
    if (made === major) return;
    throw new StartProblem(
      `The data in ${data} was made by Postgres ${made}, and this is Postgres ${major}. Move that folder away to begin ` +
        `with an empty database, or serve it with Postgres ${made} and set DATABASE_URL.`,
    );
  }
  const draft = `${data}.new`;
  try {
    await rm(draft, { recursive: true, force: true });
    await refuseFullDisk(dirname(data));
    await mkdir(draft, { mode: 0o700 });
    if (runAs.uid !== undefined) await chown(draft, runAs.uid, runAs.gid ?? runAs.uid);
    await initialise({ bin, data: draft, runAs }, password);
    await rename(draft, data);
  } catch (error) {
    await refuseFullDisk(dirname(data));
    throw explain(error as NodeJS.ErrnoException, dirname(data));
  }
}

async function initialise(
  { bin, data, runAs }: Omit<Installation, 'major'>,
  password: string,
): Promise<void> {
  const secrets = await mkdtemp(join(tmpdir(), 'nightdesk-'));
  const passwordFile = join(secrets, 'password');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (runAs.uid !== undefined) {
      for (const path of [passwordFile, secrets]) await chown(path, runAs.uid, runAs.gid ?? runAs.uid);
    }
    const flags = [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
    ];
    // Encoding and order of text must not depend on the machine's language.
    await run(join(bin, 'initdb'), [...flags, '--encoding=UTF8', '--locale=C'], runAs);
  } finally {
    await rm(secrets, { recursive: true });
  }
}

function run(file: string, args: string[], runAs: Installation['runAs']): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...runAs, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new StartProblem(`Postgres could not make its data directory:\n${said.trim()}`));
    });
  });
}

/**
 * Ends a Postgres that works on this data although nobody supervises it any more, and removes the lock file of one that is
 * gone. Postgres does the latter itself except when its old process id now belongs to somebody else.
 */
export async function clearLeftOver({ bin, data, runAs }: Omit<Installation, 'major'>): Promise<void> {
  const lockFile = join(data, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const pid = Number.parseInt(await readFile(lockFile, 'utf8'), 10);
  const running = commandLine(pid);
  if (running?.includes(`-D ${data} `)) stopServer({ bin, data, runAs }, 'fast', 30);
  else if (running !== undefined) await rm(lockFile);
}

/** `smart` waits until every client has left, `fast` ends their connections. @returns whether it stopped in time. */
export function stopServer(
  { bin, data, runAs }: Omit<Installation, 'major'>,
  mode: 'smart' | 'fast' | 'immediate',
  seconds: number,
): boolean {
  const flags = ['stop', `--pgdata=${data}`, `--mode=${mode}`, '--wait', `--timeout=${seconds}`];
  return spawnSync(join(bin, 'pg_ctl'), flags, { ...runAs, cwd: '/' }).status === 0;
}
