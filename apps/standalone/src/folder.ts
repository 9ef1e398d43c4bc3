import { chmod, mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine } from './processes.js';
import { StartProblem } from './start-problem.js';

/** The command line of `npm start`, and of its built program started directly. */
const OURS = /standalone[/\\](start\.mjs|src[/\\]main\.js)/;

/** A new cluster takes about 40 MB and its write-ahead log up to 100 MB before the first checkpoint. */
const LEAST_FREE_BYTES = 200 * 1024 * 1024;

/** Makes the folder for everything that is kept. As root others may pass through it: Postgres runs as another user. */
export async function prepareFolder(folder: string): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  try {
    await mkdir(folder, { recursive: true });
    await chmod(folder, asRoot ? 0o711 : 0o700);
    await mkdir(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    const probe = join(folder, 'probe');
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, folder);
  }
  await refuseFullDisk(folder);
}

/** Makes a folder that any user may pass through, whatever the umask is. */
export async function makePassable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

/** @throws StartProblem when the disk that holds `path` has less than 200 MB left. */
export async function refuseFullDisk(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(path);
  const free = bavail * bsize;
  if (free >= LEAST_FREE_BYTES) return;
  throw new StartProblem(
    `The disk is full: ${Math.floor(free / 1024 / 1024)} MB are free at ${path} and Nightdesk needs 200. ` +
      `Make room, or set NIGHTDESK_DATA to a folder on another disk.`,
  );
}

/** The system's answer to a write, as something a person can act on. */
export function explain(error: NodeJS.ErrnoException, folder = ''): Error {
  const owner = 'Start it as the user who owns it, or set NIGHTDESK_DATA to a folder of your own.';
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartProblem(`${error.path ?? folder} may not be used (${error.code}). ${owner}`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartProblem(
        `The disk is full (${error.code} at ${error.path ?? folder}). Make room and start again.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartProblem(
        `${folder} is not a folder. Move it away, or set NIGHTDESK_DATA to another path.`,
      );
    case undefined:
    default:
      return error;
  }
}

export interface FolderLock {
  /** The one before did not end by itself; what it started may need a moment to notice. */
  readonly tookOver: boolean;
  readonly release: () => Promise<void>;
}

/** One Nightdesk per folder. The file of one that died is taken over. @throws StartProblem when one is running. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'nightdesk.pid');
  for (let tookOver = false; ; tookOver = true) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
      return { tookOver, release: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw explain(error as NodeJS.ErrnoException, folder);
      await removeIfStale(file);
    }
  }
}

async function removeIfStale(file: string): Promise<void> {
  const pid = Number.parseInt(await readFile(file, 'utf8'), 10);
  const running = pid !== process.pid && Number.isInteger(pid) ? commandLine(pid) : undefined;
  if (running && OURS.test(running)) {
    throw new StartProblem(
      `Nightdesk is running in this folder already, as process ${pid}. Stop that one first (kill ${pid}), or give this ` +
        `one a folder and ports of its own: NIGHTDESK_DATA, PORT, HEALTH_PORT, SANDBOX_PORT, EXAMPLE_PORT, POSTGRES_PORT.`,
    );
  }
  await rm(file, { force: true });
}
