import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What finds programs, the registry and its certificates; nothing that configures Nightdesk. */
const inherited =
  /^(PATH|LANG|TERM|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|(https?|no)_proxy|npm_config_(registry|cafile|https?_proxy|noproxy))$/i;

/** Somebody with a home of their own in `folder`. */
function person(folder, name, ids) {
  const home = join(folder, name);
  const temporary = join(home, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const npmrc = join(homedir(), '.npmrc');
  if (existsSync(npmrc)) copyFileSync(npmrc, join(home, '.npmrc'));
  if (ids) {
    run('chown', '-R', `${ids.uid}:${ids.gid}`, home);
  }
  for (const each of [home, temporary]) chmodSync(each, 0o755); // Postgres runs as somebody else when root starts it
  const kept = Object.entries(process.env).filter(([variable]) => inherited.test(variable));
  const env = {
    ...Object.fromEntries(kept),
    HOME: home,
    TMPDIR: temporary,
    npm_config_update_notifier: 'false',
  };
  return { name, home, env, ...ids };
}

/** Who tries it: root and an ordinary user, made for this; without rights to make one only whoever runs this. */
export function people(folder) {
  if (process.getuid() !== 0) return { all: [person(folder, 'user')], dismiss: () => undefined };
  const account = `nightdesk-${process.pid}`;
  run('useradd', '--system', '--user-group', '--no-create-home', '--home-dir', join(folder, 'user'), account);
  const id = (which) => Number(run('id', which, account));
  const ids = { uid: id('-u'), gid: id('-g') };
  return {
    all: [person(folder, 'root'), person(folder, 'user', ids)],
    dismiss: () => run('userdel', account),
  };
}

export function run(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.trim();
}
