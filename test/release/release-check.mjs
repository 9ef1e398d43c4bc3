/**
 * `npm run release:check`: whether what is committed works for somebody who has nothing but it. A fresh clone as root and as an ordinary
 * user, each with `npm ci`, `npm start`, a look at the page, `npm run doctor` and Ctrl-C; then once `npm run smoke`, what docker-compose.yml
 * starts, and `npm test`. `--skip tests` leaves `npm test` out. Everything stays in a temporary folder.
 */
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Compose } from './compose.mjs';
import { answerOf, freePort, Steps, until } from './steps.mjs';
import { people, run } from './users.mjs';

const { values } = parseArgs({ options: { skip: { type: 'string', multiple: true, default: [] } } });
const wrong = values.skip.find((what) => what !== 'tests');
if (wrong !== undefined) {
  console.error(`--skip ${wrong}: only tests can be left out`);
  process.exit(1);
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const steps = new Steps();
const folder = mkdtempSync(join(tmpdir(), 'nightdesk-release-'));
chmodSync(folder, 0o755);

/** A clone that is theirs. */
function clone({ home, uid, gid }) {
  const place = join(home, 'nightdesk');
  run('git', 'clone', '--quiet', '--no-hardlinks', root, place);
  run('git', '-C', place, 'checkout', '--quiet', '--detach', run('git', '-C', root, 'rev-parse', 'HEAD'));
  if (uid !== undefined) run('chown', '-R', `${uid}:${gid}`, place);
  return place;
}

/** As a newcomer does, but on ports that are free: starts, looks, asks the doctor, and ends it with Ctrl-C. */
async function start(as, place) {
  const names = ['PORT', 'HEALTH_PORT', 'POSTGRES_PORT', 'SANDBOX_PORT', 'EXAMPLE_PORT'];
  const ports = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, String(await freePort())])),
  );
  // sh would stand between npm and us, and end by the Ctrl-C whatever our exit code is; bash gives way to what it runs.
  const npm = steps.start(
    as,
    place,
    { ...as.env, ...ports, npm_config_script_shell: 'bash' },
    'npm',
    'start',
  );
  const [, url] = await until(
    () => /Nightdesk runs at\s+(\S+)[^]*Log in as\s+\S+\s+password \S+/.exec(npm.said),
    300_000,
    [npm],
  );
  const page = await answerOf(`${url}/`);
  if (!page?.ok || !page.text.includes('<div id="root"')) throw new Error(`${url} shows no page`);
  if (!(await answerOf(`${url}/healthz`))?.ok) throw new Error(`${url}/healthz does not answer`);
  await steps.run(as, place, as.env, 'npm', 'run', 'doctor');
  const code = await npm.stop('SIGINT');
  if (code !== 0) throw new Error(`npm start ended with ${code} after Ctrl-C`);
}

async function check(everybody) {
  const places = new Map();
  for (const as of everybody) {
    const place = await steps.step(`${as.name}: clone`, async () => clone(as));
    places.set(as, place);
    await steps.step(`${as.name}: npm ci`, () => steps.run(as, place, as.env, 'npm', 'ci'));
    await steps.step(`${as.name}: npm start, the page, npm run doctor, Ctrl-C`, () => start(as, place));
  }
  const as = everybody.at(-1);
  const place = places.get(as);
  await steps.step('npm run smoke', () => steps.run(as, place, as.env, 'npm', 'run', 'smoke'));

  const there = join(as.home, 'compose');
  mkdirSync(there);
  if (as.uid !== undefined) run('chown', `${as.uid}:${as.gid}`, there);
  const compose = new Compose(steps, as, place, there);
  await steps.step('docker-compose.yml: the image', () => compose.prepare());
  await steps.step('docker-compose.yml: postgres', () => compose.startPostgres());
  await steps.step('docker-compose.yml: redis', () => compose.startRedis());
  await steps.step('docker-compose.yml: migrate', () => compose.migrate());
  await steps.step('docker-compose.yml: api, two of them', () => compose.startService('api'));
  await steps.step('docker-compose.yml: worker, two of them', () => compose.startService('worker'));
  await steps.step('docker-compose.yml: the page and the doctor', () => compose.look());
  await steps.step('docker-compose.yml: stop', () => compose.stop());

  // Last, because it takes the longest.
  if (!values.skip.includes('tests'))
    await steps.step('npm test', () => steps.run(as, place, as.env, 'npm', 'test'));
}

let dismiss = () => undefined;
let ending;
/** Once, whoever asks for it. */
const end = () =>
  (ending ??= (async () => {
    await steps.endAll();
    dismiss();
    run('rm', '-rf', folder); // several times as fast as Node's own on four times a node_modules
  })());
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void end().then(() => process.exit(130)));

let failed = null;
try {
  if (run('git', '-C', root, 'status', '--porcelain') !== '')
    console.log('What is not committed is not looked at.');
  const { all, dismiss: theirs } = people(folder);
  dismiss = theirs;
  if (all.length === 1)
    console.log('Only root can try it as root and as somebody else; it is tried as whoever runs this.');
  await check(all);
} catch (error) {
  failed = error;
}
await end();
console.log(failed === null ? 'release check passed' : `release check failed: ${failed.message}`);
process.exit(failed === null ? 0 : 1);
