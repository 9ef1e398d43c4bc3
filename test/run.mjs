/**
 * Runs the tests: `node test/run.mjs` all of them, `node test/run.mjs unit integration` those projects; what follows `--`
 * goes to Jest. Builds first what they need, so that it works right after `npm ci`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build, BuildFailed } from '../apps/standalone/build.mjs';
import { findChromium } from './support/chromium.mjs';
import { prometheusIsInstalled } from './support/prometheus-installed.mjs';
import { requestTrackerIsInstalled } from './support/request-tracker-installed.mjs';

const separator = process.argv.indexOf('--');
const projects = process.argv.slice(2, separator === -1 ? undefined : separator);
const forJest = separator === -1 ? [] : process.argv.slice(separator + 1);
const runs = (project) => projects.length === 0 || projects.includes(project);

try {
  // The end-to-end tests start the built programs; the others are compiled by Jest and need less.
  await build(runs('e2e') ? undefined : ['database client', 'page of the API']);
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(`\n${error.message}\n`);
  process.exit(1);
}

const missing = [];
if (runs('integration') && spawnSync('redis-server', ['--version']).status !== 0) {
  missing.push(
    'redis-server is not installed: what concerns the Redis engine is skipped (apt-get install redis-server).',
  );
}
if (runs('integration') && !prometheusIsInstalled) {
  missing.push(
    'Prometheus is not installed: the rules for it are not tried, which is skipped (apt-get install prometheus).',
  );
}
if (runs('conformance') && !requestTrackerIsInstalled()) {
  missing.push(
    'Request Tracker is not installed: its adapter is not tried on a real one, which is skipped (apt-get install request-tracker5 rt5-standalone rt5-db-sqlite).',
  );
}
if (runs('e2e') && !findChromium()) {
  missing.push('Chromium was not found: what needs a browser is skipped (install it, or set CHROMIUM_PATH).');
}
if (missing.length > 0)
  console.log(`${missing.join('\n')}${process.env.CI ? '\nCI does not allow that.' : ''}\n`);
if (missing.length > 0 && process.env.CI) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'nightdesk-tests-'));
const results = join(folder, 'results.json');

/** Answers whether all passed. */
function jest(more) {
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      ...(projects.length > 0 ? ['--selectProjects', ...projects] : []),
      '--reporters=default',
      '--reporters=<rootDir>/test/support/summary.reporter.mjs',
      '--silent=false', // ends the list of reporters: what follows may be a path
      ...forJest,
      ...more,
    ],
    { stdio: 'inherit', env: { ...process.env, TEST_RESULTS_FILE: results } },
  );
  return status === 0;
}

/**
 * Three files run at once on two processors, and some of them promise what happens within seconds. So a few that failed are run
 * once more, alone; what passes then is named, and what fails then has failed.
 */
const fewFiles = 8;
function failedFiles() {
  if (!existsSync(results)) return [];
  const files = Object.entries(JSON.parse(readFileSync(results, 'utf8')));
  return files.filter(([, { failed }]) => failed > 0).map(([path]) => path);
}

let passed = jest([]);
const failed = passed ? [] : failedFiles();
if (failed.length > 0 && failed.length <= fewFiles && forJest.length === 0) {
  console.log(`\nOnce more, alone: ${failed.map((path) => relative('.', path)).join(', ')}\n`);
  passed = jest(['--runInBand', '--runTestsByPath', ...failed]);
}
rmSync(folder, { recursive: true });
process.exitCode = passed ? 0 : 1;
